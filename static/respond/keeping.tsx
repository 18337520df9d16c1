// Keeping unfinished answers on this device, where somebody chooses that: the choice itself, and what happens to it during
// a session. What reads and writes there is a later script (keep/main.tsx); erasing needs none.
import { useEffect, useRef, useState } from "preact/hooks";
import { hex_of } from "../shared/bytes";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { use_i18n } from "./i18n";
import type { KeptAnswers } from "./keep/main";
import { answers_of_round, erase, names_on_device } from "./kept_names";
import { Later, load_script } from "./later";
import type { LoadedRound } from "./load_round";
import type { Answers, Step } from "./questionnaire";
import { still_valid } from "./still_valid";

export interface Keeping {
  /// null: not offered, at a kiosk. "asks": somebody's answers are here, not shown before it is said whose they are.
  state: "off" | "asks" | "on" | null;
  problem: "keep_failed" | "later_failed" | null;  ///< the browser refuses, or the script could not be fetched
  safe: boolean;      ///< what has been answered is on the device
  restored: boolean;  ///< answers of an earlier time are back
  choose: (on: boolean) => void;
  restore: () => void;
}

interface KeepScript {
  kept_answers: (name: string, manifest: string) => KeptAnswers;
}

async function keep_script(): Promise<KeepScript> {
  await load_script(SCRIPT_PATHS.keep);
  return window.candor as unknown as KeepScript;
}

/// When a round takes no more ballots nothing unfinished stays on the device.
export function forget_answers_of(round: string): void {
  erase(names_on_device(answers_of_round(round)));
}

export interface KeptOf {
  loaded: LoadedRound;
  category: string;
  kiosk: boolean;
  steps: readonly Step[];
}

export function use_keeping(of: KeptOf, answers: Answers, set_answers: (change: (now: Answers) => Answers) => void): Keeping {
  const { loaded, kiosk } = of;
  const name = `${answers_of_round(loaded.round.id)}${loaded.part}/${of.category}`;
  const [state, set_state] = useState<"off" | "asks" | "on">(() => (!kiosk && names_on_device(name).includes(name) ? "asks" : "off"));
  const [store, set_store] = useState<KeptAnswers | null>(null);
  const [problem, set_problem] = useState<Keeping["problem"]>(null);
  const [restored, set_restored] = useState(false);
  const turn = useRef(0);  // a script that arrives after the next choice changes nothing
  const settle = (next: "off" | "on") => {
    turn.current += 1;
    set_store(null);
    set_problem(null);
    set_restored(false);
    set_state(next);
  };
  const with_store = (use: (found: KeptAnswers) => void) => {
    const now = turn.current;
    keep_script().then(
      (script) => { if (now === turn.current) use(script.kept_answers(name, hex_of(loaded.m))); },
      () => { if (now === turn.current) set_problem("later_failed"); },
    );
  };
  // What is not of this questionnaire is no question to anybody.
  useEffect(() => { if (state === "asks") with_store((found) => { if (found.read() === null) settle("off"); }); }, []);
  useEffect(() => { if (store) set_problem(store.write(answers) ? null : "keep_failed"); }, [store, answers]);
  useEffect(() => {
    // Handed in or forgotten in another tab: this one must not write it back.
    const on_storage = ({ key, newValue }: StorageEvent) => {
      if (key === null || (key === name && newValue === null)) settle("off");
    };
    window.addEventListener("storage", on_storage);
    return () => window.removeEventListener("storage", on_storage);
  }, []);
  const choose = (on: boolean) => {
    if (!on) erase([name]);
    settle(on ? "on" : "off");
    if (on) with_store(set_store);
  };
  const restore = () => with_store((found) => {
    const kept = found.read();
    settle("on");
    if (kept !== null) set_answers((now) => ({ ...still_valid(loaded.round, of.steps, kept), ...now }));
    set_restored(kept !== null);
    set_store(found);
  });
  return { state: kiosk ? null : state, problem, safe: store !== null && problem === null, restored, choose, restore };
}

/// The choice, with forgetting beside it.
export function KeepBox(props: { keeping: Keeping; on_forgotten: () => void }) {
  const { t } = use_i18n();
  const [asks, set_asks] = useState(false);
  const { keeping } = props;
  if (keeping.state === null) return null;
  return (
    <div class="keep">
      <div role="status">{keeping.restored && <Notice><p>{t("keep_restored")}</p></Notice>}</div>
      {keeping.state === "asks" ? (
        <Notice title={t("keep_found")}>
          <div class="buttons">
            <Button on_click={keeping.restore}>{t("keep_continue")}</Button>
            <Button on_click={() => keeping.choose(false)}>{t("keep_not_mine")}</Button>
          </div>
        </Notice>
      ) : (
        <label class="option">
          <input
            type="checkbox" checked={keeping.state === "on"} autocomplete="off" aria-describedby="keep-hint"
            onChange={(event) => keeping.choose(event.currentTarget.checked)}
          />
          <span>{t("keep_label")}</span>
        </label>
      )}
      <p class="hint" id="keep-hint" role="status">{t(keeping.problem ?? "keep_hint")}</p>
      {keeping.problem === "later_failed" && keeping.state === "on" && <Button on_click={() => keeping.choose(true)}>{t("retry")}</Button>}
      {asks ? <Later name="keep" of={{ on_forgotten: props.on_forgotten, on_cancel: () => set_asks(false) }} />
        : <Button kind="plain" on_click={() => set_asks(true)}>{t("keep_forget")}</Button>}
    </div>
  );
}
