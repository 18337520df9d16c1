// Signing in by name and password, and the first time by a one-time link.
import { useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { Button } from "../components/button";
import { TextField } from "../components/field";
import { PageHead } from "../components/page_head";
import { use_language } from "./language";
import { LanguageSwitch } from "./language";
import { ProblemNotice } from "./problem_notice";
import { use_page_title } from "./route";
import { use_call } from "./use_call";
import type { Session } from "./types";

export const kMinPassword = 12;

/** Characters as people count them. */
export function length_of(text: string): number {
  return Array.from(text).length;
}

function Sheet(props: { title: string; lead: string; children: ComponentChildren }) {
  const { s } = use_language();
  use_page_title(s.page_title(props.title), true);
  return (
    <>
      <header class="top bare"><span class="brand">{s.name}</span><LanguageSwitch /></header>
      <main id="main" class="narrow">
        <PageHead title={props.title}>{props.lead}</PageHead>
        {props.children}
      </main>
    </>
  );
}

export function SignIn(props: { on_session: (session: Session) => void }) {
  const { s } = use_language();
  return (
    <Sheet title={s.sign_in.title} lead={s.sign_in.lead}>
      <SignInForm name="" on_session={props.on_session} />
    </Sheet>
  );
}

export function SignInForm(props: { name: string; on_session: (session: Session) => void }) {
  const { s } = use_language();
  const calling = use_call();
  const [name, set_name] = useState(props.name);
  const [password, set_password] = useState("");
  const [tried, set_tried] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (!name || !password) return;
    const done = await calling.run<Session>("/session", { method: "POST", json: { name, password }, quiet: true });
    if (done) props.on_session(done.value);
    else set_password("");
  };
  const wrong = calling.problem?.kind === "unauthenticated" ? s.sign_in.wrong : undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ProblemNotice problem={calling.problem} attempt={calling.attempt} words={wrong} />
      <TextField
        id="sign-in-name" label={s.sign_in.name} value={name} on_input={set_name} autocomplete="username"
        attributes={{ autocapitalize: "none", spellcheck: false }}
        error={tried && !name ? s.sign_in.name_missing : undefined}
      />
      <TextField
        id="sign-in-password" label={s.sign_in.password} type="password" value={password} on_input={set_password}
        autocomplete="current-password" error={tried && !password && !calling.problem ? s.sign_in.password_missing : undefined}
      />
      <Button kind="primary" type="submit" disabled={calling.busy}>{calling.busy ? s.working : s.sign_in.submit}</Button>
    </form>
  );
}

export function FirstSignIn(props: { token: string; on_session: (session: Session) => void; on_leave: () => void }) {
  const { s } = use_language();
  const calling = use_call();
  const [password, set_password] = useState("");
  const [repeat, set_repeat] = useState("");
  const [tried, set_tried] = useState(false);
  const short = length_of(password) < kMinPassword;
  const differ = password !== repeat;
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (short || differ) return;
    const json = { token: props.token, password };
    const done = await calling.run<Session>("/session/first", { method: "POST", json, quiet: true });
    if (done) props.on_session(done.value);
  };
  const used = calling.problem?.kind === "expired" ? s.sign_in.first_used : undefined;
  return (
    <Sheet title={s.sign_in.first_title} lead={s.sign_in.first_lead}>
      <form onSubmit={(event) => void submit(event)} noValidate>
        <ProblemNotice problem={calling.problem} attempt={calling.attempt} words={used} />
        <TextField
          id="password" label={s.account_menu.fresh} hint={s.sign_in.first_hint} type="password" value={password}
          on_input={set_password} autocomplete="new-password" error={tried && short ? s.sign_in.too_short : undefined}
        />
        <TextField
          id="repeat" label={s.sign_in.first_repeat} type="password" value={repeat} on_input={set_repeat}
          autocomplete="new-password" error={tried && !short && differ ? s.sign_in.differ : undefined}
        />
        <div class="buttons">
          <Button kind="primary" type="submit" disabled={calling.busy}>{calling.busy ? s.working : s.sign_in.first_submit}</Button>
          <Button kind="plain" on_click={props.on_leave}>{s.sign_in.to_sign_in}</Button>
        </div>
      </form>
    </Sheet>
  );
}
