// The end: thanks, and that nothing is left behind. Holds no answer.
import { useEffect } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { focus_heading } from "../shared/focus";
import type { Text } from "../shared/i18n";
import type { Sent } from "./cast";
import { refusal, refusal_detail } from "./casting";
import { Frame } from "./frame";
import { use_i18n } from "./i18n";
import { Paragraphs } from "./welcome";

export interface DoneProps {
  thanks: Text | undefined;
  comment: Sent;             ///< ok also where there was none
  on_again: (() => void) | null;  ///< open rounds: answer once more
}

export function Done(props: DoneProps) {
  const { t, text } = use_i18n();
  useEffect(() => focus_heading(), []);
  const detail = refusal_detail(props.comment);
  return (
    <Frame>
      <PageHead title={t("done_title")} />
      <Paragraphs text={text(props.thanks)} />
      <Notice kind="success">
        <p>{t("done_text")}</p>
        <p>{props.on_again === null && t("done_slip") + t("gap")}{t("done_close")}</p>
      </Notice>
      {!props.comment.ok && (
        <Notice kind="warning" title={t("done_comment_failed_title")}>
          <p>{t("done_comment_failed")}{t("gap")}{t(refusal(props.comment))}</p>
          {detail && <p>{t("refused_said", { detail })}</p>}
        </Notice>
      )}
      {props.on_again && <Button on_click={props.on_again}>{t("done_again")}</Button>}
    </Frame>
  );
}
