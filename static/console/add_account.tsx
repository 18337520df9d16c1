// The form that adds an account: name, display name, what the person may do.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { TextField } from "../shared/components/field";
import { use_language } from "../shared/staff/language";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_call } from "../shared/staff/use_call";
import type { Account, Role } from "../shared/staff/types";

const kRoles: Role["role"][] = ["leader", "registrar", "scrutineer", "organizer", "administrator"];

/** Letters, digits, dot, dash, underscore: what an account may be called. */
export function is_account_name(text: string): boolean {
  return /^[A-Za-z0-9_.-]{1,64}$/.test(text);
}

interface Draft {
  name: string;
  display: string;
  chosen: { [role: string]: boolean };
  unit: string;
  member: string;
  head: boolean;
}

export function roles_of(draft: Draft): Role[] {
  return kRoles.filter((role) => draft.chosen[role]).map((role) => (role === "leader"
    ? { role, unit: draft.unit.trim(), member: draft.member.trim() || null, head: draft.head }
    : { role, unit: null, member: null, head: false }));
}

export function AddAccount(props: { on_close: () => void; on_added: (name: string, link: string) => void }) {
  const { s } = use_language();
  const calling = use_call();
  const [draft, set_draft] = useState<Draft>({ name: "", display: "", chosen: {}, unit: "", member: "", head: false });
  const [tried, set_tried] = useState(false);
  const change = (part: Partial<Draft>) => set_draft({ ...draft, ...part });
  const roles = roles_of(draft);
  const leads = draft.chosen["leader"] === true;
  const lost = leads && !draft.head && draft.member.trim() === "";
  const complete = is_account_name(draft.name) && draft.display.trim() !== "" && roles.length > 0 && (!leads || draft.unit.trim() !== "") && !lost;
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (!complete) return;
    const json = { name: draft.name, display_name: draft.display.trim(), roles };
    const done = await calling.run<{ account: Account; first_link: string }>("/accounts", { method: "POST", json });
    if (done) props.on_added(done.value.account.display_name, done.value.first_link);
  };
  const taken = calling.problem?.kind === "conflict" ? s.accounts.taken : undefined;
  return (
    <form class="part action" onSubmit={(event) => void submit(event)} noValidate>
      <h2>{s.accounts.add}</h2>
      <ProblemNotice problem={calling.problem} attempt={calling.attempt} words={taken} />
      <TextField
        id="account-name" label={s.accounts.name} hint={s.accounts.name_hint} value={draft.name} on_input={(name) => change({ name })}
        attributes={{ autocapitalize: "none", spellcheck: false }} error={tried && !is_account_name(draft.name) ? s.accounts.name_wrong : undefined}
      />
      <TextField
        id="account-display" label={s.accounts.display} value={draft.display} on_input={(display) => change({ display })}
        error={tried && !draft.display.trim() ? s.accounts.display_missing : undefined}
      />
      <fieldset class="choice" aria-describedby={tried && roles.length === 0 ? "role-error" : undefined}>
        <legend>{s.accounts.role}</legend>
        {tried && roles.length === 0 && <p class="error" id="role-error">{s.accounts.role_missing}</p>}
        <div class="options">
          {kRoles.map((role) => (
            <Check
              key={role} label={s.accounts.role_names[role] ?? role} hint={s.accounts.role_hints[role] ?? ""} on={draft.chosen[role] ?? false}
              on_change={(on) => change({ chosen: { ...draft.chosen, [role]: on } })}
            />
          ))}
        </div>
      </fieldset>
      {leads && <LeaderFields draft={draft} tried={tried} change={change} />}
      <div class="buttons">
        <Button kind="primary" type="submit" disabled={calling.busy}>{calling.busy ? s.working : s.accounts.create}</Button>
        <Button kind="plain" on_click={props.on_close}>{s.cancel}</Button>
      </div>
    </form>
  );
}

function LeaderFields(props: { draft: Draft; tried: boolean; change: (part: Partial<Draft>) => void }) {
  const { s } = use_language();
  const { draft, change } = props;
  return (
    <div class="inset">
      <TextField
        id="account-unit" label={s.accounts.unit} value={draft.unit} on_input={(unit) => change({ unit })}
        attributes={{ autocapitalize: "none", spellcheck: false }} error={props.tried && !draft.unit.trim() ? s.accounts.unit_missing : undefined}
      />
      <TextField
        id="account-member" label={s.accounts.member} hint={s.accounts.member_hint} value={draft.member}
        error={props.tried && !draft.head && !draft.member.trim() ? s.accounts.member_or_head : undefined}
        on_input={(member) => change({ member })} attributes={{ autocapitalize: "none", spellcheck: false }}
      />
      <Check label={s.accounts.head} hint={s.accounts.head_hint} on={draft.head} on_change={(head) => change({ head })} />
    </div>
  );
}

function Check(props: { label: string; hint: string; on: boolean; on_change: (on: boolean) => void }) {
  return (
    <label class={`option${props.on ? " chosen" : ""}`}>
      <input type="checkbox" checked={props.on} onChange={(event) => props.on_change(event.currentTarget.checked)} />
      <span>{props.label}<span class="option-hint">{props.hint}</span></span>
    </label>
  );
}
