// The designer: one draft, its parts as pages of their own, how saving goes, undo and redo, and the preview beside where
// there is room.
import { useEffect, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import { Button } from "../../shared/components/button";
import { PageHead } from "../../shared/components/page_head";
import { save_file } from "../../shared/save_file";
import { round_path } from "../../shared/staff/api";
import { pick } from "../../shared/staff/format";
import { DiagnosticList, ProblemNotice, not_said_in } from "../../shared/staff/problem_notice";
import { href, use_page_title } from "../../shared/staff/route";
import { use_loaded } from "../../shared/staff/use_loaded";
import type { FullRound } from "../../shared/staff/types";
import { CategoriesPanel } from "./categories";
import { DraftProvider, use_draft } from "./draft";
import { ExchangePanel } from "./exchange_panel";
import { NewsNotice } from "./news";
import { OvertakenDialog } from "./overtaken";
import { PreviewPanel } from "./preview";
import { QuestionsPanel } from "./questions";
import { RulesPanel } from "./rules_panel";
import { ScalesPanel } from "./scales";
import { TextsPanel } from "./texts";
import { UnitsPanel } from "./units_panel";
import { use_designer_words } from "./words";
import { VersionsPanel } from "./versions";
import "./designer.css";

const kPanels = {
  questions: QuestionsPanel, scales: ScalesPanel, categories: CategoriesPanel, units: UnitsPanel,
  rules: RulesPanel, texts: TextsPanel, exchange: ExchangePanel, versions: VersionsPanel, preview: PreviewPanel,
};
type Tab = keyof typeof kPanels;
const kTabs = Object.keys(kPanels) as readonly Tab[];
/// Where the preview stands beside the editor; as in designer.css.
const kWide = "(min-width: 75rem)";
const kBesidePreview: readonly Tab[] = ["questions", "scales", "categories", "rules", "texts"];

export function tab_of(segment: string | undefined): Tab {
  return kTabs.find((tab) => tab === segment) ?? "questions";
}

export interface DesignerProps {
  id: string;
  tab: string | undefined;  ///< as in the address
}

export function DesignerPage(props: DesignerProps) {
  const { s, d, lang } = use_designer_words();
  const loaded = use_loaded<FullRound>(round_path(props.id));
  const full = loaded.value;
  const title = full ? pick(full.meta.title, lang, props.id) : props.id;
  use_page_title(s.page_title(`${d.title} · ${title}`), full !== null);
  if (!full && loaded.problem) return <ProblemNotice problem={loaded.problem} on_retry={() => void loaded.reload()} />;
  if (!full) return <p role="status" class="quiet">{s.loading}</p>;
  if (full.meta.state !== "draft" || full.meta.opening) {
    return (
      <>
        <PageHead title={d.title} />
        <p>{d.saving.gone}</p>
        <p><a href={href("rounds", props.id)}>{d.back}</a></p>
      </>
    );
  }
  return (
    <DraftProvider full={full} etag={loaded.etag}>
      <Designer id={props.id} tab={tab_of(props.tab)} />
    </DraftProvider>
  );
}

function Designer(props: { id: string; tab: Tab }) {
  const { d, lang } = use_designer_words();
  const { file, state } = use_draft();
  const wide = use_media(kWide);
  const Panel = kPanels[props.tab];
  const beside = wide && kBesidePreview.includes(props.tab);
  return (
    <div class="designer">
      <p><a href={href("rounds", props.id)}>{pick(file.title, lang, props.id)}</a></p>
      <PageHead title={d.title}>{d.lead}</PageHead>
      <Bar />
      <NewsNotice />
      <OvertakenDialog />
      <Tabs id={props.id} tab={props.tab} />
      <div class={beside ? "designer-columns" : ""}>
        <fieldset class="designer-panel" disabled={state === "gone"}><Panel /></fieldset>
        {beside && <aside class="designer-preview" aria-label={d.preview.title}><PreviewPanel beside /></aside>}
      </div>
      <Checks />
    </div>
  );
}

function Tabs(props: { id: string; tab: Tab }) {
  const { d } = use_designer_words();
  return (
    <nav class="designer-tabs" aria-label={d.tabs_label}>
      {kTabs.map((tab) => (
        <a key={tab} href={href("rounds", props.id, "design", tab)} aria-current={tab === props.tab ? "page" : undefined}>{d.tabs[tab]}</a>
      ))}
    </nav>
  );
}

/// How saving goes, undo and redo. Undo works with the usual keys too, outside of text fields, which have their own.
function Bar() {
  const { d } = use_designer_words();
  const { keeper, history } = use_draft();
  const [said, set_said] = useState("");
  const last = history.past[history.past.length - 1];
  const next = history.future[0];
  // The keeper knows what is last, also between two drawings of this page.
  const undo = () => tell(keeper.undo(), d.undone);
  const redo = () => tell(keeper.redo(), d.redone);
  const tell = (step: { words: string; changed: boolean } | null, say: (words: string) => string) => {
    if (step) set_said(step.changed ? say(step.words) : d.nothing_left(step.words));
  };
  useEffect(() => {
    const on_key = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || is_text_field(event.target)) return;
      const key = event.key.toLowerCase();
      const act = key === "z" && !event.shiftKey ? undo : (key === "z" && event.shiftKey) || key === "y" ? redo : null;
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", on_key);
    return () => window.removeEventListener("keydown", on_key);
  }, [keeper, d]);
  return (
    <div class="designer-bar">
      <Saving />
      <div class="designer-undo">
        <UndoButton words={d.undo} label={d.undo_of(last?.words ?? "")} there={last !== undefined} on_click={undo} />
        <UndoButton words={d.redo} label={d.redo_of(next?.words ?? "")} there={next !== undefined} on_click={redo} />
      </div>
      <p class="visually-hidden" role="status">{said}</p>
    </div>
  );
}

