// What later scripts share with this page, under the names they import it by (build.mjs reads this list): one preact,
// one set of components, one session.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Fragment, jsx, jsxs } from "preact/jsx-runtime";
import { get_bytes, post } from "../shared/api";
import { base64url_of, concat, hex_of, parse_base64url, parse_base64url_of, parse_hex, u16, u32, utf8 } from "../shared/bytes";
import { Button } from "../shared/components/button";
import { Choice } from "../shared/components/choice";
import { ErrorSummary } from "../shared/components/error_summary";
import { Field, TextField } from "../shared/components/field";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { focus_heading } from "../shared/focus";
import { entry_of, merkle_leaf, random32, sha256, tag } from "../shared/protocol";
import { make_messages, may_try_again, padded, wait_s } from "./cast";
import { sleep, stay, use_stuck } from "./casting";
import { CodeForm } from "./code_form";
import { Frame } from "./frame";
import { use_i18n } from "./i18n";
import { Later } from "./later";
import { MessageScreen } from "./message_screen";
import { NotHere, WrongCode } from "./problem_screens";
import { make_steps } from "./questionnaire";
import { Session } from "./session";
import { Legend } from "./items/legend";
import { Points } from "./items/points";
import { Welcome } from "./welcome";
import { create_words } from "./words";

export const exposed = {
  Fragment, useEffect, useLayoutEffect, useMemo, useRef, useState, jsx, jsxs, get_bytes, post,
  base64url_of, concat, hex_of, parse_base64url, parse_base64url_of, parse_hex, u16, u32, utf8,
  Button, Choice, ErrorSummary, Field, TextField, Notice, PageHead, focus_heading,
  entry_of, merkle_leaf, random32, sha256, tag, make_messages, may_try_again, padded, wait_s, sleep, stay, use_stuck,
  CodeForm, Frame, use_i18n, Later, MessageScreen, NotHere, WrongCode, make_steps, Session, Welcome, create_words,
  Legend, Points,
};
