// One text of the queue: open while it waits for a decision, folded to what leaders will read once it is decided.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { focus_element } from "../../shared/focus";
import type { ReadText, Span, TextState } from "../../shared/staff/reading";
import { ProblemNotice } from "../../shared/staff/problem_notice";
import { ShownWords } from "../../shared/staff/shown_words";
import { MarkList, MarkedText } from "./marked_text";
import { joined, shown_text } from "./ranges";
import { RedactMode } from "./redact_mode";
import { RedactTools, Redactions } from "./redactions";
import { Tags } from "./tags";
import type { TextNames } from "./text_names";
import { use_review } from "./use_review";
import { use_reading_words } from "./words";

export interface TextCardProps {
  round: string;
  item: ReadText;
  names: TextNames;
  on_item: (item: ReadText) => void;
  on_decided: (item: ReadText, state: TextState) => void;
}

export function heading_id(id: string): string {
  return `text-${id}`;
}

export function TextHead(props: { item: ReadText; names: TextNames }) {
  const { r } = use_reading_words();
  const { item, names } = props;
  return (
    <div class="reading-head">
      <h3 id={heading_id(item.id)} tabIndex={-1}>{names.heading(item)}</h3>
      <p class="quiet">{names.unit(item.unit)}{item.state !== "shown" && item.state !== "unread" && <> <span class={`badge ${item.state}`}>{r.states[item.state]}</span></>}</p>
    </div>
  );
}

export function TextCard(props: TextCardProps) {
  const { r } = use_reading_words();
  const { item, names } = props;
  const review = use_review(props.round, item, props.on_item);
  const [opened, set_opened] = useState(false);
  // Overtaken it stays open, whatever the other one decided: what was typed stands in it.
  const open = item.state === "unread" || opened || review.overtaken;
  const decide = async (state: TextState) => {
    if (!await review.send({ state })) return;
    set_opened(false);
    props.on_decided(item, state);
  };
  const change = () => {
    set_opened(true);
    focus_element(document.getElementById(heading_id(item.id)));
  };
  const { problem, attempt } = review.calling;
  return (
    <article class={`reading-card ${open ? "open" : item.state}`} aria-labelledby={heading_id(item.id)}>
      <TextHead item={item} names={names} />
      <div aria-live="polite">{review.overtaken && <Notice kind="warning"><p>{r.stale}</p></Notice>}</div>
      {open ? <OpenText item={item} send={review.send} decide={(state) => void decide(state)} /> : <FoldedText item={item} />}
      {problem?.kind !== "stale" && <ProblemNotice problem={problem} attempt={attempt} words={problem?.kind === "conflict" ? r.gone : undefined} />}
      {!open && <Button kind="plain" label={r.change_of(names.heading(item))} on_click={change}>{r.change}</Button>}
    </article>
  );
}

interface OpenTextProps {
  item: ReadText;
  send: ReturnType<typeof use_review>["send"];
  decide: (state: TextState) => void;
}

function OpenText(props: OpenTextProps) {
  const { item, send } = props;
  const [redacting, set_redacting] = useState(false);
  // What was pressed is gone afterwards, so the focus goes to the text's heading.
  const leave = () => {
    set_redacting(false);
    focus_element(document.getElementById(heading_id(item.id)));
  };
  const save = async (redactions: Span[]) => {
    if (await send({ redactions })) leave();
  };
  if (redacting) return <RedactMode item={item} on_cancel={leave} on_save={(next) => void save(next)} />;
  return (
    <>
      <MarkedText id={`words-${item.id}`} item={item} />
      <MarkList item={item} />
      <Redactions item={item} on_redact={save} />
      <div class="reading-actions">
        <Decision state={item.state} on_decide={props.decide} />
        <RedactTools item={item} on_redact={save} on_words={() => set_redacting(true)} />
        <Tags id={item.id} tags={item.tags ?? []} on_change={(tags) => send({ tags })} />
      </div>
    </>
  );
}

function Decision(props: { state: TextState; on_decide: (state: TextState) => void }) {
  const { r } = use_reading_words();
  return (
    <>
      <Button on_click={() => props.on_decide("cleared")}>{r.clear_text}</Button>
      <Button on_click={() => props.on_decide("withheld")}>{r.withhold_text}</Button>
      {props.state !== "unread" && <Button kind="plain" on_click={() => props.on_decide("unread")}>{r.undecide}</Button>}
    </>
  );
}

function FoldedText(props: { item: ReadText }) {
  const { r } = use_reading_words();
  const { item } = props;
  const withheld = item.state === "withheld";
  const text = withheld ? item.text : shown_text(item.text, joined(item.redactions ?? []));
  const tags = item.tags ?? [];
  return (
    <>
      {withheld && <p class="quiet small">{r.not_shown_to}</p>}
      <p class={`reading-text folded${withheld ? " quiet" : ""}`} dir="auto"><ShownWords text={text} spoken={r.spoken_blackout} /></p>
      {tags.length > 0 && <p class="quiet small">{r.tags_line(tags.join(r.join))}</p>}
    </>
  );
}
