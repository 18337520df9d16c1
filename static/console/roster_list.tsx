// The people on the roster, a page at a time.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Table } from "../shared/components/table";
import { call, round_path } from "../shared/staff/api";
import type { Problem } from "../shared/staff/api";
import { ProblemNotice } from "../shared/staff/problem_notice";
import type { RosterPage } from "../shared/staff/types";
import { category_name, unit_name } from "./names";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

export const kRosterRows = 100;

/** `first`: the page that begins with the first row. */
export function RosterList(props: RoundProps & { first: RosterPage }) {
  const { w, lang } = use_words();
  const { meta, file } = props.full;
  const [turned, set_turned] = useState<{ page: RosterPage; offsets: number[] } | null>(null);
  const [problem, set_problem] = useState<Problem | null>(null);
  const page = turned?.page ?? props.first;
  const offsets = turned?.offsets ?? [0];
  const offset = offsets[offsets.length - 1] ?? 0;
  const turn = async (to: number[]) => {
    const answer = await call<RosterPage>(round_path(meta.id, `/roster?offset=${to[to.length - 1] ?? 0}&limit=${kRosterRows}`));
    if (answer.ok) set_turned({ page: answer.value, offsets: to });
    set_problem(answer.ok ? null : answer.problem);
  };
  return (
    <>
      <ProblemNotice problem={problem} />
      <p class="quiet" role="status">{w.roster.page(offset + 1, offset + page.items.length)}</p>
      <Table
        caption={w.roster.list} hide_caption rows={page.items} row_id={(_, at) => String(offset + at)}
        columns={[
          { id: "person", head: w.roster.person, row_head: true, cell: (p) => p.person },
          { id: "contact", head: w.roster.contact, cell: (p) => p.contact || "–" },
          { id: "unit", head: w.roster.unit, cell: (p) => unit_name(file, p.unit, lang) },
          { id: "category", head: w.roster.category, cell: (p) => category_name(file, p.category, lang) },
        ]}
      />
      {(offset > 0 || page.next !== null) && (
        <div class="buttons">
          <Button disabled={offset === 0} on_click={() => void turn(offsets.slice(0, -1))}>{w.roster.previous}</Button>
          <Button disabled={page.next === null} on_click={() => void turn([...offsets, page.next ?? 0])}>{w.roster.next}</Button>
        </div>
      )}
    </>
  );
}
