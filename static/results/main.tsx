// The results: what came out of a round for a unit, for its leaders and for those who organize.
import { render } from "preact";
import { LanguageProvider } from "../shared/staff/language";
import { use_route } from "../shared/staff/route";
import { SessionProvider, may_organize, take_first_token, use_account } from "../shared/staff/session";
import { Shell } from "../shared/staff/shell";
import { ListPage } from "./list";
import { ReportPage } from "./report";
import { RoundUnitsPage } from "./round_units";
import "./results.css";

function Results() {
  const [round, unit] = use_route();
  const { account } = use_account();
  let page = <ListPage />;
  if (round && unit) page = <ReportPage key={`${round}/${unit}`} round={round} unit={unit} />;
  else if (round) page = may_organize(account) ? <RoundUnitsPage key={round} round={round} /> : <ListPage round={round} />;
  return <Shell place="results" wide>{page}</Shell>;
}

const first_token = take_first_token();
const root = document.getElementById("app");
if (root) {
  render(
    <LanguageProvider><SessionProvider first_token={first_token}><Results /></SessionProvider></LanguageProvider>, root,
  );
}
