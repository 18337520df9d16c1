// Reading what people wrote: the texts of a sealed round one by one, to be shown or not, with what is redacted in them;
// after the release, what is shown.
import { useEffect, useMemo, useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { PageHead } from "../../shared/components/page_head";
import { focus_element } from "../../shared/focus";
import { round_path } from "../../shared/staff/api";
import { pick } from "../../shared/staff/format";
import { ProblemNotice } from "../../shared/staff/problem_notice";
import { min_text_of, text_items } from "../../shared/staff/reading";
import type { ReadText, ReadingPage, TextState } from "../../shared/staff/reading";
import { href, use_page_title } from "../../shared/staff/route";
import type { FullRound } from "../../shared/staff/types";
import { use_loaded } from "../../shared/staff/use_loaded";
import { Batch } from "./batch";
import { Filters } from "./filters";
import { kEverything, kPage, kUnread, next_unread } from "./queue";
import type { Filter } from "./queue";
import { ShownCard } from "./shown_card";
import { kKnownTags } from "./tags";
import { TextCard, heading_id } from "./text_card";
import { text_names } from "./text_names";
import { use_queue } from "./use_queue";
import { use_reading_words } from "./words";
import "./reading.css";

export function ReadingPart(props: { id: string }) {
  const { s, r, lang } = use_reading_words();
  const loaded = use_loaded<FullRound>(round_path(props.id));
  const full = loaded.value;
  const released = full?.meta.state === "released";
  const title = released ? r.title_released : r.title;
  use_page_title(s.page_title(title), full !== null);
  if (!full && loaded.problem) return <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />;
  if (!full) return <p role="status" class="quiet">{s.loading}</p>;
  const { meta } = full;
  const readable = released || (meta.state === "closed" && (meta.imported || meta.sealed_at !== null));
  return (
    <div class="reading">
      <p><a href={href("rounds", meta.id)}>{pick(meta.title, lang, meta.id)}</a></p>
      <PageHead title={title}>{released ? r.released_lead : r.lead}</PageHead>
      {text_items(full.file).length === 0 && <Notice><p>{r.none_asked}</p></Notice>}
      {!readable && <Notice kind="warning"><p>{r.before_seal}</p></Notice>}
      {readable && <ReadingQueue full={full} released={released} />}
    </div>
  );
}

/// Focuses the element with an id once it stands there.
function use_focus(): (id: string) => void {
  const [target, set_target] = useState<{ id: string } | null>(null);
  useEffect(() => { if (target) focus_element(document.getElementById(target.id)); }, [target]);
  return (id) => set_target({ id });
}

function ReadingQueue(props: { full: FullRound; released: boolean }) {
  const { s, r, lang } = use_reading_words();
  const { file, meta } = props.full;
  const [filter, set_filter] = useState<Filter>(props.released ? kEverything : kUnread);
  const queue = use_queue(meta.id, filter);
  const [said, set_said] = useState("");
  const go_to = use_focus();
  const names = useMemo(() => text_names(file, lang, r), [file, lang]);
  const { page } = queue;
  if (!page && queue.problem) return <ProblemNotice problem={queue.problem} on_retry={() => void queue.reload()} />;
  if (!page) return <p role="status" class="quiet">{s.loading}</p>;
  const decided = (item: ReadText, state: TextState) => {
    const left = page.totals.unread - (item.state === "unread" ? 1 : 0) + (state === "unread" ? 1 : 0);
    set_said(`${r.said[state]}${lang === "en" ? " " : ""}${r.said_left(left)}`);
    const next = state === "unread" ? item.id : next_unread(page.items, item.id);
    go_to(next ? heading_id(next) : page.next ? "more" : "list");
  };
  const cleared = async (words: string) => {
    await queue.reload();
    set_said(words);
    go_to("list");
  };
  const withdrawn = (item: ReadText) => {
    queue.drop(item.id);
    set_said(r.withdrawn);
    go_to("list");
  };
  const more = async () => {
    const first = await queue.more();
    if (first) go_to(heading_id(first));
  };
  return (
    <>
      <Rules full={props.full} page={page} />
      <Filters file={file} names={names} page={page} filter={filter} on_filter={(next) => { set_said(""); set_filter(next); }} />
      <div class="reading-status">
        <h2 id="list" tabIndex={-1}>{r.list}</h2>
        <p role="status">{said} <span class="quiet">{r.matches(page.matches)}</span></p>
      </div>
      <ProblemNotice problem={queue.problem} on_retry={() => void queue.reload()} />
      {!page.released && <Batch round={meta.id} items={page.items} on_done={cleared} />}
      <datalist id={kKnownTags}>{page.tags.map(({ tag }) => <option key={tag} value={tag} />)}</datalist>
      {page.items.length === 0 && <p class="empty">{nothing_words(filter, page, r)}</p>}
      <ol class="reading-list">
        {page.items.map((item) => (
          <li key={item.id}>
            {page.released
              ? <ShownCard round={meta.id} item={item} names={names} on_withdrawn={withdrawn} />
              : <TextCard round={meta.id} item={item} names={names} on_item={queue.put} on_decided={decided} />}
          </li>
        ))}
      </ol>
      {page.next && <p><Button id="more" disabled={queue.busy} on_click={() => void more()}>{r.more(Math.min(kPage, page.matches - page.items.length))}</Button></p>}
      {page.items.length > 0 && <p class="quiet">{r.listed(page.items.length, page.matches)}</p>}
    </>
  );
}

function nothing_words(filter: Filter, page: ReadingPage, r: ReturnType<typeof use_reading_words>["r"]): string {
  const { unread, cleared, withheld, shown } = page.totals;
  if (page.released ? shown === 0 : unread + cleared + withheld === 0) return r.nothing;
  const only_state = filter.state === "unread" && !filter.unit && !filter.item && !filter.tag && !filter.q && !filter.marked;
  return only_state ? r.nothing_left : r.no_match;
}

function Rules(props: { full: FullRound; page: ReadingPage }) {
  const { r } = use_reading_words();
  const { totals, released } = props.page;
  const { file, meta } = props.full;
  if (released) return null;
  const [shuffled, ...rest] = r.rules;
  return (
    <>
      <ul class="reading-rules">
        {[shuffled, r.unreachable(totals.unreachable, min_text_of(file, meta.min_cell)), ...rest].map((rule) => <li key={rule}>{rule}</li>)}
      </ul>
      <p class="reading-totals">{r.totals(totals.unread, totals.cleared, totals.withheld)}</p>
    </>
  );
}
