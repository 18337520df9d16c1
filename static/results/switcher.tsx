// Ways to other units: those below this one, and for organizers every unit of the round.
import { pick } from "../shared/staff/format";
import { href } from "../shared/staff/route";
import type { RoundFile, UnitReport } from "../shared/staff/types";
import { in_tree_order } from "../shared/staff/tree";
import { use_words } from "./use_words";

export function UnitSwitcher(props: { report: UnitReport; whole: RoundFile | null }) {
  const { lang, w } = use_words();
  const { children, round } = props.report;
  if (children.length === 0 && !props.whole) return null;
  return (
    <nav class="part units-nav" aria-label={w.units}>
      {children.length > 0 && (
        <>
          <h2>{w.below}</h2>
          <ul class="menu-list">
            {children.map((c) => (
              <li key={c.unit}>
                <a href={href(round.id, c.unit)}>{pick(c.name, lang, c.unit)}</a>
                {c.suppressed && <span class="quiet">{w.aside(c.withheld ? w.unit_withheld : w.unit_hidden)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {props.whole && <AllUnits file={props.whole} unit={props.report.result.unit} />}
    </nav>
  );
}

function AllUnits(props: { file: RoundFile; unit: string }) {
  const { lang, w } = use_words();
  const { file } = props;
  return (
    <>
      <h2>{w.units}</h2>
      <p><a href={href(file.id)}>{w.units_table}</a></p>
      <details>
        <summary>{w.go_to_unit}</summary>
        <ul class="menu-list">
          {in_tree_order(file.units).map(({ unit, depth }) => (
            <li key={unit.id} class={`depth-${Math.min(depth, 4)}`}>
              <a href={href(file.id, unit.id)} aria-current={unit.id === props.unit ? "page" : undefined}>{pick(unit.name, lang, unit.id)}</a>
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
