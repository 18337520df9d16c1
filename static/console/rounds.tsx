// The list of rounds, newest first as the server gives them; when there is none, how to begin.
import { useState } from "preact/hooks";
import { TextField } from "../shared/components/field";
import { PageHead } from "../shared/components/page_head";
import { date_time, pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { href, use_page_title } from "../shared/staff/route";
import { may_organize, use_account } from "../shared/staff/session";
import { use_loaded } from "../shared/staff/use_loaded";
import type { Meta } from "../shared/staff/types";
import { StateBadge } from "./state_badge";

const kFilterFrom = 12;  // fewer rounds are found by looking

export function RoundsPage() {
  const { s, lang } = use_language();
  const loaded = use_loaded<{ items: Meta[] }>("/rounds");
  const organizes = may_organize(use_account().account);
  const [sought, set_sought] = useState("");
  use_page_title(s.page_title(s.rounds.title), loaded.value !== null);
  if (loaded.problem) return <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />;
  if (!loaded.value) return <p role="status" class="quiet">{s.loading}</p>;
  const items = loaded.value.items;
  if (items.length === 0) return organizes ? <Empty /> : <div class="empty"><PageHead title={s.rounds.empty_title}>{s.rounds.none_yet}</PageHead></div>;
  const wanted = sought.trim().toLowerCase();
  const shown = items.filter((m) => `${pick(m.title, lang, m.id)} ${m.id}`.toLowerCase().indexOf(wanted) >= 0);
  return (
    <>
      <div class="head-row">
        <PageHead title={s.rounds.title} />
        {organizes && <a class="button primary" href={href("new")}>{s.rounds.fresh}</a>}
      </div>
      {items.length >= kFilterFrom && <TextField id="sought" type="search" label={s.rounds.filter} value={sought} on_input={set_sought} />}
      <ul class="entries">{shown.map((m) => <Entry key={m.id} meta={m} />)}</ul>
    </>
  );
}

function Entry(props: { meta: Meta }) {
  const { s, lang } = use_language();
  const m = props.meta;
  const facts = [s.rounds.units(m.units), m.due === null ? s.rounds.due_unknown : s.rounds.due(m.due)];
  if (m.released_at) facts.push(s.rounds.released(date_time(m.released_at, lang)));
  else if (m.closes_at) facts.push(s.rounds.closes(date_time(m.closes_at, lang)));
  return (
    <li class="entry">
      <div>
        <h2 class="entry-title"><a href={href("rounds", m.id)}>{pick(m.title, lang, m.id)}</a></h2>
        <p class="quiet entry-line">{[m.id, ...facts].map((fact) => <span key={fact}>{fact}</span>)}</p>
      </div>
      <StateBadge state={m.state} />
    </li>
  );
}

function Empty() {
  const { s } = use_language();
  return (
    <div class="empty">
      <PageHead title={s.rounds.empty_title}>{s.rounds.empty}</PageHead>
      <ol>{s.rounds.empty_steps.map((step) => <li key={step}>{step}</li>)}</ol>
      <a class="button primary" href={href("new")}>{s.rounds.fresh}</a>
    </div>
  );
}
