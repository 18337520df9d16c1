// The console: where organizers prepare, open, close, seal and release rounds, registrars keep who may answer,
// scrutineers fetch what they check, and administrators keep the accounts.
import { render } from "preact";
import { LanguageProvider, use_language } from "../shared/staff/language";
import { PasswordPage } from "../shared/staff/password";
import { use_route } from "../shared/staff/route";
import { Shell } from "../shared/staff/shell";
import type { Place } from "../shared/staff/shell";
import { SessionProvider, is_staff, may_organize, may_register, take_first_token, use_account } from "../shared/staff/session";
import { AccountsPage } from "./accounts";
import { DesignPage } from "./design_page";
import { NewRoundPage } from "./new_round";
import { PaperPage } from "./paper_page";
import { ReadingPage } from "./reading_page";
import { RoundPage } from "./round";
import { RoundsPage } from "./rounds";
import { NotFound } from "./not_found";
import "../shared/staff/staff.css";

function Console() {
  const { account } = use_account();
  const { s } = use_language();
  const route = use_route();
  const [first, second, third] = route;
  if (first === "password") return <Shell place="other"><PasswordPage /></Shell>;
  if (!is_staff(account)) {
    window.location.replace("/results");
    return <p role="status">{s.loading}</p>;
  }
  const organizes = may_organize(account);
  const place: Place = first === "accounts" ? "accounts" : "rounds";
  let page = <NotFound />;
  if (route.length === 0) page = <RoundsPage />;
  else if (route.length === 1 && first === "new" && organizes) page = <NewRoundPage />;
  else if (route.length === 1 && first === "accounts" && organizes) page = <AccountsPage />;
  else if (route.length === 2 && first === "rounds" && second) page = <RoundPage key={second} id={second} />;
  else if (route.length === 3 && first === "rounds" && second && third === "paper" && may_register(account)) {
    page = <PaperPage key={second} id={second} />;
  } else if (route.length === 3 && first === "rounds" && second && third === "reading" && organizes) {
    page = <ReadingPage key={second} id={second} />;
  } else if (first === "rounds" && second && third === "design" && route.length <= 4 && organizes) {
    return <Shell place={place} wide><DesignPage key={second} id={second} tab={route[3]} /></Shell>;
  }
  return <Shell place={place}>{page}</Shell>;
}

const first_token = take_first_token();
const root = document.getElementById("app");
if (root) {
  render(
    <LanguageProvider><SessionProvider first_token={first_token}><Console /></SessionProvider></LanguageProvider>, root,
  );
}
