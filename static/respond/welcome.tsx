// The first card: who asks, about whom, in which capacity; how the answers are kept and shown, and what is not
// protected. The least one must know stands open, the rest under "more".
import type { ComponentChildren } from "preact";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { date_text } from "../shared/date_text";
import { type Category, kDefaultMinCell, kDefaultMinText } from "../shared/round_file";
import { use_i18n } from "./i18n";
import type { LoadedRound } from "./load_round";
import type { Step } from "./questionnaire";
import { minutes_for } from "./time";

const kept_words = { open: "kept_open", ticket: "kept_ticket", credential: "kept_credential" } as const;

export interface WelcomeProps {
  loaded: LoadedRound;
  category: Category;
  steps: readonly Step[];
  revisable: boolean;          ///< a credential, which may be used again until the end
  children?: ComponentChildren;  ///< above the one button
  on_begin: () => void;
}

export function Welcome(props: WelcomeProps) {
  const { t, text } = use_i18n();
  const { round, compared } = props.loaded;
  const is_open = round.access?.mode === "open";
  const asked_by = text(round.asked_by);
  const use = text(round.use_of_answers);
  return (
    <>
      <PageHead title={text(round.title)}>{asked_by && t("asked_by", { who: asked_by })}</PageHead>
      <Paragraphs text={text(round.intro)} />
      <Facts {...props} />
      <Warnings {...props} />
      {is_open && <Notice title={t("open_title")}><p>{t("open_text")}</p></Notice>}
      <h2>{t("kept_title")}</h2>
      <Kept {...props} />
      {use && <><h2>{t("use_title")}</h2><Paragraphs text={use} /></>}
      <More {...props} />
      <p class="small"><a href="/how" target="_blank" rel="noopener">{t("how_link")}</a></p>
      {!compared && !is_open && <p class="quiet small">{t("not_compared")}</p>}
      {props.children}
      <div class="buttons"><Button kind="primary" on_click={props.on_begin}>{t("begin")}</Button></div>
    </>
  );
}

export function Paragraphs(props: { text: string }) {
  const parts = props.text.split(/\n+/).filter((part) => part.trim() !== "");
  return <>{parts.map((part) => <p key={part}>{part}</p>)}</>;
}

function Facts(props: WelcomeProps) {
  const { t, text, language } = use_i18n();
  const { loaded, steps } = props;
  const { from, to } = minutes_for(steps);
  const members = steps.filter((step) => step.member).length;
  const contents = [
    steps.some((step) => step.about === "team") && t("contents_team"),
    members > 0 && t("contents_members", { n: members }),
    steps.some((step) => step.about === "-") && t("contents_none"),
  ].filter(Boolean).join(t("list_and"));
  return (
    <dl class="facts">
      <Fact name={t("facts_about")}>{text(loaded.unit.name)}</Fact>
      <Fact name={t("facts_capacity")}>{text(props.category.label)}</Fact>
      <Fact name={t("facts_contents")}>{contents}</Fact>
      <Fact name={t("facts_time")}>{from === to ? t("time_one", { n: to }) : t("time_range", { from, to })}</Fact>
      {loaded.page.closes_at && <Fact name={t("facts_closes")}>{date_text(loaded.page.closes_at, language)}</Fact>}
    </dl>
  );
}

function Fact(props: { name: string; children: ComponentChildren }) {
  return <div><dt>{props.name}</dt><dd>{props.children}</dd></div>;
}

function Warnings(props: WelcomeProps) {
  const { t, text } = use_i18n();
  const { round, unit } = props.loaded;
  const group = text(props.category.label);
  if (props.category.confidential === false) {
    return <Notice kind="warning" title={t("unprotected_own_title")}><p>{t("unprotected_own", { group })}</p></Notice>;
  }
  const due = unit.due ? unit.due[props.category.id] ?? 0 : null;
  if (due !== null && due > 0 && due < (round.rules?.min_cell ?? kDefaultMinCell)) {
    return <Notice kind="warning" title={t("small_title")}><p>{t("small", { n: due, group })}</p></Notice>;
  }
  return null;
}

function Kept(props: WelcomeProps) {
  const { t, text, language } = use_i18n();
  const { round, page: { retain_until } } = props.loaded;
  const unprotected = round.categories.filter((category) => category.confidential === false && category.id !== props.category.id);
  const groups = unprotected.map((category) => text(category.label)).join(t("comma"));
  const own = props.category.confidential === false;
  return (
    <ul class="kept">
      <li>{t(kept_words[props.revisable ? "credential" : round.access?.mode === "open" ? "open" : "ticket"])}</li>
      {!own && <li>{t("kept_groups", { n: round.rules?.min_cell ?? kDefaultMinCell })}</li>}
      <li>{t("kept_unanimous")}</li>
      {has_texts(props.steps) && <li>{t("kept_comments")}</li>}
      {retain_until && <li>{t("kept_until", { when: date_text(retain_until, language) })}</li>}
      {groups && !own && <li>{t("unprotected_others", { groups })}</li>}
    </ul>
  );
}

function has_texts(steps: readonly Step[]): boolean {
  return steps.some((step) => step.blocks.some((block) => block.items.some((item) => item.type === "text")));
}

function More(props: WelcomeProps) {
  const { t } = use_i18n();
  const { round } = props.loaded;
  const cell = round.rules?.min_cell ?? kDefaultMinCell;
  const text_cell = round.rules?.min_text ?? kDefaultMinText;
  return (
    <details class="more">
      <summary>{t("more")}</summary>
      <ul>
        <li>{t("more_merge", { n: cell })}</li>
        <li>{t("more_subtract")}</li>
        <li>{t("more_turnout", { n: cell })}</li>
        {has_texts(props.steps) && <li>{t("more_comments", { n: text_cell })}</li>}
        <li>{t("more_scrutineers")}</li>
        {round.access?.mode !== "open" && <li>{t(props.revisable ? "more_again" : "more_final")}</li>}
        <li>{t("more_limits")}</li>
        {round.contact && <li>{t("more_contact", { contact: round.contact })}</li>}
      </ul>
    </details>
  );
}
