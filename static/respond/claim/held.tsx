// A right to vote is here already: what became of it, and what may be done with it.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { type Keeper, type Right, rights_in } from "../../shared/device_record";
import { use_i18n } from "../i18n";
import { Later } from "../later";
import type { LoadedRound } from "../load_round";
import { MessageScreen } from "../message_screen";
import { category_number } from "./right";
import { use_words } from "./use_words";

export interface HeldProps {
  loaded: LoadedRound;
  right: Right;
  keeper: Keeper;
  others: readonly { right: Right; go: () => void }[];
  on_vote: () => void;
}

export function Held(props: HeldProps) {
  const t = use_words();
  const { text } = use_i18n();
  const { loaded, right } = props;
  const [carries, set_carries] = useState(false);
  const number = category_number(loaded, right);
  const { revision } = right.ballot;
  const capacity = (of: Right) => text(loaded.round.categories[category_number(loaded, of) - 1]?.label);
  return (
    <MessageScreen title={t("held_title")}>
      <p>{t("held_place", { unit: text(loaded.unit.name), capacity: capacity(right) })}</p>
      <p>{revision === 0 ? t("held_unused") : t("held_used", { n: revision })}</p>
      <div class="buttons">
        <Button kind="primary" on_click={props.on_vote}>{t(revision === 0 ? "held_go" : "held_again")}</Button>
        {!carries && <Button on_click={() => set_carries(true)}>{t("held_carry")}</Button>}
      </div>
      {props.others.map((other) => (
        <p key={other.right.ballot.x}>
          <Button on_click={other.go}>{t("held_other", { unit: other.right.unit, capacity: capacity(other.right) })}</Button>
        </p>
      ))}
      {carries && <Later name="carry" of={{ right, category: number }} />}
      <Forget keeper={props.keeper} />
    </MessageScreen>
  );
}

function Forget(props: { keeper: Keeper }) {
  const t = use_words();
  const [asked, set_asked] = useState(false);
  const [done, set_done] = useState(false);
  const n = rights_in(props.keeper.read());
  if (done) return <Notice kind="success" live><p>{t("forget_done")}</p></Notice>;
  if (!asked) return <p><Button kind="plain" on_click={() => set_asked(true)}>{t("forget")}</Button></p>;
  return (
    <Notice kind="warning" live title={t("forget")}>
      <p>{n > 1 ? t("forget_all", { n }) : t("forget_text")}</p>
      <Button kind="danger" on_click={() => { props.keeper.forget(); set_done(true); }}>{t("forget_yes")}</Button>
    </Notice>
  );
}
