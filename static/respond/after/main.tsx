// Entry of the script for what comes after handing in: receipts, checked before they are shown; keeping them or nothing
// on this device; answering again or elsewhere.
import { useEffect, useState } from "preact/hooks";
import { type Bytes, hex_of, parse_hex } from "../../shared/bytes";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { type Receipt, is_genuine, kEntryBytes, parse_receipt, short_code } from "../../shared/credential";
import { type Keeper, type Right, device_keeper, with_receipt } from "../../shared/device_record";
import { save_file } from "../../shared/save_file";
import type { AfterKey } from "../../shared/strings/after-en";
import type { Sent } from "../cast";
import { Later } from "../later";
import type { LoadedRound } from "../load_round";
import { create_words } from "../words";
import { Forget } from "./forget";

/// The right to vote that was used, and where it is kept; null with tickets and in open rounds.
export interface Own { right: () => Right; category: number; keeper: Keeper }

export interface AfterProps {
  loaded: LoadedRound;
  sent: readonly Sent[];
  own: Own | null;
  kiosk: boolean;
}

const use_words = create_words<AfterKey>("after");

/// "none": the box had no key at hand; "bad": what came is no receipt of this cast.
type Checked = { receipt: Receipt; code: string } | "none" | "bad";

export async function check_sent(sent: Sent, m: string, box_key: Bytes): Promise<Checked> {
  if (!sent.ok || sent.receipt === null || sent.receipt === undefined) return "none";
  const receipt = parse_receipt(sent.receipt);
  const right = receipt && receipt.manifest === m && receipt.entry === sent.entry && await is_genuine(receipt, box_key);
  if (!receipt || !right) return "bad";
  return { receipt, code: await short_code(parse_hex(receipt.entry, kEntryBytes) as Bytes) };
}

function After(props: AfterProps) {
  const { loaded, sent, own } = props;
  const [checked, set_checked] = useState<readonly Checked[] | null>(null);
  useEffect(() => {
    const accepted = sent.filter((one) => one.ok);
    const box_key = loaded.box_key;
    if (!box_key) return;
    void Promise.all(accepted.map((one) => check_sent(one, hex_of(loaded.m), box_key))).then((all) => {
      if (own) keep_all(own.keeper, receipts_of(all));
      set_checked(all);
    });
  }, []);
  return <div class="after" role="status">{checked && <Receipts {...props} checked={checked} />}</div>;
}

function receipts_of(checked: readonly Checked[]): readonly { receipt: Receipt; code: string }[] {
  return checked.filter((one): one is { receipt: Receipt; code: string } => typeof one === "object");
}

function keep_all(keeper: Keeper, receipts: readonly { receipt: Receipt }[]): boolean {
  return keeper.write(receipts.reduce((record, { receipt }) => with_receipt(record, receipt), keeper.read()));
}

function Receipts(props: AfterProps & { checked: readonly Checked[] }) {
  const t = use_words();
  const { loaded, checked, kiosk } = props;
  const [forgotten, set_forgotten] = useState(false);
  const [, redraw] = useState(false);
  const receipts = receipts_of(checked);
  const round = loaded.round.id;
  const file = { candor_receipts: 1, round, receipts: receipts.map(({ receipt }) => receipt) };
  return (
    <>
      <h2>{t("receipt_title")}</h2>
      {checked.includes("bad") && <Notice kind="error"><p>{t("receipt_bad")}</p></Notice>}
      {checked.includes("none") && <Notice kind="warning"><p>{t(props.own ? "receipt_none_again" : "receipt_none")}</p></Notice>}
      {receipts.length > 0 && (
        <>
          <p>{t("receipt_what")}</p>
          <dl class="facts codes">
            {receipts.map(({ receipt, code }) => (
              <div key={code}>
                <dt>{t(receipt.kind === "ballot" ? "receipt_ballot" : "receipt_comment")}</dt><dd class="numbers">{code}</dd>
              </div>
            ))}
          </dl>
          <p>{t(kiosk ? "receipt_write_down" : "receipt_later")}{!kiosk && <a href={`/public/${round}`}>{t("receipt_check")}</a>}</p>
        </>
      )}
      {!kiosk && receipts.length > 0 && (
        <div class="buttons">
          <Button on_click={() => save_file(`candor-receipt-${round}.json`, `${JSON.stringify(file, null, 1)}\n`)}>
            {t("receipt_save")}
          </Button>
          <Button on_click={() => window.print()}>{t("receipt_print")}</Button>
          {!props.own && <KeepHere {...props} receipts={receipts} on_kept={() => redraw(true)} />}
        </div>
      )}
      {!kiosk && props.own && !forgotten && <OwnRight own={props.own} />}
      {!kiosk && <Forget {...props} on_forgotten={() => set_forgotten(true)} />}
    </>
  );
}

/// Nothing of a ticket is kept unless somebody wants it: a receipt on a device says that its owner took part.
function KeepHere(props: AfterProps & { receipts: readonly { receipt: Receipt }[]; on_kept: () => void }) {
  const t = use_words();
  const [kept, set_kept] = useState<boolean | null>(null);
  const { loaded } = props;
  const keep = () => {
    set_kept(keep_all(device_keeper(hex_of(loaded.m), loaded.round.id), props.receipts));
    props.on_kept();
  };
  if (kept !== null) return <span>{t(kept ? "receipt_kept" : "receipt_not_kept")}</span>;
  return <Button on_click={keep}>{t("receipt_keep")}</Button>;
}

function OwnRight(props: { own: Own }) {
  const t = use_words();
  const [open, set_open] = useState(false);
  const { own } = props;
  return (
    <>
      <h2>{t("own_title")}</h2>
      <p>{t(own.keeper.on_device ? "own_kept" : "own_memory")}</p>
      {open ? <Later name="carry" of={{ right: own.right(), category: own.category }} />
        : <Button on_click={() => set_open(true)}>{t("own_carry")}</Button>}
    </>
  );
}

if (typeof window !== "undefined" && window.candor) window.candor.after = After;
