// Taking a questionnaire from a file: chosen, read, checked by the server, looked at, and only then taken.
import { useRef, useState } from "preact/hooks";
import { Notice } from "../../shared/components/notice";
import type { RoundFile } from "../../shared/round_file";
import { FileField } from "../../shared/staff/file_field";
import { DiagnosticList, ProblemNotice } from "../../shared/staff/problem_notice";
import type { Diagnostic } from "../../shared/staff/types";
import { use_call } from "../../shared/staff/use_call";
import type { ExchangeProps } from "./exchange";
import { use_exchange_words } from "./exchange_words";
import { FindingList } from "./finding_list";
import type { Incoming } from "./import_file";
import { ImportPreview } from "./import_preview";

interface Chosen {
  name: string;
  incoming: Incoming;
  words: string;             ///< of a problem with the file
  errors: Diagnostic[];      ///< what the server would not even keep as a draft
}

/// Reads what was chosen; a later choice overtakes an earlier one that is still being read.
function use_reading(current: RoundFile) {
  const { lang } = use_exchange_words();
  const calling = use_call();
  const [chosen, set_chosen] = useState<Chosen | null>(null);
  const [busy, set_busy] = useState(false);
  const [failed, set_failed] = useState(false);
  const turn = useRef(0);
  const read = async (file: File | null) => {
    const mine = turn.current += 1;
    set_chosen(null);
    calling.clear();
    set_busy(file !== null);
    set_failed(false);
    if (!file) return;
    const done = await read_chosen(file, current, lang).catch(() => null);
    if (mine === turn.current && !done) {
      set_busy(false);
      set_failed(true);
    }
    if (!done) return;
    const { incoming } = done;
    const checked = incoming.kind === "read"
      ? await calling.run<{ errors: Diagnostic[] }>("/check", { method: "POST", json: incoming.file }) : { value: { errors: [] } };
    if (mine !== turn.current) return;
    set_busy(false);
    if (checked) set_chosen({ ...done, errors: checked.value.errors });
  };
  return { read, busy, failed, chosen, calling };
}

async function read_chosen(file: File, current: RoundFile, lang: string): Promise<Chosen> {
  const { read_incoming } = await import("./import_file");
  const incoming = await read_incoming(file, current);
  const words = incoming.kind !== "problem" ? "" : (await import("../workbook/problem_words")).workbook_problem_words(incoming.problem, lang);
  return { name: file.name, incoming, words, errors: [] };
}

export function Into(props: ExchangeProps) {
  const { x } = use_exchange_words();
  const { read, busy, failed, chosen, calling } = use_reading(props.file);
  const [field, set_field] = useState(0);
  const [taken, set_taken] = useState(false);
  const clear = () => {
    void read(null);
    set_field(field + 1);
  };
  const take = (next: RoundFile, name: string) => {
    props.on_import(next, x.into.words(name));
    set_taken(true);
    clear();
  };
  return (
    <section class="part" aria-labelledby="exchange-into">
      <h3 id="exchange-into">{x.into.title}</h3>
      <p>{x.into.lead}</p>
      <FileField
        key={field} id="exchange-file" label={x.into.file} hint={x.into.hint} accept=".json,.xlsx,application/json"
        on_file={(file) => { set_taken(false); void read(file); }}
      />
      <div aria-live="polite">
        {busy && <p class="quiet">{x.into.reading}</p>}
        {taken && <Notice kind="success">{x.into.taken}</Notice>}
      </div>
      {failed && <Notice kind="error" live>{x.into.failed}</Notice>}
      <ProblemNotice problem={calling.problem} attempt={calling.attempt} />
      {chosen && <Outcome chosen={chosen} current={props.file} on_take={take} on_leave={clear} />}
    </section>
  );
}

interface OutcomeProps {
  chosen: Chosen;
  current: RoundFile;
  on_take: (next: RoundFile, name: string) => void;
  on_leave: () => void;
}

/// What there is to say of the file: why it cannot be taken, or what it would change.
function Outcome({ chosen, current, on_take, on_leave }: OutcomeProps) {
  const { x } = use_exchange_words();
  const { incoming, errors } = chosen;
  switch (incoming.kind) {
    case "problem": return <Notice kind="error" title={x.problem_title} live><p>{chosen.words}</p></Notice>;
    case "json_wrong": return <Notice kind="error" title={x.problem_title} live><p>{x.into.json_wrong}</p></Notice>;
    case "findings": return <Notice kind="error" title={x.into.refused(incoming.findings.length)} live><FindingList list={incoming.findings} /></Notice>;
    case "read": break;
  }
  if (errors.length === 0) return <ImportPreview name={chosen.name} current={current} incoming={incoming} on_take={on_take} on_leave={on_leave} />;
  return (
    <Notice kind="error" title={x.into.refused(errors.length)} live>
      <DiagnosticList list={errors} caption="" file={incoming.file} />
    </Notice>
  );
}
