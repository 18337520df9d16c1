// Entry of the kiosk's script: gives a shared device to the next person, a while after somebody has handed in, or after
// somebody has walked away, be it from a request that waits. Wiping is its owner's: it only says when.
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import type { SessionStage } from "../session";
import type { KioskKey } from "../../shared/strings/kiosk-en";
import { create_words } from "../words";

export interface KioskProps {
  stage: SessionStage | "start";
  on_ready: () => void;
  on_wipe: () => void;
}

const use_words = create_words<KioskKey>("kiosk");
const kIdleS = 180;    // without a touch before the thanks, until it asks
const kWarningS = 30;  // until it wipes
const kDoneS = 20;     // that thanks and receipt stay

const events = ["pointerdown", "keydown", "input", "scroll"];

function Kiosk(props: KioskProps) {
  const t = use_words();
  const { stage } = props;
  useEffect(() => props.on_ready(), []);
  const [left, restart] = use_countdown(stage, props.on_wipe);
  if (stage === "done") {
    return (
      <Notice>
        <p>{t("kiosk_done", { n: left })}</p>
        <Button kind="primary" on_click={props.on_wipe}>{t("kiosk_next")}</Button>
      </Notice>
    );
  }
  if (stage === "start") return null;
  const stuck = stage === "stuck";
  return (
    <>
      {left <= kWarningS && (
        <div class="kiosk-warning" role="alertdialog" aria-labelledby="kiosk-title">
          <Notice kind="warning">
            <p id="kiosk-title" class="notice-title">{t("kiosk_idle_title")}</p>
            <p>{t(stage === "answering" ? "kiosk_idle" : "kiosk_idle_stuck", { n: left })}</p>
            <Button kind="primary" on_click={restart}>{t(stage === "answering" ? "kiosk_stay" : "kiosk_here")}</Button>
          </Notice>
        </div>
      )}
      {stuck && <p>{t("kiosk_stuck")}</p>}
      {stage !== "casting" && (
        <p class="small">
          <Button kind={stuck ? undefined : "plain"} on_click={props.on_wipe}>{t(stuck ? "kiosk_leave_stuck" : "kiosk_leave")}</Button>
        </p>
      )}
    </>
  );
}

/// Seconds until the device is wiped; whatever somebody does before the thanks begins them anew. They run while handing in,
/// too: whether it waits for a network or something has failed, nobody may find what is another's.
function use_countdown(stage: KioskProps["stage"], on_wipe: () => void): [number, () => void] {
  const whole = stage === "done" ? kDoneS : kIdleS + kWarningS;
  const [left, set_left] = useState(whole);
  const wipe = useRef(on_wipe);
  const ends = useRef(0);
  wipe.current = on_wipe;
  const restart = () => {
    ends.current = Date.now() + whole * 1000;
    set_left(whole);
  };
  useEffect(() => {
    restart();
    if (stage === "start") return undefined;
    const timer = window.setInterval(() => {
      const seconds = Math.max(0, Math.ceil((ends.current - Date.now()) / 1000));
      set_left(seconds);
      if (seconds === 0) wipe.current();
    }, 1000);
    const touched = stage === "done" ? [] : events;
    touched.forEach((name) => window.addEventListener(name, restart, { passive: true }));
    return () => {
      window.clearInterval(timer);
      touched.forEach((name) => window.removeEventListener(name, restart));
    };
  }, [stage]);
  return [left, restart];
}

if (window.candor) window.candor.kiosk = Kiosk;
