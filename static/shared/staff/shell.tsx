// The frame around every page of the staff: skip link, name, main navigation, language, account menu.
import type { ComponentChildren } from "preact";
import { person_name } from "./format";
import { LanguageSwitch, use_language } from "./language";
import { is_staff, may_organize, use_account } from "./session";

export type Place = "rounds" | "accounts" | "results" | "other";

export function Shell(props: { place: Place; wide?: boolean; children: ComponentChildren }) {
  const { s } = use_language();
  const { account } = use_account();
  const organizes = may_organize(account);
  const staff = is_staff(account);
  const reads = organizes || account.roles.some((r) => r.role === "leader");
  const link = (place: Place, to: string, words: string) => (
    <a href={to} aria-current={props.place === place ? "page" : undefined}>{words}</a>
  );
  return (
    <>
      <a class="skip" href="#main" onClick={skip_to_main}>{s.skip}</a>
      <header class="top">
        <a class="brand" href={staff ? "/console" : "/results"}>{s.name}</a>
        <nav aria-label={s.nav.label}>
          {staff && link("rounds", "/console#/", s.nav.rounds)}
          {organizes && link("accounts", "/console#/accounts", s.nav.accounts)}
          {reads && link("results", "/results#/", s.nav.results)}
        </nav>
        <div class="top-end">
          <LanguageSwitch />
          <AccountMenu />
        </div>
      </header>
      <main id="main" class={props.wide ? "wide" : ""} tabIndex={-1}>{props.children}</main>
    </>
  );
}

/** The address is taken by the pages' own routes, so the jump is made by hand. */
function skip_to_main(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function AccountMenu() {
  const { s } = use_language();
  const { account, sign_out } = use_account();
  return (
    <details class="menu">
      <summary aria-label={`${s.account_menu.label}: ${person_name(account)}`}><span>{person_name(account)}</span></summary>
      <div class="menu-body" onClick={(event) => event.currentTarget.closest("details")?.removeAttribute("open")}>
        <p class="quiet small">{account.name}</p>
        <a href="/console#/password">{s.account_menu.change}</a>
        <button type="button" class="button plain" onClick={sign_out}>{s.account_menu.sign_out}</button>
      </div>
    </details>
  );
}
