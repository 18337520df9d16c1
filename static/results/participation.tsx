// Who answered, group by group: due, returned, valid, invalid by reason; quorum; which groups are together or left out.
import { Notice } from "../shared/components/notice";
import type { Group, RoundFile, UnitResult } from "../shared/staff/types";
import { total } from "./model";
import { list_names, names_of } from "./report_names";
import { use_words } from "./use_words";

export function Participation(props: { file: RoundFile; result: UnitResult }) {
  const { lang, w } = use_words();
  const { file, result } = props;
  const names = names_of(file, lang);
  const groups = result.groups || [];
  const rules = file.rules || {};
  const k = rules.min_cell ?? 5;
  const left_out = result.left_out || [];
  const merged = groups.filter((g) => g.categories.length > 1);
  const base = rules.base && rules.base !== "scored" ? w.base[rules.base] : undefined;
  return (
    <section class="part" aria-labelledby="turnout">
      <h2 id="turnout" tabIndex={-1}>{w.turnout_title}</h2>
      {merged.map((g) => <p key={g.categories.join()}>{w.merged(names.group(g.categories), k)}</p>)}
      {left_out.length > 0 && <Notice>{w.left_out(list_names(left_out.map(names.category), lang), k)}</Notice>}
      <GroupTable file={file} groups={groups} />
      {rules.quorum && <p>{w.quorum(String(rules.quorum.at_least))}{lang === "en" ? ": " : "："}{quorum_words(result.quorate, w)}</p>}
      {base && <p class="quiet">{base}</p>}
      <p class="quiet">{w.score_explained}</p>
    </section>
  );
}

function quorum_words(quorate: boolean | null | undefined, w: { quorum_met: string; quorum_unmet: string; quorum_unknown: string }): string {
  if (quorate === true) return w.quorum_met;
  return quorate === false ? w.quorum_unmet : w.quorum_unknown;
}

function GroupTable(props: { file: RoundFile; groups: Group[] }) {
  const { lang, w } = use_words();
  const names = names_of(props.file, lang);
  const { groups } = props;
  const has_due = groups.some((g) => g.due !== undefined);
  const reasons: string[] = [];
  for (const g of groups) for (const r of Object.keys(g.invalid)) if (reasons.indexOf(r) < 0) reasons.push(r);
  const sum = (of: (g: Group) => number) => groups.reduce((s, g) => s + of(g), 0);
  const due_known = groups.every((g) => g.due !== undefined);
  const line = (key: string, name: string, due: number | string, of: (count: (g: Group) => number) => number) => (
    <tr key={key} class={key === "all" ? "sum" : undefined}>
      <th scope="row">{name}</th>
      {has_due && <td class="number">{due}</td>}
      <td class="number">{of((g) => g.returned)}</td>
      <td class="number">{of((g) => g.valid)}</td>
      <td class="number">{of((g) => total(g.invalid))}</td>
      {reasons.map((r) => <td key={r} class="number quiet">{of((g) => g.invalid[r] ?? 0)}</td>)}
    </tr>
  );
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={w.turnout_caption}>
      <table>
        <caption class="visually-hidden">{w.turnout_caption}</caption>
        <thead>
          <tr>
            <th scope="col">{w.group}</th>
            {has_due && <th scope="col" class="number">{w.due}</th>}
            <th scope="col" class="number">{w.returned}</th>
            <th scope="col" class="number">{w.valid}</th>
            <th scope="col" class="number">{w.invalid}</th>
            {reasons.map((r) => <th key={r} scope="col" class="number">{w.reasons[r] ?? r}</th>)}
          </tr>
        </thead>
        <tbody>
          {groups.map((g) => line(g.categories.join(), names.group(g.categories), g.due ?? "–", (count) => count(g)))}
          {groups.length > 1 && line("all", w.all, due_known ? sum((g) => g.due ?? 0) : "–", sum)}
        </tbody>
      </table>
    </div>
  );
}
