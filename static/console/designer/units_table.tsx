// All units as a table: taken up from a workbook, a CSV or the clipboard, and given out. The server reads the table and
// names its faults by row and column; one step of undo takes it back.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { save_file } from "../../shared/save_file";
import { link_to, round_path } from "../../shared/staff/api";
import { AreaField } from "../../shared/staff/area_field";
import { FileField } from "../../shared/staff/file_field";
import { pick } from "../../shared/staff/format";
import { ProblemNotice } from "../../shared/staff/problem_notice";
import type { FullRound } from "../../shared/staff/types";
import { use_call } from "../../shared/staff/use_call";
import { use_draft } from "./draft";
import { type Rows, model_rows, pasted_rows, unit_rows, units_csv } from "./unit_table";
import { use_unit_words } from "./unit_words";

type Read = { rows: Rows } | { problem: string };

export function UnitsTable() {
  const { u, lang } = use_unit_words();
  const { file } = use_draft();
  const [file_turn, set_file_turn] = useState(0);
  const [chosen, set_chosen] = useState<File | null>(null);
  const [pasted, set_pasted] = useState("");
  const [tried, set_tried] = useState(false);
  const taking = use_taking();
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (!chosen && !pasted.trim()) return;
    if (!await taking.take(chosen ? await read_file(chosen, lang) : { rows: pasted_rows(pasted) })) return;
    set_tried(false);
    set_chosen(null);
    set_pasted("");
    set_file_turn(file_turn + 1);
  };
  const names = file.categories.map((category) => pick(category.label, lang, category.id));
  const columns = lang === "en"
    ? ["unit", "unit id", "parent", "member", "post", "head", "kind", ...names].join(", ")
    : ["单位", "单位代号", "上级单位", "姓名", "职务", "主要负责人", "成员类别", ...names].join("、");
  return (
    <section class="part" aria-labelledby="units-table">
      <h3 id="units-table">{u.table.title}</h3>
      <p>{u.table.lead}</p>
      <p class="quiet">{u.table.columns(columns)}</p>
      <div aria-live="polite">{taking.done && <Notice kind="success">{taking.done}</Notice>}</div>
      {taking.findings.length > 0 && (
        <Notice kind="error" title={u.table.problem_title} live><ul>{taking.findings.map((text) => <li key={text}>{text}</li>)}</ul></Notice>
      )}
      <ProblemNotice
        problem={taking.calling.problem} attempt={taking.calling.attempt}
        words={taking.calling.problem?.kind === "invalid" ? u.table.problem_title : undefined}
      />
      <form onSubmit={(event) => void submit(event)} noValidate>
        <FileField
          key={file_turn} id="units-file" label={u.table.file} accept=".xlsx,.csv,text/csv" on_file={set_chosen}
          error={tried && !chosen && !pasted.trim() ? u.table.file_missing : undefined}
        />
        <AreaField id="units-paste" label={u.table.paste} value={pasted} rows={4} on_input={set_pasted} />
        <div class="buttons"><Button type="submit" disabled={taking.calling.busy}>{taking.calling.busy ? u.table.reading : u.table.take}</Button></div>
      </form>
      <Downloads />
    </section>
  );
}

function Downloads() {
  const { u, lang } = use_unit_words();
  const { file } = use_draft();
  const save = async (name: string, rows: Rows) => {
    const { kWorkbookType, write_workbook } = await import("../workbook/write");
    save_file(name, await write_workbook([{ name: u.table.sheet, rows }]), kWorkbookType);
  };
  return (
    <div class="row-actions">
      <Button kind="plain" on_click={() => void save("units-model.xlsx", model_rows(file, lang, u))}>{u.table.model}</Button>
      {file.units.length > 0 && (
        <>
          <Button kind="plain" on_click={() => void save(`${file.id}-units.xlsx`, unit_rows(file, lang))}>{u.table.download_xlsx}</Button>
          <a href={link_to(round_path(file.id, "/units.csv"))} download={`${file.id}-units.csv`}>{u.table.download_csv}</a>
        </>
      )}
    </div>
  );
}

async function read_file(file: File, lang: string): Promise<Read> {
  const { read_workbook } = await import("../workbook/read");
  const read = await read_workbook(file);
  if (read.sheets) return { rows: read.sheets[0]?.rows ?? [] };
  const { workbook_problem_words } = await import("../workbook/problem_words");
  return { problem: workbook_problem_words(read.problem, lang) };
}

/// Hands a table to the server and takes up what it made of it.
function use_taking() {
  const { u } = use_unit_words();
  const { file, keeper } = use_draft();
  const calling = use_call();
  const [findings, set_findings] = useState<readonly string[]>([]);
  const [done, set_done] = useState("");
  const take = async (read: Read): Promise<boolean> => {
    set_done("");
    calling.clear();
    const made = "rows" in read ? units_csv(file, read.rows, u) : { csv: null, findings: [read.problem] };
    set_findings(made.findings);
    if (made.csv === null) return false;
    await keeper.save();
    if (keeper.state.state !== "saved") {
      set_findings([u.table.not_saved]);
      return false;
    }
    const request = { method: "POST" as const, body: made.csv, content_type: "text/csv", if_match: keeper.entity_tag };
    const answer = await calling.run<FullRound>(round_path(file.id, "/units"), request);
    if (!answer) return false;
    keeper.take_edited(answer.value, answer.etag, u.table.words);
    set_done(u.table.done(answer.value.meta.units, answer.value.meta.members));
    return true;
  };
  return { take, calling, findings, done };
}
