// The members of the team, one section each, as far as the rules let the reader see them.
import { pick } from "../shared/staff/format";
import { Table } from "../shared/components/table";
import type { RateeResult, RoundFile, UnitReport } from "../shared/staff/types";
import { score_text } from "./figures";
import { headline_item } from "./model";
import { RateeSection } from "./ratee_section";
import { member_name } from "./report_names";
import { use_words } from "./use_words";
import { jump } from "./jump";

export function Members(props: { report: UnitReport; unit_groups: string[][] }) {
  const { lang, w } = use_words();
  const { report } = props;
  const file = report.round_file;
  const results = report.result.results || [];
  const shown = report.members_shown.map((id) => ({ id, result: results.filter((r) => r.about === id)[0] }));
  if (shown.length === 0 && report.members_hidden === 0) return null;
  const with_results = shown.filter((m): m is { id: string; result: RateeResult } => m.result !== undefined);
  return (
    <section class="members" aria-labelledby="members-head">
      <h2 id="members-head" tabIndex={-1}>{w.members}</h2>
      {report.members_hidden > 0 && <p>{w.members_hidden(report.members_hidden)}</p>}
      {with_results.length > 1 && <MemberTable file={file} members={with_results} />}
      {shown.map((m) => {
        const { name, post, head } = member_name(file, m.id, lang);
        const subtitle = [post, head ? w.member_head : ""].filter((part) => part !== "").join(lang === "en" ? ", " : "，");
        if (!m.result) return <p key={m.id}>{name}{lang === "en" ? ": " : "："}{w.member_no_result}</p>;
        return (
          <RateeSection
            key={m.id} file={file} result={m.result} unit_groups={props.unit_groups} id={`member-${m.id}`} title={name} subtitle={subtitle} brief
          />
        );
      })}
    </section>
  );
}

/** All shown members in file order: no ranks. Each name leads to the person's own section. */
function MemberTable(props: { file: RoundFile; members: { id: string; result: RateeResult }[] }) {
  const { lang, w } = use_words();
  const { file } = props;
  const heads = props.members.map((m) => headline_item(file, m.result));
  const rated = heads.some((h) => h !== null);
  const head_of = (id: string) => heads[props.members.map((m) => m.id).indexOf(id)] ?? null;
  return (
    <Table
      caption={w.members_table} hide_caption rows={props.members} row_id={(m) => m.id}
      columns={[
        {
          id: "name", head: w.members, row_head: true,
          cell: (m) => {
            const { name, post } = member_name(file, m.id, lang);
            const id = `member-${m.id}`;
            const go = (event: Event) => { event.preventDefault(); jump(id); };
            return <><a href={`#${id}`} onClick={go}>{name}</a>{post && <span class="id">{post}</span>}</>;
          },
        },
        { id: "weighted", head: w.weighted, number: true, cell: (m) => score_text(m.result.score.weighted.score, w) },
        { id: "pooled", head: w.pooled, number: true, cell: (m) => score_text(m.result.score.pooled.score, w) },
        ...(rated ? [{
          id: "favourable", head: headline_words(file, heads, lang, w.favourable), number: true,
          cell: (m: { id: string }) => { const h = head_of(m.id); return h?.pooled.favourable ? w.percent(h.pooled.favourable.rate) : "–"; },
        }] : []),
      ]}
    />
  );
}

function headline_words(file: RoundFile, heads: ReturnType<typeof headline_item>[], lang: string, favourable: string): string {
  const head = heads.filter((h) => h !== null)[0];
  if (!head) return favourable;
  for (const section of file.sections) {
    for (const item of section.items) {
      if (section.about === "member" && item.id === head.item) return `${favourable}${lang === "en" ? ": " : "："}${pick(item.label, lang, item.id)}`;
    }
  }
  return favourable;
}
