// The panel of scales: those of the round, one of them open, and ready ones to take.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import type { Option } from "../../shared/round_file";
import { pick } from "../../shared/staff/format";
import { use_draft } from "./draft";
import { grade_presets } from "./presets";
import { use_focus_soon, use_mended_edit, use_told } from "./questions_edit";
import { use_question_words } from "./questions_words";
import { kBlankScale, kMostScales, with_scale } from "./scale_edits";
import { ScaleEditor } from "./scale_editor";
import "./rules.css";
import "./questions.css";

export function ScalesPanel() {
  const { q } = use_question_words();
  const { file } = use_draft();
  const [open, set_open] = useState<string | null>(null);
  const { tell, line } = use_told();
  const edit = use_mended_edit(tell);
  const focus = use_focus_soon();
  const scales = Object.entries(file.scales ?? {});
  const take = (stem: string, options: readonly Option[], name: string) => {
    const { id } = with_scale(file, stem, options);
    edit((old) => with_scale(old, stem, options).file, q.scales.words.added(name));
    set_open(id);
    focus(`scale-${id}-open`);
  };
  return (
    <section class="questions" aria-labelledby="scales">
      <h2 id="scales">{q.scales.title}</h2>
      <p>{q.scales.lead}</p>
      {scales.length === 0 && <p class="empty">{q.scales.empty}</p>}
      <ul class="item-list">
        {scales.map(([id, { options }]) => (
          <li key={id} class={`item-row${open === id ? " open" : ""}`}>
            <ScaleEditor id={id} options={options} open={open === id} on_open={(on) => set_open(on ? id : null)} edit={edit} focus={focus} />
          </li>
        ))}
      </ul>
      {scales.length < kMostScales && <Ready key={scales.length === 0 ? "first" : "more"} open={scales.length === 0} on_take={take} />}
      {line}
    </section>
  );
}

function Ready(props: { open: boolean; on_take: (stem: string, options: readonly Option[], name: string) => void }) {
  const { q, lang } = use_question_words();
  return (
    <details class="adder" open={props.open}>
      <summary id="scale-add">{q.scales.add_open}</summary>
      <ul class="rule-list">
        {grade_presets.map((preset) => {
          const name = pick(preset.name, lang, preset.id);
          return (
            <li key={preset.id} class="preset">
              <p><strong>{name}</strong></p>
              <p>{preset.options.map((option) => `${pick(option.label, lang, option.id)}${option.value === undefined ? "" : ` ${option.value}`}`).join(" · ")}</p>
              <p class="quiet">{pick(preset.source, lang)}</p>
              <Button label={q.scales.take_of(name)} on_click={() => props.on_take(preset.scale_id, preset.options, name)}>{q.scales.take}</Button>
            </li>
          );
        })}
        <li class="preset">
          <p><strong>{q.scales.blank}</strong></p>
          <p class="quiet">{q.scales.blank_note}</p>
          <Button on_click={() => props.on_take("scale", kBlankScale, q.scales.blank)}>{q.scales.blank_add}</Button>
        </li>
      </ul>
    </details>
  );
}
