// Rules of counting and disclosure, in words, each with what follows from it.
import { Choice } from "../../shared/components/choice";
import type { InvalidReason, RoundFile, Rules } from "../../shared/round_file";
import { kDefaultMinCell, kDefaultMinText } from "../../shared/round_file";
import { use_draft } from "./draft";
import { ExactField, is_share, is_whole_between } from "./exact_field";
import { FlagsEditor } from "./flags_editor";
import { Follows } from "./follows";
import { without } from "./lists";
import { QuotaEditor } from "./quota_editor";
import { with_rule } from "./rule_edits";
import { use_rules_words } from "./rules_words";
import "./rules.css";

const kLeastCell = 3;
const kMostCell = 10_000;
const kReasons: readonly InvalidReason[] = ["blank_ballot", "over_quota", "all_same", "incomplete"];

export function RulesPanel() {
  const { r } = use_rules_words();
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{r.rules.title}</h2>
      <p>{r.rules.lead}</p>
      <Access />
      <Protection />
      <Counting />
      <QuotaEditor />
      <Quorum />
      <FlagsEditor />
    </section>
  );
}

/// Two words for an option: what it is, and what it means.
function explained([label, hint]: readonly string[]) {
  return <>{label}<span class="option-hint">{hint}</span></>;
}

function Access() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  const modes = ["credential", "ticket", "open"] as const;
  const choose = (id: string) => {
    const mode = modes.find((candidate) => candidate === id);
    if (mode) edit((old) => ({ ...old, access: { ...old.access, mode } }), r.rules.access_words);
  };
  return (
    <div class="rule-group">
      <Choice
        id="rule-access" legend={r.rules.access} value={file.access?.mode} on_change={choose}
        options={modes.map((id) => ({ id, label: explained(r.rules.access_options[id] ?? []) }))}
      />
      <Follows causes={["access"]} />
    </div>
  );
}

function Protection() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  const rules = file.rules ?? {};
  const min_cell = rules.min_cell ?? kDefaultMinCell;
  const min_text = rules.min_text ?? kDefaultMinText;
  const sees = ["own", "all", "none"] as const;
  // Raising the smallest group takes the other limit along: it may never be lower.
  const set_cell = (text: string) => edit((old) => {
    const next = with_rule(old, "min_cell", Number(text));
    return (old.rules?.min_text ?? kDefaultMinText) < Number(text) ? with_rule(next, "min_text", Number(text)) : next;
  }, r.rules.min_cell_words, "min_cell");
  return (
    <div class="rule-group" role="group" aria-labelledby="rule-protection">
      <h3 id="rule-protection">{r.rules.protection}</h3>
      <ExactField
        id="rule-min-cell" label={r.rules.min_cell} hint={r.rules.min_cell_hint} value={String(min_cell)}
        wrong={r.whole_wrong(kLeastCell, kMostCell)} is_valid={is_whole_between(kLeastCell, kMostCell)} on_change={set_cell}
      />
      <ExactField
        id="rule-min-text" label={r.rules.min_text} hint={r.rules.min_text_hint} value={String(min_text)}
        wrong={r.whole_wrong(min_cell, kMostCell)} is_valid={is_whole_between(min_cell, kMostCell)}
        on_change={(text) => edit((old) => with_rule(old, "min_text", Number(text)), r.rules.min_text_words, "min_text")}
      />
      <Choice
        id="rule-members-see" legend={r.rules.members_see} value={rules.members_see ?? "own"}
        options={sees.map((id) => ({ id, label: r.rules.members_see_options[id] }))}
        on_change={(id) => edit((old) => with_rule(old, "members_see", sees.find((candidate) => candidate === id)), r.rules.members_see_words)}
      />
      <Follows causes={["min_cell", "categories", "min_text", "members_see"]} />
    </div>
  );
}

function Counting() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  const rules = file.rules ?? {};
  const bases = ["scored", "valid", "returned"] as const;
  const empties = ["renormalise", "void"] as const;
  const decimals = ["0", "1", "2", "3", "4"];
  const set = <K extends keyof Rules>(key: K, value: Rules[K] | undefined, words: string) => edit((old) => with_rule(old, key, value), words);
  return (
    <div class="rule-group" role="group" aria-labelledby="rule-counting">
      <h3 id="rule-counting">{r.rules.counting}</h3>
      <Choice
        id="rule-base" legend={r.rules.base} value={rules.base ?? "scored"}
        options={bases.map((id) => ({ id, label: explained(r.rules.base_options[id] ?? []) }))}
        on_change={(id) => set("base", bases.find((candidate) => candidate === id), r.rules.base_words)}
      />
      <Choice
        id="rule-empty" legend={r.rules.empty_category} value={rules.empty_category ?? "renormalise"}
        options={empties.map((id) => ({ id, label: r.rules.empty_options[id] }))}
        on_change={(id) => set("empty_category", empties.find((candidate) => candidate === id), r.rules.empty_words)}
      />
      <Choice
        id="rule-decimals" legend={r.rules.decimals} row value={String(rules.decimals ?? 2)}
        options={decimals.map((id) => ({ id, label: id }))} on_change={(id) => set("decimals", Number(id), r.rules.decimals_words)}
      />
      <Invalid />
      <Follows causes={["base", "weights", "score"]} />
    </div>
  );
}

function with_reason(file: RoundFile, reason: InvalidReason, counts: boolean): RoundFile {
  const old = file.rules?.invalid ?? [];
  return with_rule(file, "invalid", kReasons.filter((candidate) => (candidate === reason ? !counts : old.includes(candidate))));
}

function Invalid() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  return (
    <fieldset class="rule-group">
      <legend>{r.rules.invalid}</legend>
      <p class="hint">{r.rules.invalid_hint}</p>
      {kReasons.map((reason) => (
        <label key={reason} class="check">
          <input
            type="checkbox" checked={file.rules?.invalid?.includes(reason) ?? false}
            onChange={(event) => {
              const { checked } = event.currentTarget;
              edit((old) => with_reason(old, reason, !checked), r.rules.invalid_words);
            }}
          />
          <span>{r.rules.invalid_options[reason]}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Quorum() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  const quorum = file.rules?.quorum;
  const toggle = (on: boolean) => edit((old) => (
    on ? with_rule(old, "quorum", { of: "due", at_least: "2/3" }) : { ...old, rules: without(old.rules ?? {}, "quorum") }), r.rules.quorum_words);
  return (
    <fieldset class="rule-group">
      <legend>{r.rules.quorum}</legend>
      <label class="check">
        <input type="checkbox" checked={quorum !== undefined} onChange={(event) => toggle(event.currentTarget.checked)} />
        <span>{r.rules.quorum_use}</span>
      </label>
      {quorum && (
        <ExactField
          id="rule-quorum" label={r.rules.quorum_at_least} value={String(quorum.at_least)} wrong={r.share_wrong} is_valid={is_share}
          on_change={(at_least) => edit((old) => with_rule(old, "quorum", { of: "due", at_least }), r.rules.quorum_words, "quorum")}
        />
      )}
      <Follows causes={["quorum"]} />
    </fieldset>
  );
}
