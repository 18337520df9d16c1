// Changing one's own password.
import { useState } from "preact/hooks";
import { Button } from "../components/button";
import { TextField } from "../components/field";
import { Notice } from "../components/notice";
import { PageHead } from "../components/page_head";
import { use_language } from "./language";
import { ProblemNotice } from "./problem_notice";
import { use_page_title } from "./route";
import { use_account } from "./session";
import { kMinPassword, length_of } from "./sign_in";
import { use_call } from "./use_call";
import type { Session } from "./types";

export function PasswordPage() {
  const { s } = use_language();
  const { renew } = use_account();
  const calling = use_call();
  const [old, set_old] = useState("");
  const [fresh, set_fresh] = useState("");
  const [repeat, set_repeat] = useState("");
  const [tried, set_tried] = useState(false);
  const [done, set_done] = useState(false);
  use_page_title(s.page_title(s.account_menu.change), true);
  const short = length_of(fresh) < kMinPassword;
  const differ = fresh !== repeat;
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    set_done(false);
    if (!old || short || differ) return;
    const request = { method: "POST" as const, json: { old, new: fresh }, quiet: true };
    const changed = await calling.run<Session | undefined>("/session/password", request);
    if (!changed) return;
    // All sessions end with the old password; the answer brings this browser's next one.
    if (changed.value) renew(changed.value);
    set_tried(false);
    set_done(true);
    [set_old, set_fresh, set_repeat].forEach((set) => set(""));
  };
  const kind = calling.problem?.kind;
  const wrong = kind === "unauthenticated" || kind === "forbidden" ? s.account_menu.wrong_old : undefined;
  return (
    <form class="narrow" onSubmit={(event) => void submit(event)} noValidate>
      <PageHead title={s.account_menu.change} />
      {done && <Notice kind="success" live>{s.account_menu.changed}</Notice>}
      <ProblemNotice problem={calling.problem} attempt={calling.attempt} words={wrong} />
      <TextField
        id="old" label={s.account_menu.old} type="password" value={old} on_input={set_old} autocomplete="current-password"
        error={tried && !old ? s.sign_in.password_missing : undefined}
      />
      <TextField
        id="fresh" label={s.account_menu.fresh} hint={s.sign_in.first_hint} type="password" value={fresh}
        on_input={set_fresh} autocomplete="new-password" error={tried && short ? s.sign_in.too_short : undefined}
      />
      <TextField
        id="repeat" label={s.sign_in.first_repeat} type="password" value={repeat} on_input={set_repeat}
        autocomplete="new-password" error={tried && !short && differ ? s.sign_in.differ : undefined}
      />
      <Button kind="primary" type="submit" disabled={calling.busy}>{calling.busy ? s.working : s.save}</Button>
    </form>
  );
}
