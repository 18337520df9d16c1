// The panel of questions: sections with their items, one of them open at a time.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import type { Section } from "../../shared/round_file";
import { use_draft } from "./draft";
import { in_languages, kMostSections } from "./item_edits";
import { fresh_id } from "./lists";
import { use_focus_soon, use_mended_edit, use_told } from "./questions_edit";
import { use_question_words } from "./questions_words";
import { SectionEditor, section_key } from "./section_editor";
import { kSectionTitles, kAbouts } from "./section_titles";
import "./rules.css";
import "./questions.css";

export function QuestionsPanel() {
  const { q } = use_question_words();
  const { file } = use_draft();
  const [open, set_open] = useState<string | null>(null);
  const { tell, line } = use_told();
  const edit = use_mended_edit(tell);
  return (
    <section class="questions" aria-labelledby="questions">
      <h2 id="questions">{q.questions.title}</h2>
      <p>{q.questions.lead} <span class="keys-hint">{q.questions.keys}</span></p>
      {file.sections.length === 0 && <p class="empty">{q.questions.empty}</p>}
      {file.sections.map((section, at) => (
        <SectionEditor key={section.id} section={section} at={at} open={open} on_open={set_open} edit={edit} />
      ))}
      <AddSection on_open={set_open} edit={edit} />
      {line}
    </section>
  );
}

function AddSection(props: { on_open: (key: string) => void; edit: ReturnType<typeof use_mended_edit> }) {
  const { q } = use_question_words();
  const { file, languages } = use_draft();
  const focus = use_focus_soon();
  if (file.sections.length >= kMostSections) return null;
  const add = (about: Section["about"]) => {
    const id = fresh_id(file.sections.map((section) => section.id), q.section.stems[about]);
    const section: Section = { id, about, title: in_languages(kSectionTitles[about], languages), items: [] };
    props.edit((old) => ({ ...old, sections: [...old.sections, section] }), q.section.words.added);
    props.on_open(section_key(section));
    focus(`${section_key(section)}-title-${languages[0] ?? ""}`);
  };
  return (
    <div class="add-section" role="group" aria-labelledby="add-section">
      <h3 id="add-section">{q.section.add}</h3>
      <p>{q.section.add_lead}</p>
      <ul class="type-list">
        {kAbouts.map((about) => (
          <li key={about}>
            <Button kind={file.sections.length === 0 && about === "team" ? "primary" : undefined} on_click={() => add(about)}>{q.section.add_options[about][0]}</Button>
            <p class="quiet">{q.section.add_options[about][1]}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
