// Results about one ratee: the team, one member, or nobody in particular.
import { Notice } from "../shared/components/notice";
import { pick } from "../shared/staff/format";
import type { Item, ItemResult, RateeResult, RoundFile, Score } from "../shared/staff/types";
import { RateeComments } from "./comments";
import { by_scale } from "./figures";
import { condition_words } from "./flags";
import { find_item } from "./model";
import { OtherItem } from "./other_item";
import { Overview } from "./overview";
import { ScaleItem } from "./scale_item";
import { use_words } from "./use_words";

export interface RateeProps {
  file: RoundFile;
  result: RateeResult;
  unit_groups: string[][];
  id: string;
  title: string;
  subtitle?: string;
  /** A person among several: item by item only on demand. */
  brief?: boolean;
}

export function RateeSection(props: RateeProps) {
  const { w } = use_words();
  const { file, result } = props;
  const known = result.items
    .map((r) => ({ item: find_item(file, r.item, result.about), result: r }))
    .filter((x): x is { item: Item; result: ItemResult } => x.item !== undefined);
  const scales = by_scale(known.filter((x) => x.item.type === "scale"));
  const others = known.filter((x) => x.item.type !== "scale");
  return (
    <section class="ratee" aria-labelledby={props.id}>
      <h2 id={props.id} tabIndex={-1}>{props.title}{props.subtitle && <span class="post">{props.subtitle}</span>}</h2>
      <RateeScore result={result} />
      <Flags {...props} />
      {scales.map((s) => (
        <ScaleItems
          key={s.scale} file={file} items={s.items} unit_groups={props.unit_groups} title={w.overview} of={props.title}
          brief={props.brief ?? false}
        />
      ))}
      {others.map((x) => (
        <OtherItem
          key={x.item.id} file={file} item={x.item} result={x.result} unit_groups={props.unit_groups} of={props.title}
        />
      ))}
      <RateeComments about={result.about} />
    </section>
  );
}

interface ScaleItemsProps {
  file: RoundFile;
  items: { item: Item; result: ItemResult }[];
  unit_groups: string[][];
  title: string;
  of: string;
  brief: boolean;
}

/** An overview where there is something to look over; each item by itself where that adds anything. */
function ScaleItems(props: ScaleItemsProps) {
  const many = props.items.length > 1;
  const grouped = props.items.some((x) => (x.result.groups || []).length > 1 || (x.result.left_out || []).length > 0);
  const single = (x: { item: Item; result: ItemResult }) => (
    <ScaleItem key={x.item.id} file={props.file} item={x.item} result={x.result} unit_groups={props.unit_groups} of={props.of} />
  );
  if (!many) return <>{props.items.map(single)}</>;
  return (
    <>
      <Overview file={props.file} items={props.items} title={props.title} of={props.of} />
      {grouped && !props.brief ? props.items.map(single) : <MoreItems items={props.items.map(single)} />}
    </>
  );
}

/** With one group the overview shows all there is; the single items stay at hand for their counts. */
function MoreItems(props: { items: preact.JSX.Element[] }) {
  const { w } = use_words();
  return <details class="more-items"><summary>{w.each_item}</summary>{props.items}</details>;
}

function RateeScore(props: { result: RateeResult }) {
  const { w } = use_words();
  const { weighted, pooled } = props.result.score;
  if (weighted.score === null && pooled.score === null) {
    return props.result.about === "-" ? null : <p class="quiet">{w.no_score} ({w.no_score_why.unweighted})</p>;
  }
  return (
    <dl class="scores">
      <div><dt>{w.weighted}</dt><dd class="figure">{weighted.score ?? w.no_score}</dd><Covered score={weighted} /></div>
      <div><dt>{w.pooled}</dt><dd class="figure minor">{pooled.score ?? w.no_score}</dd><Covered score={pooled} /></div>
    </dl>
  );
}

/** Where some items have no score, how much of the weight the others carry. */
function Covered(props: { score: Score }) {
  const { w } = use_words();
  const { covered, partial, score } = props.score;
  if (!partial || score === null) return null;
  return <dd class="quiet small">{covered ? w.covered(covered.weight, covered.of) : w.covered_part}</dd>;
}

function Flags(props: RateeProps) {
  const { lang, w } = use_words();
  const ids = props.result.flags || [];
  const rules = (props.file.rules?.flags || []).filter((f) => ids.indexOf(f.id) >= 0);
  if (rules.length === 0) return null;
  return (
    <Notice kind="warning" title={w.flags_title}>
      <p>{w.flags_text}</p>
      <ul>
        {rules.map((f) => {
          const item = find_item(props.file, f.item, props.result.about);
          const when = condition_words(props.file, item, f.when, lang, w);
          return (
            <li key={f.id}>
              <strong>{pick(f.label, lang, f.id)}</strong>{" "}
              <span class="quiet">{w.flag_rule(item ? pick(item.label, lang, item.id) : f.item, when)}</span>
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}
