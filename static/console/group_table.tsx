// How many are invited, by unit and category, with their sum.
import { Table } from "../shared/components/table";
import type { GroupCount, RoundFile } from "../shared/staff/types";
import { category_name, unit_name } from "./names";
import { use_words } from "./use_words";

export function total_of(groups: readonly GroupCount[]): number {
  return groups.reduce((sum, group) => sum + group.count, 0);
}

export function GroupTable(props: { groups: readonly GroupCount[]; file: RoundFile }) {
  const { w, lang } = use_words();
  const { file } = props;
  const total = { unit: "", category: "", count: total_of(props.groups) };
  return (
    <Table
      caption={w.invited.groups} hide_caption rows={[...props.groups, total]} row_id={(g) => `${g.unit}/${g.category}`}
      columns={[
        { id: "unit", head: w.invited.unit, row_head: true, cell: (g) => (g.unit ? unit_name(file, g.unit, lang) : w.invited.total) },
        { id: "category", head: w.invited.category, cell: (g) => (g.unit ? category_name(file, g.category, lang) : "") },
        { id: "count", head: w.invited.count, number: true, cell: (g) => g.count },
      ]}
    />
  );
}
