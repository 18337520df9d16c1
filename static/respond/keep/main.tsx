// Entry of the script that keeps unfinished answers on the device, for those who chose it, and forgets everything that
// this page ever left there. One entry of localStorage for each round, unit and capacity; it holds the manifest's hash and
// the answers, and nothing that tells which code they go with.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Notice } from "../../shared/components/notice";
import { type RoundRecord, rights_in } from "../../shared/device_record";
import type { KeepKey } from "../../shared/strings/keep-en";
import { kAnswers, kRights, erase, names_on_device } from "../kept_names";
import type { Answers } from "../questionnaire";
import { create_words } from "../words";

export interface KeptAnswers {
  /// What was kept under this manifest; null where there is nothing. Answers of another manifest are erased.
  read: () => unknown;
  write: (answers: Answers) => boolean;  ///< whether it could
}

export function kept_answers(name: string, manifest: string): KeptAnswers {
  return {
    read: () => {
      try {
        const kept = JSON.parse(localStorage.getItem(name) ?? "null") as { manifest?: unknown; answers?: unknown } | null;
        if (kept && kept.manifest === manifest && kept.answers) return kept.answers;
      } catch {
        // Not what was written here: it goes, as what belongs to another manifest does.
      }
      erase([name]);
      return null;
    },
    write: (answers) => {
      try {
        localStorage.setItem(name, JSON.stringify({ candor_answers: 1, manifest, answers }));
        return true;
      } catch {
        return false;
      }
    },
  };
}

function rights_on_device(): number {
  return names_on_device(kRights).reduce((sum, name) => {
    try {
      const record = JSON.parse(localStorage.getItem(name) ?? "") as Partial<RoundRecord>;
      return sum + rights_in({ manifest: "", round: "", receipts: [], claims: [], rights: [], ...record });
    } catch {
      return sum;
    }
  }, 0);
}

export interface KeepProps {
  on_forgotten: () => void;
  on_cancel: () => void;
}

const use_words = create_words<KeepKey>("keep");

/// Asks before anything goes: answers can be given again, a right to vote is not issued again.
function ForgetEverything(props: KeepProps) {
  const t = use_words();
  const [rights] = useState(rights_on_device);
  const [done, set_done] = useState(false);
  if (done) return <Notice kind="success" live><p>{t("forget_done")}</p></Notice>;
  const forget = () => {
    erase([...names_on_device(kAnswers), ...names_on_device(kRights)]);
    set_done(true);
    props.on_forgotten();
  };
  return (
    <Notice kind="warning" live title={t("forget_title")}>
      <p>{rights > 0 ? t("forget_rights", { n: rights }) : t("forget_text")}</p>
      <div class="buttons">
        <Button kind="danger" on_click={forget}>{t("forget_yes")}</Button>
        <Button on_click={props.on_cancel}>{t("forget_no")}</Button>
      </div>
    </Notice>
  );
}

if (typeof window !== "undefined" && window.candor) Object.assign(window.candor, { keep: ForgetEverything, kept_answers });
