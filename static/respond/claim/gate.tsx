// Screens before an invitation is spent: the welcome with what a right to vote is, and everything that could go wrong
// afterwards, with the way out.
import { useEffect, useMemo, useState } from "preact/hooks";
import { base64url_of } from "../../shared/bytes";
import type { Ticket } from "../../shared/codes";
import { Button } from "../../shared/components/button";
import { TextField } from "../../shared/components/field";
import { Notice } from "../../shared/components/notice";
import type { Keeper } from "../../shared/device_record";
import { focus_heading } from "../../shared/focus";
import { Frame } from "../frame";
import type { LoadedRound } from "../load_round";
import { MessageScreen } from "../message_screen";
import { make_steps } from "../questionnaire";
import { WrongCode } from "../problem_screens";
import { Welcome } from "../welcome";
import { use_words } from "./use_words";

export interface InvitationProps {
  loaded: LoadedRound;
  ticket: Ticket;
  keeper: Keeper;
  kiosk: boolean;
  on_begin: () => void;
}

export function Invitation(props: InvitationProps) {
  const t = use_words();
  const { loaded, ticket } = props;
  const steps = useMemo(() => make_steps(loaded.round, loaded.unit), [loaded]);
  const category = loaded.round.categories[ticket.category - 1];
  if (!category) return <WrongCode />;
  return (
    <Frame>
      <Welcome loaded={loaded} category={category} steps={steps} revisable on_begin={props.on_begin}>
        <Notice title={t("right_title")}>
          <p>{t("right_text")}</p>
          <p>{t(props.kiosk ? "right_kiosk" : props.keeper.on_device ? "right_kept" : "right_memory")}</p>
        </Notice>
      </Welcome>
    </Frame>
  );
}

/// Storage is refused: private windows, some in-app browsers. `full`: it works, but has no room for a claim.
export function Unstorable(props: { loaded: LoadedRound; ticket: Ticket; full?: boolean; on_memory: () => void }) {
  const t = use_words();
  useEffect(() => focus_heading(), []);
  return (
    <MessageScreen title={t(props.full ? "full_title" : "unstorable_title")}>
      <p>{t(props.full ? "full_text" : "unstorable_text")}</p>
      <h2>{t("unstorable_other")}</h2>
      <CopyLink {...props} />
      <h2>{t("unstorable_stay")}</h2>
      <p>{t("unstorable_stay_text")}</p>
      <Button on_click={props.on_memory}>{t("unstorable_go")}</Button>
    </MessageScreen>
  );
}

/// Something is missing without which no right can be made; nothing has been spent.
export function Unable(props: { loaded: LoadedRound; ticket: Ticket | null }) {
  const t = use_words();
  return (
    <MessageScreen title={t("unable_title")}>
      <p>{t("unable_text")}</p>
      {props.ticket && <CopyLink loaded={props.loaded} ticket={props.ticket} />}
    </MessageScreen>
  );
}

/// The invitation's own link, for another browser on this device.
function CopyLink(props: { loaded: LoadedRound; ticket: Ticket }) {
  const t = use_words();
  const [copied, set_copied] = useState(false);
  const { round, part, category, secret } = props.ticket;
  const link = `${location.origin}/b#1.${base64url_of(props.loaded.m)}.${round}.${part}.${category}.${secret}`;
  const copy = () => {
    void navigator.clipboard?.writeText(link).then(() => set_copied(true));
  };
  return (
    <>
      <p>{t("copy_text")}</p>
      <TextField id="link" label={t("copy_label")} value={link} on_input={() => undefined} attributes={{ readOnly: true }} />
      {navigator.clipboard && <p><Button kind="primary" on_click={copy}>{t("copy_go")}</Button></p>}
      <p role="status" class="small">{copied && t("copy_done")}</p>
    </>
  );
}

export function ClaimsClosed() {
  const t = use_words();
  return <MessageScreen title={t("claims_closed_title")}><p>{t("claims_closed")}</p></MessageScreen>;
}

/// This device holds a right of the same place. Whose, it cannot know: rights say nothing of the code they came from.
export function SomebodyHere(props: { on_mine: () => void; on_other: () => void }) {
  const t = use_words();
  return (
    <MessageScreen title={t("here_title")}>
      <p>{t("here_text")}</p>
      <div class="buttons">
        <Button kind="primary" on_click={props.on_mine}>{t("here_mine")}</Button>
        <Button on_click={props.on_other}>{t("here_other")}</Button>
      </div>
    </MessageScreen>
  );
}
