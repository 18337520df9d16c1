// What the page says when there is nothing to answer: still loading, unreachable, not matching, not open, closed.
import type { ComponentChildren } from "preact";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { date_text } from "../shared/date_text";
import type { Failure, RoundPage } from "../shared/api";
import { Frame } from "./frame";
import { type RespondKey, use_i18n } from "./i18n";
import type { Mismatch } from "./load_round";
import { MessageScreen } from "./message_screen";

export function LoadingScreen() {
  const { t } = use_i18n();
  return <Frame><div role="status"><h1 class="loading">{t("loading")}</h1></div></Frame>;
}

export function Failed(props: { failure: Failure; on_again: () => void }) {
  const { t } = use_i18n();
  const { kind } = props.failure;
  const words: Readonly<Record<string, [RespondKey, RespondKey]>> = {
    unreachable: ["failed_unreachable_title", "failed_unreachable"],
    busy: ["failed_other_title", "failed_busy"],
    slow_down: ["failed_other_title", "failed_busy"],
    not_found: ["failed_not_found_title", "failed_not_found"],
  };
  const [title, text] = words[kind] ?? ["failed_other_title", "failed_other"];
  return (
    <MessageScreen title={t(title)}>
      <p>{t(text)}</p>
      <Button kind="primary" on_click={props.on_again}>{t("retry")}</Button>
    </MessageScreen>
  );
}

export function Mismatched(props: { mismatch: Mismatch }) {
  const { t } = use_i18n();
  const what: Readonly<Record<Mismatch, RespondKey>> = { manifest: "mismatch_manifest", core: "mismatch_core", part: "mismatch_part" };
  return (
    <MessageScreen title={t("mismatch_title")}>
      <Notice kind="error" live><p>{t("mismatch_text", { what: t(what[props.mismatch]) })}</p></Notice>
    </MessageScreen>
  );
}

export function Closed(props: { page: RoundPage }) {
  const { t, language } = use_i18n();
  const { opens_at, closes_at, state } = props.page;
  const now = Date.now();
  const to_come = state === "draft" || (state === "open" && opens_at !== null && Date.parse(opens_at) > now);
  if (to_come) {
    return (
      <MessageScreen title={t("not_open_title")}>
        <p>{opens_at ? t("not_open_at", { when: date_text(opens_at, language) }) : t("not_open")}</p>
      </MessageScreen>
    );
  }
  const was = closes_at !== null && Date.parse(closes_at) <= now;
  return (
    <MessageScreen title={t("closed_title")}>
      <p>{was && closes_at ? t("closed_at", { when: date_text(closes_at, language) }) : t("closed")}</p>
    </MessageScreen>
  );
}

export function NotHere(props: { round: string; children?: ComponentChildren }) {
  const { t } = use_i18n();
  return (
    <MessageScreen title={t("needs_ticket_title")}>
      <p>{t("needs_ticket")}</p>
      <a class="button primary" href={`/b?round=${encodeURIComponent(props.round)}`}>{t("needs_ticket_go")}</a>
      {props.children}
    </MessageScreen>
  );
}

export function WrongCode() {
  const { t } = use_i18n();
  return <MessageScreen title={t("wrong_code_title")}><p>{t("wrong_code")}</p></MessageScreen>;
}
