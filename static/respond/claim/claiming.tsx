// The making of a right to vote: what happens, about how long, and what to do where it fails.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { PageHead } from "../../shared/components/page_head";
import { focus_heading } from "../../shared/focus";
import type { Keeper, Right } from "../../shared/device_record";
import type { ClaimKey } from "../../shared/strings/claim-en";
import { sleep, stay, use_stuck } from "../casting";
import { Frame } from "../frame";
import type { LoadedRound } from "../load_round";
import { MessageScreen } from "../message_screen";
import type { SessionStage } from "../session";
import { type Blinder, start_blinder } from "./blinder";
import { type ClaimStage, type Claimed, type Code, claim_right } from "./claim";
import { Unable, Unstorable } from "./gate";
import { use_words } from "./use_words";

export interface ClaimingProps {
  loaded: LoadedRound;
  code: Code;
  keeper: Keeper;
  kiosk: boolean;
  on_stage: (stage: SessionStage) => void;  ///< as long as it works nobody may cut it off
  on_right: (right: Right) => void;
  on_paper: () => void;
  on_memory: () => void;  ///< go on with nothing kept
  on_held: () => void;  ///< another tab was faster
}

type Failed = Exclude<Claimed, { ok: true } | { unstored: true } | { held: true }>;
type Status = { kind: "working"; stage: ClaimStage } | { kind: "waiting"; seconds: number } | { kind: "unable" } | { kind: "unstored" }
  | { kind: "failed"; claimed: Failed };

const stages: readonly ClaimStage[] = ["keys", "blinding", "asking", "checking"];

export function Claiming(props: ClaimingProps) {
  const t = use_words();
  const [status, set_status] = useState<Status>({ kind: "working", stage: "keys" });
  const [attempt, set_attempt] = useState(0);
  const wake = useRef<() => void>(() => undefined);
  use_stuck(status.kind !== "working", (stuck) => props.on_stage(stuck ? "stuck" : "casting"));
  useEffect(() => {
    focus_heading();
    const screen = { left: false };
    void run(props, screen, set_status, wake);
    return () => {
      screen.left = true;
      wake.current();
    };
  }, [attempt]);

  const ticket = { ...props.code, round: props.loaded.round.id, manifest: null };
  if (status.kind === "unable") return <Unable loaded={props.loaded} ticket={ticket} />;
  if (status.kind === "unstored") return <Unstorable full loaded={props.loaded} ticket={ticket} on_memory={props.on_memory} />;
  if (status.kind === "failed") {
    return <ClaimFailed claiming={props} failed={status.claimed} on_again={() => set_attempt(attempt + 1)} />;
  }
  const at = status.kind === "working" ? stages.indexOf(status.stage) : stages.indexOf("asking");
  return (
    <Frame>
      <PageHead title={t("making_title")}>{t("making_text")}</PageHead>
      <ol class="stages">
        {stages.map((stage, index) => (
          <li key={stage} class={index < at ? "passed" : ""} aria-current={index === at ? "step" : undefined}>{t(`making_${stage}`)}</li>
        ))}
      </ol>
      <div role="status">
        {status.kind === "waiting" ? <Notice kind="warning"><p>{t("making_wait", { n: status.seconds })}</p></Notice>
          : <p class="visually-hidden">{t(`making_${status.stage}`)}</p>}
      </div>
      {status.kind === "waiting" && <Button kind="primary" on_click={() => wake.current()}>{t("making_now")}</Button>}
    </Frame>
  );
}

/// Once the screen has been left nothing more is asked, and nobody gets what comes back.
async function run(
  props: ClaimingProps, screen: { left: boolean }, set_status: (status: Status) => void, wake: { current: () => void },
): Promise<void> {
  set_status({ kind: "working", stage: "keys" });
  const blinder = await start_blinder(SCRIPT_PATHS.worker).catch(() => null);
  if (!blinder) return set_status({ kind: "unable" });
  const claimed = await attempt_claim(props, screen, blinder, set_status, wake).catch(() => null);
  blinder.stop();
  if (screen.left) return undefined;
  if (!claimed) return set_status({ kind: "unable" });
  if (claimed.ok) return props.on_right(claimed.right);
  if ("held" in claimed) return props.on_held();
  return set_status("unstored" in claimed ? { kind: "unstored" } : { kind: "failed", claimed });
}

function attempt_claim(
  props: ClaimingProps, screen: { left: boolean }, blinder: Blinder, set_status: (status: Status) => void,
  wake: { current: () => void },
): Promise<Claimed> {
  return claim_right(props.loaded, props.code, {
    blinder, keeper: props.keeper,
    on_stage: (stage) => {
      stay(screen);
      set_status({ kind: "working", stage });
    },
    pause: (seconds) => {
      set_status({ kind: "waiting", seconds });
      return sleep(seconds, wake).then(() => {
        stay(screen);
        set_status({ kind: "working", stage: "asking" });
      });
    },
  });
}

const words: Readonly<Record<string, [ClaimKey, ClaimKey]>> = {
  not_found: ["unknown_title", "unknown"], conflict: ["used_title", "used"], expired: ["claims_closed_title", "claims_closed"],
  busy: ["busy_title", "busy"], slow_down: ["busy_title", "busy"], unreachable: ["offline_title", "offline"],
};

/// Where trying again may help there is a button for it; an unknown code may be that of a paper slip.
function ClaimFailed(props: { claiming: ClaimingProps; failed: Failed; on_again: () => void }) {
  const t = use_words();
  const { claiming, failed } = props;
  const kind = "broken" in failed ? "broken" : failed.failure.kind;
  const [title, text] = "broken" in failed ? ["broken_title", "broken"] as const : words[kind] ?? ["other_title", "other"] as const;
  const tickets = claiming.loaded.entry.groups[claiming.code.category - 1]?.tickets ?? 0;
  const detail = "broken" in failed || words[kind] ? "" : failed.failure.detail;
  useEffect(() => focus_heading(), []);
  return (
    <MessageScreen title={t(title)}>
      <Notice kind="error"><p>{t(text)}</p>{detail && <p lang="en">{detail}</p>}</Notice>
      {kind === "conflict" && <ul><li>{t("used_self")}</li><li>{t("used_other")}</li></ul>}
      {kind === "not_found" && tickets > 0 && (
        <>
          <p>{t("paper_text")}</p>
          <Button on_click={claiming.on_paper}>{t("paper_go")}</Button>
        </>
      )}
      {!["not_found", "conflict", "expired"].includes(kind) && <Button kind="primary" on_click={props.on_again}>{t("again")}</Button>}
    </MessageScreen>
  );
}
