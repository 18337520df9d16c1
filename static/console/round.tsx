// One round: what state it is in, the one thing to do next, and everything else below.
import { useState } from "preact/hooks";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { round_path, tag_of } from "../shared/staff/api";
import { date_time, pick } from "../shared/staff/format";
import type { CheckWords } from "../shared/strings/staff-check-en";
import type { StaffStrings } from "../shared/strings/staff-en";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { href, use_page_title } from "../shared/staff/route";
import { use_loaded } from "../shared/staff/use_loaded";
import type { FullRound, Meta } from "../shared/staff/types";
import { end_of_casting } from "./closing";
import { DraftRound } from "./draft_round";
import { EndedRound } from "./ended_round";
import { OpenRound } from "./open_round";
import { OpeningProgress } from "./opening_progress";
import { StateBadge } from "./state_badge";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

export function RoundPage(props: { id: string }) {
  const { s, c, lang } = use_words();
  const loaded = use_loaded<FullRound>(round_path(props.id), lang);
  const [said, set_said] = useState("");
  const full = loaded.value;
  const title = full ? pick(full.meta.title, lang, props.id) : props.id;
  use_page_title(s.page_title(title), full !== null);
  if (!full && loaded.problem) return <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />;
  if (!full) return <p role="status" class="quiet">{s.loading}</p>;
  const parts: RoundProps = {
    full,
    tag: tag_of(loaded.etag, full.meta.version),
    take: (next, etag, words) => { loaded.set(next, etag); set_said(words ?? ""); },
    refresh: async (words) => { await loaded.reload(); set_said(words ?? ""); },
  };
  const { state, opening } = full.meta;
  return (
    <>
      <p><a href={href()}>{s.rounds.title}</a></p>
      <PageHead title={title}><StateBadge state={state} /> <span>{state_line(full, s, c, lang)}</span></PageHead>
      <div aria-live="polite">{said && <Notice kind="success">{said}</Notice>}</div>
      <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />
      {state === "draft" && (opening ? <OpeningProgress {...parts} /> : <DraftRound {...parts} />)}
      {state === "open" && <OpenRound {...parts} />}
      {(state === "closed" || state === "released") && <EndedRound {...parts} />}
      <Facts full={full} />
    </>
  );
}

export function state_line(full: FullRound, s: StaffStrings, c: CheckWords, lang: string, now: number = Date.now()): string {
  const { meta } = full;
  switch (meta.state) {
    case "draft":
      if (meta.opening) return c.states.opening;
      if (meta.access === "credential" && meta.codes_by === null) return c.states.uninvited;
      if (full.blockers.length > 0) return s.round.state_draft_blocked(full.blockers.length);
      return s.round.state_ready;
    case "open": return open_line(meta, s, c, lang, now);
    case "closed":
      if (meta.imported) return s.round.state_closed;
      return meta.sealed_at ? c.states.sealed : c.states.unsealed;
    case "released": return s.round.state_released(date_time(meta.released_at, lang));
    case "void": return s.round.state_void;
  }
}

function open_line(meta: Meta, s: StaffStrings, c: CheckWords, lang: string, now: number): string {
  const end = end_of_casting(meta);
  if (end && Date.parse(end) <= now) return s.round.state_over(date_time(end, lang));
  if (meta.closes_at && Date.parse(meta.closes_at) <= now) return c.states.casts_until(date_time(meta.closes_at, lang), date_time(end, lang));
  if (meta.opens_at && Date.parse(meta.opens_at) > now) return s.round.state_waiting(date_time(meta.opens_at, lang));
  return meta.closes_at ? s.round.state_open(date_time(meta.closes_at, lang)) : s.round.state_open_by_hand;
}

function Facts(props: { full: FullRound }) {
  const { s, c, lang } = use_words();
  const { meta, file } = props.full;
  const facts: [string, string][] = [
    [s.round.id, meta.id],
    [s.round.access, meta.imported ? s.round.imported : s.access[meta.access] ?? meta.access],
    [s.round.units, String(meta.units)],
    [s.round.members, String(meta.members)],
    [s.round.due, meta.due === null ? s.rounds.unknown_due : String(meta.due)],
    [s.round.categories, file.categories.map((c) => pick(c.label, lang, c.id)).join(lang === "en" ? ", " : "、")],
    [s.round.min_cell, s.round.min_cell_value(Math.max(file.rules?.min_cell ?? 5, meta.min_cell ?? 0))],
  ];
  if (meta.opens_at) facts.push([s.round.opens, date_time(meta.opens_at, lang)]);
  if (meta.closes_at) facts.push([s.round.closes, date_time(meta.closes_at, lang)]);
  const graced = meta.casts_until !== null && meta.casts_until !== meta.closes_at;
  if (meta.access === "credential" && meta.codes_by) {
    facts.push([c.facts.codes_by, meta.codes_by === "server" ? c.facts.codes_by_server : c.facts.codes_by_registrar]);
  }
  if (graced) facts.push([c.facts.casts_until, date_time(meta.casts_until, lang)]);
  if (meta.sealed_at) facts.push([c.facts.sealed, date_time(meta.sealed_at, lang)]);
  if (meta.released_at) facts.push([s.round.released, date_time(meta.released_at, lang)]);
  if (meta.purged_at) facts.push([c.facts.purged, date_time(meta.purged_at, lang)]);
  else if (meta.retain_until) facts.push([c.facts.retain, date_time(meta.retain_until, lang)]);
  return (
    <section class="part" aria-labelledby="facts">
      <h2 id="facts">{s.round.facts}</h2>
      <dl class="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  );
}
