// The end: thanks, what became of the ballot, and that no answer is left behind. What can be done with a receipt comes
// with a later script.
import { useEffect, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { focus_heading } from "../shared/focus";
import type { Own } from "./after/main";
import type { Sent } from "./cast";
import { refusal, refusal_detail } from "./casting";
import { Frame } from "./frame";
import { use_i18n } from "./i18n";
import { kAnswers, names_on_device } from "./kept_names";
import { Later } from "./later";
import type { LoadedRound } from "./load_round";
import { Paragraphs } from "./welcome";

export interface DoneProps {
  loaded: LoadedRound;
  sent: readonly Sent[];  ///< of the ballot, which was accepted, then of the comment if there was one
  own: Own | null;
  kiosk: boolean;
  on_again: () => void;
}

export function Done(props: DoneProps) {
  const { t, text } = use_i18n();
  const { loaded, sent, own } = props;
  const is_open = loaded.round.access?.mode === "open";
  const [clean] = useState(() => names_on_device(kAnswers).length === 0);  // another person's may be left
  useEffect(() => focus_heading(), []);
  return (
    <Frame>
      <PageHead title={t("done_title")} />
      <Paragraphs text={text(loaded.round.thanks)} />
      <Notice kind="success">
        <p>{t("done_text")}{clean && t("gap") + t("done_clean")}</p>
        <p>{!is_open && t(own ? "done_revisable" : "done_slip") + t("gap")}{t("done_close")}</p>
      </Notice>
      {sent.some((one) => one.ok && one.replaced) && <Notice kind="warning"><p>{t("done_replaced")}</p></Notice>}
      <CommentFailed sent={sent[1]} />
      {loaded.box_key && <Later name="after" of={{ loaded, sent, own, kiosk: props.kiosk }} />}
      {is_open && <Button on_click={props.on_again}>{t("done_again")}</Button>}
    </Frame>
  );
}

function CommentFailed(props: { sent: Sent | undefined }) {
  const { t } = use_i18n();
  if (!props.sent || props.sent.ok) return null;
  const detail = refusal_detail(props.sent);
  return (
    <Notice kind="warning" title={t("done_comment_failed_title")}>
      <p>{t("done_comment_failed")}{t("gap")}{t(refusal(props.sent))}</p>
      {detail && <p>{t("refused_said", { detail })}</p>}
    </Notice>
  );
}
