// Handing in: makes the messages once, sends ballot then comment, and tells what happens meanwhile. Leaves it to its
// owner to wipe the answers; once it is taken off the screen nothing more is sent.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { post_message } from "../shared/api";
import { focus_heading } from "../shared/focus";
import { type Message, type Sent, send } from "./cast";
import { Frame } from "./frame";
import { type RespondKey, use_i18n } from "./i18n";

export interface CastingProps {
  round: string;
  origin: string;                               ///< of the box; "" for this page's own
  messages: () => Promise<readonly Message[]>;  ///< the same ones each time
  on_stuck: (stuck: boolean) => void;           ///< whether it waits, or has waited, for a network or a person
  on_done: (sent: readonly Sent[]) => void;     ///< of the ballot, then of the comment if there was one
  on_back: () => void;
  on_expired: () => void;                       ///< the round takes no ballots any more
}

type Status = { kind: "sending"; message: number } | { kind: "waiting"; seconds: number } | { kind: "refused"; sent: Sent };

const kShortestGapMs = 1000;  // between ballot and comment, so that their times alone do not join them
const kLongestGapMs = 5000;

export function Casting(props: CastingProps) {
  const { t } = use_i18n();
  const [status, set_status] = useState<Status>({ kind: "sending", message: 0 });
  const wake = useRef<() => void>(() => undefined);
  use_stuck(status.kind !== "sending", props.on_stuck);
  useEffect(() => {
    focus_heading();
    const screen = { left: false };
    cast_all(props, screen, set_status, wake).catch((error) => { if (!screen.left) throw error; });
    return () => {
      screen.left = true;
      wake.current();
    };
  }, []);

  if (status.kind === "refused") return <Refused sent={status.sent} on_back={props.on_back} />;
  return (
    <Frame>
      <PageHead title={t("casting_title")}>
        {t(status.kind === "sending" && status.message > 0 ? "casting_comment" : "casting_text")}
      </PageHead>
      <div role="status">
        {status.kind === "waiting" && (
          <Notice kind="warning" title={t("casting_wait_title")}><p>{t("casting_wait", { n: status.seconds })}</p></Notice>
        )}
      </div>
      {status.kind === "waiting" && <Button kind="primary" on_click={() => wake.current()}>{t("try_now")}</Button>}
    </Frame>
  );
}

/// Says whether it is stuck: once it was, a further attempt in between changes nothing, so that a kiosk's countdown goes on.
export function use_stuck(waits: boolean, on_stuck: (stuck: boolean) => void): void {
  const [stuck, set_stuck] = useState(false);
  useEffect(() => { if (waits) set_stuck(true); }, [waits]);
  useEffect(() => on_stuck(stuck), [stuck]);
}

/// Throws where somebody has left the screen: what was theirs must not go on.
export function stay(screen: { left: boolean }): void {
  if (screen.left) throw new Error("left");
}

async function cast_all(
  props: CastingProps, screen: { left: boolean }, set_status: (status: Status) => void, wake: { current: () => void },
) {
  const messages = await props.messages();
  const done: Sent[] = [];
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i] as Message;
    const pause = (seconds: number) => {
      set_status({ kind: "waiting", seconds });
      return sleep(seconds, wake).then(() => set_status({ kind: "sending", message: i }));
    };
    set_status({ kind: "sending", message: i });
    if (i > 0) await gap();
    const sent = await send(props.round, message, pause, (round, kind, text) => {
      stay(screen);
      return post_message(round, kind, text, props.origin);
    });
    stay(screen);
    if (!sent.ok && message.kind === "ballots") {
      if ("failure" in sent && sent.failure.kind === "expired") props.on_expired();
      return set_status({ kind: "refused", sent });
    }
    done.push(sent);
  }
  return props.on_done(done);
}

function gap(): Promise<void> {
  const [drawn = 0] = crypto.getRandomValues(new Uint16Array(1));
  const wait_ms = kShortestGapMs + Math.floor(drawn * (kLongestGapMs - kShortestGapMs) / 0xffff);
  return new Promise((resolve) => { window.setTimeout(resolve, wait_ms); });
}

/// Until the seconds have passed, the connection comes back, or `wake.current()` is called.
export function sleep(seconds: number, wake: { current: () => void }): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      window.clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = window.setTimeout(done, seconds * 1000);
    window.addEventListener("online", done);
    wake.current = done;
  });
}

const refusals: Readonly<Record<string, RespondKey>> = {
  conflict: "refused_conflict", not_found: "refused_not_found", expired: "refused_expired", storage_full: "refused_storage",
  invalid: "refused_invalid",
};

export function refusal(sent: Sent): RespondKey {
  if (sent.ok) return "refused_other";
  return "mismatch" in sent ? "refused_mismatch" : refusals[sent.failure.kind] ?? "refused_other";
}

/// The server's own words help where the closed set of kinds does not say what is wrong.
export function refusal_detail(sent: Sent): string {
  if (sent.ok || "mismatch" in sent) return "";
  const known = refusals[sent.failure.kind];
  return known === undefined || known === "refused_invalid" ? sent.failure.detail : "";
}

function Refused(props: { sent: Sent; on_back: () => void }) {
  const { t } = use_i18n();
  useEffect(() => focus_heading(), []);
  const detail = refusal_detail(props.sent);
  return (
    <Frame>
      <PageHead title={t("refused_title")} />
      <Notice kind="error">
        <p>{t(refusal(props.sent))}</p>
        {detail && <p>{t("refused_said", { detail })}</p>}
      </Notice>
      <Button on_click={props.on_back}>{t("refused_back")}</Button>
    </Frame>
  );
}
