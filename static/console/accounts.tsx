// Accounts: who there is, adding one, the one-time link by which a person signs in first, disabling.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Dialog } from "../shared/components/dialog";
import { PageHead } from "../shared/components/page_head";
import { Confirm } from "../shared/staff/confirm";
import { CopyButton } from "../shared/staff/copy_button";
import { person_name } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import type { StaffStrings } from "../shared/strings/staff-en";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { use_page_title } from "../shared/staff/route";
import { use_account } from "../shared/staff/session";
import { use_call } from "../shared/staff/use_call";
import { use_loaded } from "../shared/staff/use_loaded";
import type { Account, Role } from "../shared/staff/types";
import { AddAccount } from "./add_account";

interface Link { name: string; address: string }

export function AccountsPage() {
  const { s } = use_language();
  const loaded = use_loaded<{ items: Account[] }>("/accounts");
  const calling = use_call();
  const [link, set_link] = useState<Link | null>(null);
  const [adding, set_adding] = useState(false);
  const [disabling, set_disabling] = useState<Account | null>(null);
  use_page_title(s.page_title(s.accounts.title), loaded.value !== null);
  if (loaded.problem && !loaded.value) return <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />;
  if (!loaded.value) return <p role="status" class="quiet">{s.loading}</p>;
  const fresh_link = async (account: Account) => {
    const done = await calling.run<{ first_link: string }>(`/accounts/${account.id}/link`, { method: "POST", json: {} });
    if (done) set_link({ name: person_name(account), address: done.value.first_link });
  };
  const set_disabled = async (account: Account, disabled: boolean) => {
    const done = await calling.run<Account>(`/accounts/${account.id}`, { method: "PATCH", json: { disabled } });
    if (!done) return;
    set_disabling(null);
    await loaded.reload();
  };
  return (
    <>
      <div class="head-row">
        <PageHead title={s.accounts.title} />
        {!adding && <Button kind="primary" on_click={() => set_adding(true)}>{s.accounts.add}</Button>}
      </div>
      {adding && (
        <AddAccount
          on_close={() => set_adding(false)}
          on_added={(name, address) => { set_adding(false); set_link({ name, address }); void loaded.reload(); }}
        />
      )}
      {!disabling && <ProblemNotice problem={calling.problem} attempt={calling.attempt} />}
      <AccountList
        items={loaded.value.items} busy={calling.busy} on_link={(a) => void fresh_link(a)} on_disable={set_disabling}
        on_enable={(a) => void set_disabled(a, false)}
      />
      {link && <LinkDialog link={link} on_close={() => set_link(null)} />}
      {disabling && (
        <Confirm
          id="disable" title={s.accounts.disable_dialog(person_name(disabling))} confirm={s.accounts.disable} danger calling={calling}
          on_confirm={() => void set_disabled(disabling, true)} on_close={() => set_disabling(null)}
        >
          <p>{s.accounts.disable_text}</p>
        </Confirm>
      )}
    </>
  );
}

export function role_words(role: Role, s: StaffStrings): string {
  if (role.role !== "leader") return s.accounts.role_names[role.role] ?? role.role;
  const unit = role.unit ?? "";
  return role.head ? s.accounts.leader_head(unit) : s.accounts.leader_of(unit);
}

interface AccountListProps {
  items: Account[];
  busy: boolean;
  on_link: (account: Account) => void;
  on_disable: (account: Account) => void;
  on_enable: (account: Account) => void;
}

function AccountList(props: AccountListProps) {
  const { s } = use_language();
  if (props.items.length === 0) return <p class="quiet">{s.accounts.empty}</p>;
  return <ul class="entries">{props.items.map((a) => <Entry key={a.id} {...props} account={a} />)}</ul>;
}

function Entry(props: AccountListProps & { account: Account }) {
  const { s, lang } = use_language();
  const me = use_account().account.id;
  const a = props.account;
  const state = a.disabled ? s.accounts.disabled : a.has_password ? s.accounts.active : s.accounts.waiting;
  const button = (words: string, act: (account: Account) => void) => (
    <Button kind="plain" label={s.accounts.for_account(words, person_name(a))} disabled={props.busy} on_click={() => act(a)}>{words}</Button>
  );
  return (
    <li class="entry">
      <div>
        <h2 class="entry-title">{person_name(a)} {a.id === me && <span class="quiet">{s.accounts.you}</span>}</h2>
        <p class="quiet entry-line"><span>{a.name}</span><span>{a.roles.map((r) => role_words(r, s)).join(lang === "en" ? ", " : "、")}</span></p>
      </div>
      <p class="entry-state">{state}</p>
      <div class="row-actions">
        {!a.disabled && button(s.accounts.new_link, props.on_link)}
        {a.id !== me && (a.disabled ? button(s.accounts.enable, props.on_enable) : button(s.accounts.disable, props.on_disable))}
      </div>
    </li>
  );
}

function LinkDialog(props: { link: Link; on_close: () => void }) {
  const { s } = use_language();
  return (
    <Dialog id="first-link" title={s.accounts.link_title} on_close={props.on_close}>
      <p><strong>{s.accounts.link_for(props.link.name)}</strong></p>
      <p>{s.accounts.link_text}</p>
      <p class="code" id="first-link-address">{props.link.address}</p>
      <div class="buttons">
        <CopyButton text={props.link.address} />
        <Button kind="primary" on_click={props.on_close}>{s.done}</Button>
      </div>
    </Dialog>
  );
}
