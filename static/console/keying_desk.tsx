// Keying paper ballots in, one after the other: the code of the slip, then the sheet's answers, then the next. The code
// stays here; what is derived from it as in the respondent's page is sent.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { TextField } from "../shared/components/field";
import { Notice } from "../shared/components/notice";
import { hex_of } from "../shared/bytes";
import { parse_typed_code } from "../shared/codes";
import { focus_field } from "../shared/focus";
import { ballot_bearer, comment_bearer } from "../shared/protocol";
import { round_path } from "../shared/staff/api";
import { use_call } from "../shared/staff/use_call";
import type { PaperWords } from "../shared/strings/staff-paper-en";
import type { Category, FullRound, Unit } from "../shared/staff/types";
import { KeyingForm } from "./keying_form";
import { use_words } from "./use_words";

export interface KeyingDeskProps {
  full: FullRound;
  on_keyed: () => void;
}

/** A sheet whose slip was typed. Bearers are hex. */
export interface Sheet {
  unit: Unit;
  category: Category;
  bearer: string;
  comment_bearer: string;
}

type Wrong = "incomplete" | "characters" | "mistyped" | "place_unknown";

/** The sheet that a typed code belongs to, or what is wrong with the code. */
export async function read_slip(typed: string, full: FullRound): Promise<Sheet | Wrong> {
  const code = parse_typed_code(typed);
  if (typeof code === "string") return code;
  const unit = full.file.units[code.part - 1];
  const category = full.file.categories[code.category - 1];
  if (!unit || !category) return "place_unknown";
  const { id } = full.meta;
  const [ballot, comment] = await Promise.all([
    ballot_bearer(id, unit.id, category.id, code.secret), comment_bearer(id, unit.id, code.secret),
  ]);
  return { unit, category, bearer: hex_of(ballot), comment_bearer: hex_of(comment) };
}

export type SheetState = "first" | "settled" | "differs";

function said_of(state: SheetState, words: PaperWords): { kind: "success" | "warning"; words: string } {
  if (state === "differs") return { kind: "warning", words: words.differs_said };
  return { kind: "success", words: state === "settled" ? words.settled_said : words.first };
}

export function KeyingDesk(props: KeyingDeskProps) {
  const { p } = use_words();
  const calling = use_call();
  const [sheet, set_sheet] = useState<Sheet | null>(null);
  const [state, set_state] = useState<SheetState | null>(null);
  const next = () => {
    set_sheet(null);
    calling.clear();
    window.setTimeout(() => focus_field("slip-code"), 0);
  };
  const save = async (ballot: string, comment: string) => {
    if (!sheet) return;
    const json = { unit: sheet.unit.id, category: sheet.category.id, bearer: sheet.bearer, ballot, comment_bearer: sheet.comment_bearer, comment };
    const done = await calling.run<{ state: SheetState }>(round_path(props.full.meta.id, "/sheets"), { method: "POST", json });
    if (!done) return;
    set_state(done.value.state);
    props.on_keyed();
    next();
  };
  const said = state && said_of(state, p);
  return (
    <section class="part action" aria-label={p.page_title}>
      <div aria-live="polite">{said && !sheet && <Notice kind={said.kind}><p>{said.words}</p></Notice>}</div>
      {sheet
        ? <KeyingForm key={sheet.bearer} file={props.full.file} sheet={sheet} calling={calling} on_save={(ballot, comment) => void save(ballot, comment)} on_cancel={next} />
        : <SlipForm full={props.full} on_sheet={(found) => { set_state(null); set_sheet(found); }} />}
    </section>
  );
}

function SlipForm(props: { full: FullRound; on_sheet: (sheet: Sheet) => void }) {
  const { p } = use_words();
  const [typed, set_typed] = useState("");
  const [wrong, set_wrong] = useState<Wrong | null>(null);
  const submit = async (event: Event) => {
    event.preventDefault();
    const found = await read_slip(typed, props.full);
    if (typeof found === "string") {
      set_wrong(found);
      focus_field("slip-code");
    } else {
      props.on_sheet(found);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate autocomplete="off">
      <TextField
        id="slip-code" label={p.code} hint={p.code_hint} value={typed} on_input={set_typed}
        attributes={{ autocapitalize: "characters", spellcheck: false }} error={wrong ? p[wrong] : undefined}
      />
      <Button kind="primary" type="submit">{p.go}</Button>
    </form>
  );
}
