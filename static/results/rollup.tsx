// What the units below come to together: only what is shown below goes in.
import type { Item, ItemResult, Rollup, RoundFile } from "../shared/staff/types";
import { by_scale } from "./figures";
import { find_item } from "./model";
import { Overview } from "./overview";
import { use_words } from "./use_words";

export function RollupPart(props: { file: RoundFile; rollup: Rollup }) {
  const { w } = use_words();
  const { file, rollup } = props;
  return (
    <section class="ratee" aria-labelledby="rollup">
      <h2 id="rollup" tabIndex={-1}>{w.rollup}</h2>
      {rollup.withheld ? <p>{w.rollup_withheld}</p> : <p>{w.rollup_text(w.rollup_shown(rollup.units_shown), w.rollup_hidden(rollup.units_not_shown), rollup.valid)}</p>}
      {rollup.results.length === 0 && !rollup.withheld && <p>{w.rollup_none}</p>}
      {rollup.results.map((r) => {
        const known = r.items
          .map((result) => ({ item: find_item(file, result.item, r.about), result }))
          .filter((x): x is { item: Item; result: ItemResult } => x.item !== undefined && x.item.type === "scale");
        const { weighted, pooled } = r.score;
        return (
          <div key={r.about}>
            {weighted.score !== null && (
              <dl class="scores">
                <div><dt>{w.weighted}</dt><dd class="figure">{weighted.score}</dd></div>
                <div><dt>{w.pooled}</dt><dd class="figure minor">{pooled.score ?? w.no_score}</dd></div>
              </dl>
            )}
            {by_scale(known).map((s) => (
              <Overview key={s.scale} file={file} items={s.items} title={r.about === "team" ? w.team : w.about_none} of={w.rollup} note={w.rollup_note} />
            ))}
          </div>
        );
      })}
    </section>
  );
}
