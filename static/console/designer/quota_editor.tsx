// The quota: how many members one ballot may give a certain grade.
import { Choice } from "../../shared/components/choice";
import type { Quota, RoundFile } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { SelectField } from "../../shared/staff/select_field";
import { use_draft } from "./draft";
import { ExactField, is_share } from "./exact_field";
import { Follows } from "./follows";
import { without } from "./lists";
import { with_rule } from "./rule_edits";
import { use_rules_words } from "./rules_words";

/// The best grade of the scale that questions about members use most, else of the first scale; null without a scale.
export function first_quota(file: RoundFile): Quota | null {
  const used = file.sections.filter((section) => section.about === "member")
    .reduce<readonly string[]>((ids, section) => [...ids, ...section.items.map((item) => item.scale ?? "")], []);
  const scales = Object.keys(file.scales ?? {});
  const scale = scales.find((id) => used.includes(id)) ?? scales[0];
  const option = scale === undefined ? undefined : file.scales?.[scale]?.options[0];
  return scale !== undefined && option ? { scale, option: option.id, at_most: "1/3", rounding: "floor" } : null;
}

export function QuotaEditor() {
  const { r } = use_rules_words();
  const { file, edit } = use_draft();
  const quota = file.rules?.quota;
  const first = first_quota(file);
  const toggle = (on: boolean) => edit((old) => (
    on && first ? with_rule(old, "quota", first) : { ...old, rules: without(old.rules ?? {}, "quota") }),
  on ? r.rules.quota_on : r.rules.quota_off);
  return (
    <fieldset class="rule-group">
      <legend>{r.rules.quota}</legend>
      {!quota && !first ? <p class="quiet">{r.rules.quota_no_scale}</p> : (
        <label class="check">
          <input type="checkbox" checked={quota !== undefined} onChange={(event) => toggle(event.currentTarget.checked)} />
          <span>{r.rules.quota_use}</span>
        </label>
      )}
      {quota && <QuotaFields quota={quota} />}
      <Follows causes={["quota"]} />
    </fieldset>
  );
}

function QuotaFields({ quota }: { quota: Quota }) {
  const { lang, r } = use_rules_words();
  const { file, edit } = use_draft();
  const scales = Object.entries(file.scales ?? {});
  const options = file.scales?.[quota.scale]?.options ?? [];
  const change = (next: Partial<Quota>, joins?: string) => edit((old) => (
    with_rule(old, "quota", { ...(old.rules?.quota ?? quota), ...next })), r.rules.quota_words, joins);
  const change_scale = (scale: string) => {
    const option = file.scales?.[scale]?.options[0];
    if (option) change({ scale, option: option.id });
  };
  const roundings = ["floor", "half_up"] as const;
  const scale_label = (id: string) => {
    const names = (file.scales?.[id]?.options ?? []).map((option) => pick(option.label, lang, option.id));
    return names.join(" / ") || id;
  };
  return (
    <>
      <div class="field-row">
        {scales.length > 1 && (
          <SelectField
            id="quota-scale" label={r.rules.quota_scale} value={quota.scale} empty={r.rules.choose} on_change={change_scale}
            options={scales.map(([id]) => ({ id, label: scale_label(id) }))}
          />
        )}
        <SelectField
          id="quota-option" label={r.rules.quota_option} value={quota.option} empty={r.rules.choose}
          options={options.map((option) => ({ id: option.id, label: pick(option.label, lang, option.id) }))}
          on_change={(option) => { if (option) change({ option }); }}
        />
        <ExactField
          id="quota-at-most" label={r.rules.quota_at_most} value={String(quota.at_most)} wrong={r.share_wrong} is_valid={is_share}
          on_change={(at_most) => change({ at_most }, "quota")}
        />
      </div>
      <Choice
        id="quota-rounding" legend={r.rules.quota_rounding} row value={quota.rounding ?? "floor"}
        options={roundings.map((id) => ({ id, label: r.rules.rounding_options[id] }))}
        on_change={(id) => change({ rounding: id === "half_up" ? "half_up" : "floor" })}
      />
    </>
  );
}