function is_text_field(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement
    || (target instanceof HTMLInputElement && !["checkbox", "radio", "button"].includes(target.type));
}

/// Not disabled where there is nothing left: a disabled button would lose the focus after the last step.
function UndoButton(props: { words: string; label: string; there: boolean; on_click: () => void }) {
  return (
    <button type="button" class="button" aria-label={props.label} title={props.label} aria-disabled={!props.there} onClick={props.on_click}>
      {props.words}
    </button>
  );
}

function Saving() {
  const { s, d } = use_designer_words();
  const { state, full, file, keeper } = use_draft();
  const take_along = () => {
    save_file(`${file.id}.round.json`, `${JSON.stringify(file, null, 2)}\n`);
    keeper.forget_unsaved();
  };
  const words = state === "saved" ? d.saving.saved(full.meta.version) : d.saving[state];
  const failed = !["saved", "waiting", "saving"].includes(state);
  return (
    <div class={`designer-saving${failed ? " failed" : ""}`}>
      <p role="status">{words}</p>
      {state === "offline" && <Button kind="plain" on_click={() => void keeper.save()}>{s.retry}</Button>}
      {state === "gone" && <Button kind="plain" on_click={take_along}>{d.saving.take_along}</Button>}
      {state === "waiting" && <Button kind="plain" on_click={() => void keeper.save()}>{d.saving.again}</Button>}
    </div>
  );
}

/// What the server found when the draft was last saved, or why it was not.
function Checks() {
  const { d } = use_designer_words();
  const { full, problem, state, file } = use_draft();
  const { blockers } = full;
  const warnings = not_said_in(blockers, full.warnings);
  return (
    <section class="part" aria-labelledby="checks">
      <h2 id="checks">{d.checks.title}</h2>
      {state === "refused" && <ProblemNotice problem={problem} file={file} />}
      {blockers.length === 0 ? <p>{d.checks.clear}</p> : (
        <Folded open title={d.checks.blockers(blockers.length)}><DiagnosticList list={blockers} caption="" file={file} /></Folded>
      )}
      {warnings.length > 0 && (
        <Folded open={warnings.length <= 3} title={d.checks.warnings(warnings.length)}><DiagnosticList list={warnings} caption="" file={file} /></Folded>
      )}
    </section>
  );
}

function Folded(props: { open: boolean; title: string; children: ComponentChildren }) {
  return <details open={props.open}><summary>{props.title}</summary>{props.children}</details>;
}

function use_media(query: string): boolean {
  const [matches, set_matches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    const changed = () => set_matches(list.matches);
    list.addEventListener("change", changed);
    return () => list.removeEventListener("change", changed);
  }, [query]);
  return matches;
}
