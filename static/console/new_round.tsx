// A new round: from one of the server's templates, or from a round file, which is sent as it is.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Choice } from "../shared/components/choice";
import { TextField } from "../shared/components/field";
import { PageHead } from "../shared/components/page_head";
import { FileField } from "../shared/staff/file_field";
import { is_id, pick } from "../shared/staff/format";
import { use_language } from "../shared/staff/language";
import { ProblemNotice } from "../shared/staff/problem_notice";
import { href, use_page_title } from "../shared/staff/route";
import { use_call } from "../shared/staff/use_call";
import { use_loaded } from "../shared/staff/use_loaded";
import type { FullRound, RoundFile, Template } from "../shared/staff/types";

const kTitleLanguages = ["zh-CN", "en"];
const kBlank = "-";  // no template has this id

/// What there is to begin with where everything is asked anew. The server names what is still missing.
function blank_file(): RoundFile {
  return {
    candor_round: 1, id: "", title: {}, languages: kTitleLanguages, sections: [], categories: [], units: [],
    access: { mode: "credential" },
  };
}

export function NewRoundPage() {
  const { s } = use_language();
  const [how, set_how] = useState("template");
  use_page_title(s.page_title(s.fresh.title), true);
  return (
    <div class="narrow">
      <p><a href={href()}>{s.rounds.title}</a></p>
      <PageHead title={s.fresh.title} />
      <Choice
        id="how" legend={s.fresh.how} value={how} on_change={set_how}
        options={[{ id: "template", label: s.fresh.from_template }, { id: "file", label: s.fresh.from_file }]}
      />
      {how === "template" ? <FromTemplate /> : <FromFile />}
    </div>
  );
}

function FromTemplate() {
  const { s, lang } = use_language();
  const templates = use_loaded<{ items: Template[] }>("/templates");
  const reading = use_call();
  const creating = use_call();
  const [template, set_template] = useState("");
  const [id, set_id] = useState("");
  const [title, set_title] = useState<{ [lang: string]: string }>({});
  const [asked_by, set_asked_by] = useState<{ [lang: string]: string }>({});
  const [contact, set_contact] = useState("");
  const [tried, set_tried] = useState(false);
  if (templates.problem) return <ProblemNotice problem={templates.problem} on_retry={() => void templates.reload()} />;
  if (!templates.value) return <p role="status" class="quiet">{s.loading}</p>;
  const items = templates.value.items;
  const chosen = template || items[0]?.id || kBlank;
  const lacks = (text: { [lang: string]: string }) => kTitleLanguages.some((tag) => !(text[tag] ?? "").trim());
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (!is_id(id) || lacks(title) || lacks(asked_by) || !contact.trim()) return;
    const begin = chosen === kBlank ? blank_file()
      : (await reading.run<RoundFile>(`/templates/${encodeURIComponent(chosen)}`, {}))?.value;
    if (!begin) return;
    const file = { ...begin, id, title: { ...begin.title, ...title }, asked_by, contact: contact.trim() };
    const made = await creating.run<FullRound>("/rounds", { method: "POST", json: file });
    if (!made) return;
    const round = ["rounds", made.value.meta.id];
    window.location.hash = chosen === kBlank ? href(...round, "design", "questions") : href(...round);
  };
  const busy = reading.busy || creating.busy;
  const taken = creating.problem?.kind === "conflict" ? s.fresh.id_taken : undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ProblemNotice problem={reading.problem ?? creating.problem} attempt={reading.attempt + creating.attempt} words={taken} />
      <Choice
        id="template" legend={s.fresh.template} hint={<p class="hint">{s.fresh.template_hint}</p>} value={chosen} on_change={set_template}
        options={[...items.map((t) => template_option(t.id, pick(t.title, lang, t.id), pick(t.summary, lang))),
          template_option(kBlank, s.fresh.blank, s.fresh.blank_hint)]}
      />
      <TextField
        id="round-id" label={s.fresh.id} hint={s.fresh.id_hint} value={id} on_input={set_id}
        attributes={{ autocapitalize: "none", spellcheck: false, maxLength: 64 }}
        error={tried && !is_id(id) ? s.fresh.id_wrong : undefined}
      />
      <ByLanguage id="title" label={s.fresh.round_title} missing={s.fresh.title_missing} value={title} on_change={set_title} tried={tried} />
      <ByLanguage id="asked-by" label={s.fresh.asked_by} missing={s.fresh.asked_by_missing} value={asked_by} on_change={set_asked_by} tried={tried} />
      <TextField
        id="contact" label={s.fresh.contact} hint={s.fresh.contact_hint} value={contact} on_input={set_contact}
        error={tried && !contact.trim() ? s.fresh.contact_missing : undefined}
      />
      <Button kind="primary" type="submit" disabled={busy}>{busy ? s.working : s.fresh.create}</Button>
    </form>
  );
}

function template_option(id: string, title: string, summary: string) {
  return { id, label: <>{title}<span class="option-hint">{summary}</span></> };
}

interface ByLanguageProps {
  id: string;
  label: (language: string) => string;
  missing: string;
  value: { [lang: string]: string };
  on_change: (value: { [lang: string]: string }) => void;
  tried: boolean;
}

/** One field for each language of a round. */
function ByLanguage({ id, label, missing, value, on_change, tried }: ByLanguageProps) {
  const { s } = use_language();
  return (
    <>
      {kTitleLanguages.map((tag) => (
        <TextField
          key={tag} id={`${id}-${tag}`} label={label(s.fresh.language_names[tag] ?? tag)} value={value[tag] ?? ""}
          on_input={(text) => on_change({ ...value, [tag]: text })} attributes={{ lang: tag }}
          error={tried && !(value[tag] ?? "").trim() ? missing : undefined}
        />
      ))}
    </>
  );
}

function FromFile() {
  const { s } = use_language();
  const calling = use_call();
  const [file, set_file] = useState<File | null>(null);
  const [tried, set_tried] = useState(false);
  const submit = async (event: Event) => {
    event.preventDefault();
    set_tried(true);
    if (!file) return;
    const request = { method: "POST" as const, body: file, content_type: "application/json" };
    const made = await calling.run<FullRound>("/rounds", request);
    if (made) window.location.hash = href("rounds", made.value.meta.id);
  };
  const taken = calling.problem?.kind === "conflict" ? s.fresh.id_taken : undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <ProblemNotice problem={calling.problem} attempt={calling.attempt} words={taken} />
      <FileField
        id="round-file" label={s.fresh.file} hint={s.fresh.file_hint} accept=".json,application/json" on_file={set_file}
        error={tried && !file ? s.fresh.file_missing : undefined}
      />
      <Button kind="primary" type="submit" disabled={calling.busy}>{calling.busy ? s.working : s.fresh.create}</Button>
    </form>
  );
}
