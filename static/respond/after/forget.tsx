// Forgetting on the done screen: where a device holds more than one person's, one's own by itself, or everything.
import { useEffect, useState } from "preact/hooks";
import { type Bytes, hex_of, parse_hex } from "../../shared/bytes";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { credential_nullifier } from "../../shared/credential";
import { type Belongings, type Right, device_keeper, is_nothing, rights_in, without_belongings } from "../../shared/device_record";
import type { AfterKey } from "../../shared/strings/after-en";
import type { Sent } from "../cast";
import { spki_of_key } from "../claim/keys";
import { create_words } from "../words";
import type { AfterProps } from "./main";

const use_words = create_words<AfterKey>("after");
const kNullifierDigits = 64;

/// Of the right: its key, and N of its halves, whichever of them this hand-in used.
export async function belongings_of_right(m: Bytes, right: Right): Promise<Belongings> {
  const halves = [right.ballot, ...(right.comment ? [right.comment] : [])];
  const nullifiers = await Promise.all(halves.map((half) => (
    credential_nullifier(m, parse_hex(half.kid, 32) as Bytes, spki_of_key(half)))));
  return { key: right.ballot.x, nullifiers: nullifiers.map(hex_of) };
}

/// Of a ticket, or of nobody: N of what was accepted.
export function belongings_of_sent(sent: readonly Sent[]): Belongings {
  const accepted = sent.filter((one): one is Extract<Sent, { ok: true }> => one.ok);
  return { key: null, nullifiers: accepted.map(({ entry }) => entry.slice(0, kNullifierDigits)) };
}

export interface ForgetProps extends AfterProps {
  on_forgotten: () => void;
}

type State = "idle" | "asked_mine" | "asked_all" | "done_mine" | "done_all";

export function Forget(props: ForgetProps) {
  const t = use_words();
  const { own, loaded } = props;
  const device = device_keeper(hex_of(loaded.m), loaded.round.id);
  const keeper = own ? own.keeper : device;
  const [state, set_state] = useState<State>("idle");
  const [mine, set_mine] = useState<Belongings | null>(null);
  useEffect(() => {
    if (own) void belongings_of_right(loaded.m, own.right()).then(set_mine);
    else set_mine(belongings_of_sent(props.sent));
  }, []);
  if (!mine) return null;
  if (state === "done_all") return <Notice kind="success" live><p>{t("forget_done")}</p></Notice>;
  const record = device.read();
  const rest = without_belongings(record, mine);
  const others = !is_nothing(rest);
  const has_mine = state !== "done_mine" && (own !== null || rest.receipts.length < record.receipts.length);
  const rights = rights_in(record) + (own && !own.keeper.on_device ? rights_in(own.keeper.read()) : 0);
  const forget = (all: boolean) => {
    if (!all) keeper.write(without_belongings(keeper.read(), mine));
    else [device, keeper].forEach((one) => one.forget());
    set_state(all ? "done_all" : "done_mine");
    props.on_forgotten();
  };
  const mine_title = own ? "forget_mine" : "forget_mine_ticket";
  if (state === "asked_mine") {
    return <Asked title={mine_title} text={t(own ? "forget_mine_right" : "forget_mine_receipt")} on_yes={() => forget(false)} />;
  }
  if (state === "asked_all") {
    const text = others ? t(rights > 0 ? "forget_all" : "forget_all_receipts", { n: rights }) : t(own ? "forget_right" : "forget_receipt");
    return <Asked title="forget" text={text} on_yes={() => forget(true)} />;
  }
  return (
    <>
      {state === "done_mine" && <Notice kind="success" live><p>{t("forget_mine_done")}</p></Notice>}
      {others && has_mine && <p><Button kind="plain" on_click={() => set_state("asked_mine")}>{t(mine_title)}</Button></p>}
      {(others || has_mine) && <p><Button kind="plain" on_click={() => set_state("asked_all")}>{t("forget")}</Button></p>}
    </>
  );
}

function Asked(props: { title: AfterKey; text: string; on_yes: () => void }) {
  const t = use_words();
  return (
    <Notice kind="warning" live title={t(props.title)}>
      <p>{props.text}</p>
      <Button kind="danger" on_click={props.on_yes}>{t("forget_yes")}</Button>
    </Notice>
  );
}
