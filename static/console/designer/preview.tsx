// The respondent's own page in a frame as wide as a phone, fed with the draft as it is now. What is shown there is not
// made a second time: the frame holds the same components.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { SelectField } from "../../shared/staff/select_field";
import type { Category, RoundFile, Unit } from "../../shared/staff/types";
import { category_options, unit_options } from "../names";
import { use_draft } from "./draft";
import { use_designer_words } from "./words";

const kWidths = ["390", "320", "768"] as const;
const kMostUnits = 200;  // a list of thousands helps nobody to choose

export function PreviewPanel(props: { beside?: boolean }) {
  const { d, lang } = use_designer_words();
  const { file, languages } = use_draft();
  const sample = use_sample();
  const [unit_id, set_unit] = useState("");
  const [category_id, set_category] = useState("");
  const [width, set_width] = useState<string>(kWidths[0]);
  const [turn, set_turn] = useState(0);
  const unit = file.units.find((entry) => entry.id === unit_id) ?? file.units[0] ?? sample.unit;
  const category = file.categories.find((entry) => entry.id === category_id) ?? file.categories[0] ?? sample.category;
  const language = languages.includes(lang) ? lang : languages[0] ?? lang;
  return (
    <section aria-labelledby="preview">
      <h2 id="preview" class={props.beside ? "visually-hidden" : ""}>{d.preview.title}</h2>
      {!props.beside && <p>{d.preview.lead}</p>}
      {file.units.length === 0 && <p class="quiet small">{d.preview.no_units}</p>}
      <div class="preview-controls">
        {file.units.length > 1 && (
          <SelectField
            id="preview-unit" label={d.preview.unit} value={unit.id} empty={d.preview.unit}
            options={unit_options({ ...file, units: file.units.slice(0, kMostUnits) }, lang)} on_change={set_unit}
          />
        )}
        {file.categories.length > 1 && (
          <SelectField
            id="preview-category" label={d.preview.category} value={category.id} empty={d.preview.category}
            options={category_options(file, lang)} on_change={set_category}
          />
        )}
        {!props.beside && (
          <SelectField
            id="preview-width" label={d.preview.size} value={width} empty={d.preview.size} on_change={(next) => set_width(next || kWidths[0])}
            options={[{ id: "390", label: d.preview.phone }, { id: "320", label: d.preview.small }, { id: "768", label: d.preview.tablet }]}
          />
        )}
        <div class="field"><Button on_click={() => set_turn(turn + 1)}>{d.preview.restart}</Button></div>
      </div>
      <Phone key={turn} file={file} unit={unit} category={category} language={language} width={width} />
    </section>
  );
}

/// Stands in while there is no unit or category yet.
function use_sample(): { unit: Unit; category: Category } {
  const { d, lang } = use_designer_words();
  return useMemo(() => ({
    unit: {
      id: "sample", name: { [lang]: d.preview.sample_unit },
      members: [1, 2].map((n) => ({ id: `sample-${n}`, name: { [lang]: d.preview.sample_member(n) }, post: { [lang]: d.preview.sample_post } })),
    },
    category: { id: "sample", label: { [lang]: d.preview.sample_category } },
  }), [lang]);
}

interface PhoneProps {
  file: RoundFile;
  unit: Unit;
  category: Category;
  language: string;
  width: string;
}

function Phone(props: PhoneProps) {
  const { d } = use_designer_words();
  const frame = useRef<HTMLIFrameElement>(null);
  const [ready, set_ready] = useState(0);  // how often: a frame that is loaded again asks again
  const { file, unit, category, language } = props;
  useEffect(() => {
    const on_message = (event: MessageEvent<{ type?: unknown } | null>) => {
      const ours = event.origin === window.location.origin && event.source === frame.current?.contentWindow;
      if (ours && event.data?.type === "candor-preview-ready") set_ready((times) => times + 1);
    };
    window.addEventListener("message", on_message);
    return () => window.removeEventListener("message", on_message);
  }, []);
  useEffect(() => {
    if (ready === 0) return;
    // One unit is enough for the page, and thousands would be copied with every letter typed.
    const shown = { ...file, units: [unit], categories: file.categories.length > 0 ? file.categories : [category] };
    const message = { type: "candor-preview", file: shown, unit: unit.id, category: category.id, language };
    frame.current?.contentWindow?.postMessage(message, window.location.origin);
  }, [ready, file, unit, category, language]);
  return <div class={`phone w${props.width}`}><iframe ref={frame} src="/preview" title={d.preview.frame} /></div>;
}
