// What a file would change, in numbers and in words, before it is taken.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { Table } from "../../shared/components/table";
import { language_name } from "../../shared/i18n";
import type { RoundFile } from "../../shared/round_file";
import type { ExchangeWords } from "../../shared/strings/staff-exchange-en";
import { use_exchange_words } from "./exchange_words";
import { Report } from "./finding";
import type { Incoming } from "./import_file";
import { FindingList } from "./finding_list";
import { keep_from_current } from "./keep";
import "../designer/rules.css";

export interface ImportPreviewProps {
  name: string;
  current: RoundFile;
  incoming: Extract<Incoming, { kind: "read" }>;
  on_take: (next: RoundFile, name: string) => void;
  on_leave: () => void;
}

interface Line {
  part: string;
  now: string;
  then: string;
}

export function ImportPreview(props: ImportPreviewProps) {
  const { x, lang } = use_exchange_words();
  const { incoming, current } = props;
  const [keeps, set_keeps] = useState(false);
  const report = new Report();
  const next = keeps ? keep_from_current(incoming.file, current, false, report) : incoming.file;
  const notes = [...incoming.notes, ...report.notes];
  return (
    <div class="exchange-preview" role="group" aria-labelledby="exchange-preview">
      <h4 id="exchange-preview">{x.into.preview(props.name)}</h4>
      <Table
        caption={x.into.preview(props.name)} hide_caption rows={lines_of(current, next, x, lang)} row_id={(line) => line.part}
        columns={[
          { id: "part", head: x.into.part, row_head: true, cell: (line) => line.part },
          { id: "now", head: x.into.now, number: true, cell: (line) => line.now },
          { id: "then", head: x.into.then, number: true, cell: (line) => (line.now === line.then ? line.then : <strong>{line.then}</strong>) },
        ]}
      />
      {incoming.other_id !== null && <p>{x.into.id_kept(incoming.other_id, current.id)}</p>}
      {incoming.has_units && current.units.length > 0 && (
        <label class="check">
          <input type="checkbox" checked={keeps} onChange={(event) => set_keeps(event.currentTarget.checked)} />
          <span>{x.into.keep_units}</span>
        </label>
      )}
      {notes.length > 0 && <Notice title={x.into.notes}><FindingList list={notes} /></Notice>}
      <div class="buttons">
        <Button kind="primary" on_click={() => props.on_take(next, props.name)}>{x.into.take}</Button>
        <Button on_click={props.on_leave}>{x.into.leave}</Button>
      </div>
    </div>
  );
}

function lines_of(now: RoundFile, then: RoundFile, x: ExchangeWords, lang: string): Line[] {
  const line = (part: keyof ExchangeWords["into"]["parts"], count: (file: RoundFile) => string | number): Line => (
    { part: x.into.parts[part], now: String(count(now)), then: String(count(then)) });
  return [
    line("sections", (file) => file.sections.length),
    line("items", (file) => file.sections.reduce((sum, section) => sum + section.items.length, 0)),
    line("scales", (file) => Object.keys(file.scales ?? {}).length),
    line("categories", (file) => file.categories.length),
    line("units", (file) => file.units.length),
    line("languages", (file) => file.languages.map(language_name).join(lang === "en" ? ", " : "、") || x.into.none),
  ];
}
