// "Is my ballot in?": receipts of this device, of a file, or a short code, looked for in the sealed lists.
import { useEffect, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Field, TextField } from "../shared/components/field";
import { Notice } from "../shared/components/notice";
import { type Receipt, kEntryBytes, short_code } from "../shared/credential";
import { type Bytes, parse_hex } from "../shared/bytes";
import { device_keeper, receipts_in } from "../shared/device_record";
import { type Found, type FoundCode, find_code, find_receipt, parse_short_code, read_receipts } from "./find";
import { use_i18n } from "./i18n";
import type { RoundHead, Sealed } from "./record";

export interface BallotsProps { head: RoundHead; sealed: Sealed }

interface Result { receipt: Receipt; code: string; found: Found }

export function Ballots(props: BallotsProps) {
  const { t } = use_i18n();
  const { head, sealed } = props;
  const [results, set_results] = useState<readonly Result[]>([]);
  const [wrong_file, set_wrong_file] = useState(false);
  const look = async (receipts: readonly Receipt[]) => set_results(await Promise.all(receipts.map((receipt) => result_of(props, receipt))));
  const take_file = async (input: HTMLInputElement) => {
    const file = input.files ? input.files[0] : undefined;
    const receipts = file ? read_receipts(await new Response(file).text()) : [];
    set_wrong_file(file !== undefined && receipts.length === 0);
    if (receipts.length > 0) await look(receipts);
  };
  useEffect(() => void look(receipts_in(device_keeper(head.m, head.page.round).read())), []);
  const count = (list: Sealed["ballots"]) => list.bytes.length / kEntryBytes;
  const hashed = sealed.ballots.leaves !== null && sealed.comments.leaves !== null;
  return (
    <>
      <Notice kind="success">
        <p>{t("sealed", { ballots: count(sealed.ballots), comments: count(sealed.comments) })}{!hashed && ` ${t("not_recomputed")}`}</p>
      </Notice>
      <div role="status">{results.map((result) => <ShowResult key={result.receipt.entry + result.receipt.kind} result={result} />)}</div>
      <Field id="file" label={t("file_label")} hint={t("file_hint")} error={wrong_file ? t("file_wrong") : undefined}>
        {(control) => (
          <input {...control} type="file" accept=".json,application/json" onChange={(event) => void take_file(event.currentTarget)} />
        )}
      </Field>
      <CodeForm sealed={sealed} />
    </>
  );
}

async function result_of({ head, sealed }: BallotsProps, receipt: Receipt): Promise<Result> {
  const code = await short_code(parse_hex(receipt.entry, kEntryBytes) as Bytes);
  return { receipt, code, found: await find_receipt(head, sealed, receipt) };
}

function ShowResult(props: { result: Result }) {
  const { t } = use_i18n();
  const { receipt, code, found } = props.result;
  const what = t(receipt.kind === "ballot" ? "what_ballot" : "what_comment");
  const kind = found.kind === "in" ? "success" : found.kind === "replaced" ? "warning" : "error";
  return (
    <Notice kind={kind} title={t(`found_${found.kind}_title`, { what })}>
      <p>{t(`found_${found.kind}`, { n: found.kind === "replaced" ? found.revision : 0 })}</p>
      <p class="hash">{code}</p>
    </Notice>
  );
}

function CodeForm(props: { sealed: Sealed }) {
  const { t } = use_i18n();
  const [typed, set_typed] = useState("");
  const [wrong, set_wrong] = useState(false);
  const [found, set_found] = useState<FoundCode | "looking" | null>(null);
  const submit = (event: Event) => {
    event.preventDefault();
    const code = parse_short_code(typed);
    set_wrong(code === null);
    set_found(code === null ? null : "looking");
    if (code !== null) void find_code(props.sealed, code).then(set_found);
  };
  return (
    <form onSubmit={submit} autocomplete="off" noValidate>
      <TextField
        id="code" label={t("code_label")} hint={t("code_hint")} value={typed} error={wrong ? t("code_wrong") : undefined} on_input={set_typed}
        attributes={{ spellcheck: false, autocapitalize: "characters", maxLength: 80 }}
      />
      <Button kind="primary" type="submit">{t("code_go")}</Button>
      <div class="result" role="status">
        {found === "looking" && <p>{t("checking")}</p>}
        {found && found !== "looking" && <CodeResult found={found} />}
      </div>
    </form>
  );
}

function CodeResult(props: { found: FoundCode }) {
  const { t } = use_i18n();
  const { found } = props;
  if (found.kind === "too_many") return <Notice kind="warning"><p>{t("code_too_many")}</p></Notice>;
  if (found.kind === "absent") return <Notice kind="error" title={t("code_absent_title")}><p>{t("code_absent")}</p></Notice>;
  return <Notice kind="success" title={t("found_in_title", { what: t(`what_${found.what}`) })}><p>{t("found_in")}</p></Notice>;
}
