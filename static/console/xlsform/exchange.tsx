// The questionnaire as a file: out as a round file or an XLSForm workbook, in from either. What reads and writes workbooks
// is loaded when somebody asks for it.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import type { RoundFile } from "../../shared/round_file";
import { save_file } from "../../shared/save_file";
import { filled } from "../workbook/filled";
import { use_exchange_words } from "./exchange_words";
import { Into } from "./into";
import { losses_of } from "./losses";
import "./exchange.css";

export interface ExchangeProps {
  file: RoundFile;
  /// `words`: what this does, for "Undo: …". The file keeps the draft's id.
  on_import: (next: RoundFile, words: string) => void;
}

export function Exchange(props: ExchangeProps) {
  const { x } = use_exchange_words();
  return (
    <section aria-labelledby="exchange">
      <h2 id="exchange">{x.title}</h2>
      <p>{x.lead}</p>
      <Out file={props.file} />
      <Into file={props.file} on_import={props.on_import} />
    </section>
  );
}

function Out(props: { file: RoundFile }) {
  const { x } = use_exchange_words();
  const [said, set_said] = useState("");
  const [failed, set_failed] = useState(false);
  const save_round = () => {
    const name = `${props.file.id}.round.json`;
    save_file(name, `${JSON.stringify(props.file, null, 2)}\n`);
    set_said(x.out.saved(name));
  };
  const save_xlsform = async () => {
    const name = `${props.file.id}.xlsx`;
    set_failed(false);
    set_said("");
    try {
      const [{ write_xlsform }, { kWorkbookType, write_workbook }] = await Promise.all([import("./write"), import("../workbook/write")]);
      save_file(name, await write_workbook(write_xlsform(props.file)), kWorkbookType);
      set_said(x.out.saved(name));
    } catch {
      set_failed(true);
    }
  };
  return (
    <section class="part" aria-labelledby="exchange-out">
      <h3 id="exchange-out">{x.out.title}</h3>
      <div class="exchange-ways">
        <div>
          <p><strong>{x.out.round}</strong></p>
          <p class="quiet">{x.out.round_hint}</p>
          <Button on_click={save_round}>{x.out.save_round}</Button>
        </div>
        <div>
          <p><strong>{x.out.xlsform}</strong></p>
          <p class="quiet">{x.out.xlsform_hint}</p>
          <Button on_click={() => void save_xlsform()}>{x.out.save_xlsform}</Button>
          <Losses file={props.file} />
        </div>
      </div>
      <div aria-live="polite">{said && <Notice kind="success">{said}</Notice>}</div>
      {failed && <Notice kind="error" live>{x.out.failed}</Notice>}
    </section>
  );
}

function Losses(props: { file: RoundFile }) {
  const { x } = use_exchange_words();
  return (
    <details open>
      <summary>{x.out.told}</summary>
      <ul>{losses_of(props.file).map(({ kind, values }) => <li key={kind}>{filled(x.losses[kind], values)}</li>)}</ul>
    </details>
  );
}
