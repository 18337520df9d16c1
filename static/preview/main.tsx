// Entry of the preview: the respondent's own components in a page of their own, fed by the page that frames it. Nothing is
// fetched, sent or kept; what "hand in" leads to is the thank-you page.
import { Component, type ComponentChildren, render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { apply_styles } from "../shared/apply_styles";
import { Notice } from "../shared/components/notice";
import { exposed } from "../respond/exposed";
import { I18nProvider, use_i18n } from "../respond/i18n";
import { Done } from "../respond/done";
import { Flow } from "../respond/flow";
import { MessageScreen } from "../respond/message_screen";
import { type Answers, make_steps } from "../respond/questionnaire";
import { still_valid } from "../respond/still_valid";
import { type PreviewKey, preview_en } from "../shared/strings/preview-en";
import { preview_zh_cn } from "../shared/strings/preview-zh-CN";
import { type Preview, type PreviewMessage, complete_draft } from "./draft";
import styles from "./preview.css";

function use_words(): (key: PreviewKey) => string {
  const { language } = use_i18n();
  return (key) => (language.toLowerCase().startsWith("zh") ? preview_zh_cn : preview_en)[key];
}

/// What the framing page sent last. Only that page is listened to, and only if it is of our own origin.
function use_message(): PreviewMessage | null {
  const [message, set_message] = useState<PreviewMessage | null>(null);
  useEffect(() => {
    const on_message = (event: MessageEvent<Partial<PreviewMessage> | null>) => {
      const ours = event.source === window.parent && event.origin === window.location.origin;
      if (ours && event.data?.type === "candor-preview") set_message(event.data as PreviewMessage);
    };
    window.addEventListener("message", on_message);
    window.parent.postMessage({ type: "candor-preview-ready" }, window.location.origin);
    return () => window.removeEventListener("message", on_message);
  }, []);
  return message;
}

function App() {
  const message = use_message();
  const preview = useMemo(() => message && try_draft(message), [message]);
  const languages = preview ? preview.loaded.round.languages : ["en", "zh-CN"];
  const wished = message?.language;
  const language = typeof wished === "string" && languages.includes(wished) ? wished : undefined;
  return (
    <I18nProvider languages={languages} {...(language !== undefined && { language })}>
      <Strip />
      {message && !preview ? <Broken /> : preview ? <Guard message={message}><Questionnaire preview={preview} start_at={message?.start_at} /></Guard> : <Waiting />}
    </I18nProvider>
  );
}

function try_draft(message: PreviewMessage): Preview | null {
  try {
    return complete_draft(message);
  } catch {
    return null;
  }
}

function Strip() {
  const t = use_words();
  useEffect(() => { document.title = t("preview_title"); });
  return <aside class="preview-strip" aria-label={t("preview_title")}>{t("preview_note")}</aside>;
}

function Waiting() {
  const t = use_words();
  return <MessageScreen title={t("preview_title")}><p role="status">{t("preview_waiting")}</p></MessageScreen>;
}

interface Place { start_at: number; turn: number }

/// Place and answers stay with their card and question while the draft changes around them, as far as these still exist.
function Questionnaire(props: { preview: Preview; start_at: unknown }) {
  const { loaded, category } = props.preview;
  const steps = useMemo(() => make_steps(loaded.round, loaded.unit), [loaded]);
  const [answers, set_answers] = useState<Answers>({});
  const [done, set_done] = useState(false);
  const shown = useMemo(() => still_valid(loaded.round, steps, answers), [loaded, steps, answers]);
  const position = useRef(0);
  const before = useRef(steps);
  const wished = useRef<unknown>(undefined);
  const place = useRef<Place>({ start_at: 0, turn: 0 });
  const go = (to: number) => {
    if (to === position.current) return;
    position.current = to;
    place.current = { start_at: to, turn: place.current.turn + 1 };
  };
  if (before.current !== steps) {
    go(place_after(position.current, before.current, steps));
    before.current = steps;
  }
  if (typeof props.start_at === "number" && props.start_at !== wished.current) {
    go(Math.max(0, Math.min(Math.floor(props.start_at), steps.length + 1)));
  }
  wished.current = props.start_at;
  if (done) {
    const again = () => {
      set_answers({});
      go(0);
      set_done(false);
    };
    return <DonePreview preview={props.preview} on_again={again} />;
  }
  return (
    <Flow
      key={place.current.turn} loaded={loaded} category={category} steps={steps} answers={shown} revisable={loaded.round.access?.mode === "credential"}
      start_at={place.current.start_at} on_place={(to) => { position.current = to; }} on_answers={set_answers} on_cast={() => set_done(true)}
    />
  );
}

/// Where the same card is now; the welcome stays the welcome and the review the review.
function place_after(position: number, before: readonly { id: string }[], now: readonly { id: string }[]): number {
  if (position === 0) return 0;
  if (position > before.length) return now.length + 1;
  const at = now.findIndex((step) => step.id === before[position - 1]?.id);
  return at >= 0 ? at + 1 : Math.min(position, now.length + 1);
}

/// Ends as a round without codes does, with the way to begin anew.
function DonePreview(props: { preview: Preview; on_again: () => void }) {
  const { loaded } = props.preview;
  const open = { ...loaded, round: { ...loaded.round, access: { mode: "open" as const } } };
  return <Done loaded={open} sent={[]} own={null} kiosk={false} on_again={props.on_again} />;
}

/// What a draft may do to the page is told in place of it, until the draft changes.
class Guard extends Component<{ message: unknown; children: ComponentChildren }, { failed: unknown }> {
  override state = { failed: null };
  static override getDerivedStateFromError(): { failed: unknown } {
    return { failed: true };
  }
  override componentDidUpdate(before: { message: unknown }): void {
    if (this.state.failed && before.message !== this.props.message) this.setState({ failed: null });
  }
  override render() {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken() {
  const t = use_words();
  return <MessageScreen title={t("preview_title")}><Notice kind="warning" live><p>{t("preview_broken")}</p></Notice></MessageScreen>;
}

window.candor = exposed;
apply_styles(styles, STYLE_PATH);
const root = document.getElementById("app");
if (root) render(<App />, root);
