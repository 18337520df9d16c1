// The tree of units, of which only the rows in view are drawn: ten thousand scroll as fluently as ten.
import { useEffect, useRef, useState } from "preact/hooks";
import { pick } from "../../shared/staff/format";
import { type UnitRow, tree_move, typed_ahead } from "./unit_rows";
import { use_unit_words } from "./unit_words";

const kRowHeight = 44;  // px, as in units.css
const kBeyond = 8;      // rows drawn above and below the view

export interface UnitTreeProps {
  rows: readonly UnitRow[];
  chosen: string | null;
  on_choose: (id: string) => void;
  on_fold: (id: string, folded: boolean) => void;
}

export function UnitTree(props: UnitTreeProps) {
  const { u, lang } = use_unit_words();
  const { rows, chosen } = props;
  const box = useRef<HTMLDivElement>(null);
  const [top, set_top] = useState(0);
  const [height, set_height] = useState(480);
  const at = Math.max(0, rows.findIndex((row) => row.unit.id === chosen));
  useEffect(() => { if (box.current) set_height(box.current.clientHeight); }, []);
  useEffect(() => { if (chosen !== null) scroll_to(box.current, at); }, [chosen, at]);
  const first = Math.max(0, Math.floor(top / kRowHeight) - kBeyond);
  const end = Math.min(rows.length, Math.ceil((top + height) / kRowHeight) + kBeyond);
  const on_key = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const move = tree_move(rows, at, event.key, Math.max(1, Math.floor(height / kRowHeight) - 1));
    const typed = event.key.length === 1 && event.key !== " " ? typed_ahead(rows, at, event.key, lang) : -1;
    if (!move && typed < 0) return;
    event.preventDefault();
    if (move && "fold" in move) props.on_fold(move.fold, true);
    else if (move && "unfold" in move) props.on_fold(move.unfold, false);
    else choose_at(props, move ? move.to : typed);
  };
  const row_id = (row: UnitRow) => `unit-row-${row.unit.id}`;
  const current = rows[at];
  return (
    <div
      ref={box} class="unit-tree" role="tree" tabIndex={0} aria-label={u.tree} onKeyDown={on_key}
      aria-activedescendant={current && at >= first && at < end ? row_id(current) : undefined}
      onScroll={(event) => set_top(event.currentTarget.scrollTop)}
    >
      <div class="unit-rows" role="presentation" style={{ height: `${rows.length * kRowHeight}px` }}>
        {rows.slice(first, end).map((row, index) => (
          <Row
            key={row.unit.id} id={row_id(row)} row={row} top={(first + index) * kRowHeight} chosen={row.unit.id === chosen}
            on_choose={() => props.on_choose(row.unit.id)} on_fold={() => props.on_fold(row.unit.id, !row.folded)}
          />
        ))}
      </div>
    </div>
  );
}

function choose_at(props: UnitTreeProps, at: number): void {
  const row = props.rows[at];
  if (row) props.on_choose(row.unit.id);
}

function scroll_to(box: HTMLDivElement | null, at: number): void {
  if (!box) return;
  const top = at * kRowHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (top + kRowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + kRowHeight - box.clientHeight;
}

interface RowProps {
  id: string;
  row: UnitRow;
  top: number;
  chosen: boolean;
  on_choose: () => void;
  on_fold: () => void;
}

const kDeepest = 8;  // levels that are still indented further

function Row(props: RowProps) {
  const { u, lang } = use_unit_words();
  const { row } = props;
  const { unit } = row;
  const due = unit.due ? Object.values(unit.due).reduce((sum, count) => sum + count, 0) : null;
  return (
    <div
      id={props.id} class={`unit-row${props.chosen ? " chosen" : ""}`} role="treeitem" aria-level={row.depth + 1} aria-setsize={row.siblings}
      aria-posinset={row.place} aria-selected={props.chosen} aria-expanded={row.parents ? !row.folded : undefined}
      style={{ top: `${props.top}px`, paddingInlineStart: `${Math.min(row.depth, kDeepest) * 1.25 + 0.25}rem` }} onClick={props.on_choose}
    >
      <span
        class={`unit-fold${row.parents ? (row.folded ? " folded" : " unfolded") : ""}`} aria-hidden="true"
        onClick={(event) => { if (row.parents) { event.stopPropagation(); props.on_fold(); } }}
      />
      <span class="unit-name">{pick(unit.name, lang, unit.id)}</span>
      <span class="quiet small">{u.row((unit.members ?? []).length, due)}</span>
    </div>
  );
}
