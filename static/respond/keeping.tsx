// Keeping unfinished answers on this device, where somebody chooses that: the choice itself, and what happens to it during
// a session. What writes to the device is a later script (keep/main.tsx), fetched when it is needed.
import { useEffect, useState } from "preact/hooks";
import { hex_of } from "../shared/bytes";
import { Button } from "../shared/components/button";
import { Notice } from "../shared/components/notice";
import { use_i18n } from "./i18n";
import type { KeptAnswers, erase } from "./keep/main";
import { answers_of_round, names_on_device } from "./kept_names";
import { Later, load_script } from "./later";
import type { LoadedRound } from "./load_round";
import type { Answers, Step } from "./questionnaire";
import { still_valid } from "./still_valid";

export interface Keeping {
  state: "off" | "on" | "failed" | null;  ///< null: not offered, at a kiosk
  safe: boolean;      ///< what has been answered is on the device
  restored: boolean;  ///< answers of an earlier time are back
  choose: (on: boolean) => void;
}

interface KeepScript {
  kept_answers: (name: string, manifest: string) => KeptAnswers;
  erase: typeof erase;
}

async function keep_script(): Promise<KeepScript> {
  await load_script(SCRIPT_PATHS.keep);
  return window.candor as unknown as KeepScript;
}

/// When a round takes no more ballots nothing unfinished stays on the device.
export function forget_answers_of(round: string): void {
  const names = names_on_device(answers_of_round(round));
  if (names.length > 0) keep_script().then((script) => script.erase(names), () => undefined);
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
  const [on, set_on] = useState(() => !kiosk && names_on_device(name).includes(name));
  const [store, set_store] = useState<KeptAnswers | null>(null);
  const [failed, set_failed] = useState(false);
  const [restored, set_restored] = useState(false);
  useEffect(() => {
    if (!on) return undefined;
    let wanted = true;
    keep_script().then((script) => {
      if (!wanted) return;
      const found = script.kept_answers(name, hex_of(loaded.m));
      const kept = found.read();
      if (kept !== null) set_answers((now) => ({ ...still_valid(loaded.round, of.steps, kept), ...now }));
      set_restored(kept !== null);
      set_store(found);
    }, () => { if (wanted) set_failed(true); });
    return () => { wanted = false; };
  }, [on]);
  useEffect(() => { if (store) set_failed(!store.write(answers)); }, [store, answers]);
  const choose = (chosen: boolean) => {
    if (!chosen && store) store.forget();
    else if (!chosen && on) keep_script().then((script) => script.erase([name]), () => undefined);
    set_store(null);
    set_failed(false);
    set_restored(false);
    set_on(chosen);
  };
  return { state: kiosk ? null : !on ? "off" : failed ? "failed" : "on", safe: store !== null && !failed, restored, choose };
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
      <label class="option">
        <input
          type="checkbox" checked={keeping.state !== "off"} autocomplete="off" aria-describedby="keep-hint"
          onChange={(event) => keeping.choose(event.currentTarget.checked)}
        />
        <span>{t("keep_label")}</span>
      </label>
      <p class="hint" id="keep-hint" role="status">{t(keeping.state === "failed" ? "keep_failed" : "keep_hint")}</p>
      {asks ? <Later name="keep" of={{ on_forgotten: props.on_forgotten, on_cancel: () => set_asks(false) }} />
        : <Button kind="plain" on_click={() => set_asks(true)}>{t("keep_forget")}</Button>}
    </div>
  );
}
