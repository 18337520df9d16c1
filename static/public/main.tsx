// Entry of /public/<round>: what anybody may check of a round, and whether one's own ballot is in it.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { apply_styles } from "../shared/apply_styles";
import { Button } from "../shared/components/button";
import { LightFrame } from "../shared/components/light_frame";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { is_round_id } from "../shared/codes";
import { date_text } from "../shared/date_text";
import { Ballots } from "./ballots";
import { Downloads } from "./downloads";
import { I18nProvider, use_i18n } from "./i18n";
import { Manifest } from "./manifest";
import styles from "./public.css";
import { type Loaded, type RoundHead, type Sealed, load_head, load_sealed } from "./record";
import { Withheld } from "./withheld";

const kLanguages = ["en", "zh-CN"];

function Page(props: { round: string }) {
  const { t, text, language, languages, choose } = use_i18n();
  const [head, set_head] = useState<Loaded<RoundHead> | null>(null);
  const [sealed, set_sealed] = useState<Loaded<Sealed> | null>(null);
  const [attempt, set_attempt] = useState(0);
  useEffect(() => { document.title = t("tab_title"); }, [language]);
  useEffect(() => {
    set_head(null);
    set_sealed(null);
    void load(props.round, set_head, set_sealed);
  }, [attempt]);
  const title = head && head.ok && head.value.core ? text(head.value.core.title) : props.round;
  return (
    <LightFrame skip={t("skip")} language_label={t("language")} language={language} languages={languages} choose={choose}>
      <PageHead title={t("title")}>{title}</PageHead>
      {!crypto.subtle ? <Notice kind="error"><p>{t("insecure")}</p></Notice> : !head ? <p role="status">{t("loading")}</p> : !head.ok
        ? <Trouble loaded={head} on_again={() => set_attempt(attempt + 1)} />
        : (
          <>
            <Sealing head={head.value} sealed={sealed} on_again={() => set_attempt(attempt + 1)} />
            <Manifest head={head.value} seal={sealed && sealed.ok ? sealed.value.hash : null} />
            {sealed && sealed.ok && head.value.page.state === "released" && <Withheld round={props.round} />}
            {sealed && sealed.ok && <Downloads round={props.round} released={head.value.page.state === "released"} />}
          </>
        )}
      <p><a href="/how">{t("how")}</a></p>
    </LightFrame>
  );
}

async function load(round: string, set_head: (head: Loaded<RoundHead>) => void, set_sealed: (sealed: Loaded<Sealed>) => void) {
  const head = await load_head(round);
  set_head(head);
  if (head.ok) set_sealed(await load_sealed(round, head.value).catch((): Loaded<Sealed> => ({ ok: false, bad: "seal" })));
}

function Sealing(props: { head: RoundHead; sealed: Loaded<Sealed> | null; on_again: () => void }) {
  const { t, language } = use_i18n();
  const { head, sealed } = props;
  if (!sealed) return <p role="status">{t("checking")}</p>;
  if (sealed.ok) return <Ballots head={head} sealed={sealed.value} />;
  if ("failure" in sealed && sealed.failure.status === 409) {
    const until = head.page.casts_until ?? head.page.closes_at;
    const when = until ? date_text(until, language) : "";
    return <Notice title={t("not_sealed_title")}><p>{when ? t("not_sealed_after", { when }) : t("not_sealed")}</p></Notice>;
  }
  return <Trouble loaded={sealed} on_again={props.on_again} />;
}

function Trouble(props: { loaded: Extract<Loaded<unknown>, { ok: false }>; on_again: () => void }) {
  const { t } = use_i18n();
  const { loaded } = props;
  if ("bad" in loaded) return <Notice kind="error" live title={t("bad_title")}><p>{t(`bad_${loaded.bad}`)}</p><p>{t("bad_tell")}</p></Notice>;
  const unknown = loaded.failure.status === 404;
  return (
    <Notice kind="warning" live>
      <p>{t(unknown ? "unknown_round" : "unreachable")}</p>
      {!unknown && <Button on_click={props.on_again}>{t("retry")}</Button>}
    </Notice>
  );
}

apply_styles(styles, STYLE_PATH);
const root = document.getElementById("app");
const named = /^\/public\/([^/]+)\/?$/.exec(location.pathname);
const round = named && is_round_id(named[1] ?? "") ? named[1] ?? "" : "-";
if (root) render(<I18nProvider languages={kLanguages}><Page round={round} /></I18nProvider>, root);
