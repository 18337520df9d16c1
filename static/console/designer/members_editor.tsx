// The members of a unit's team.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { TextField } from "../../shared/components/field";
import type { Member, Unit } from "../../shared/round_file";
import { AreaField } from "../../shared/staff/area_field";
import { pick } from "../../shared/staff/format";
import { use_draft } from "./draft";
import { fresh_id, inserted, moved, removed, replaced, with_optional } from "./lists";
import { RowActions } from "./row_actions";
import { TextPair } from "./text_pair";
import type { ChangeUnit } from "./unit_editor";
import { added_members, members_of_lines, with_head } from "./unit_edits";
import { use_unit_words } from "./unit_words";

const kMostMembers = 200;

export function MembersEditor(props: { unit: Unit; change: ChangeUnit }) {
  const { u } = use_unit_words();
  const { unit, change } = props;
  const members = unit.members ?? [];
  const set = (next: (old: readonly Member[]) => readonly Member[], words: string, joins?: string) => (
    change((old) => ({ ...old, members: next(old.members ?? []) }), words, joins));
  return (
    <fieldset class="rule-group">
      <legend>{u.members.title}</legend>
      {members.length === 0 && <p class="quiet">{u.members.none}</p>}
      <ol class="rule-list">
        {members.map((member, at) => <li key={member.id}><MemberEditor member={member} at={at} count={members.length} set={set} /></li>)}
      </ol>
      {members.length < kMostMembers && (
        <>
          <Button on_click={() => change((old) => added_members(old, [{ name: {} }]), u.members.added)}>{u.members.add}</Button>
          <Paste change={change} />
        </>
      )}
    </fieldset>
  );
}

interface MemberEditorProps {
  member: Member;
  at: number;
  count: number;
  set: (next: (old: readonly Member[]) => readonly Member[], words: string, joins?: string) => void;
}

function MemberEditor(props: MemberEditorProps) {
  const { u, lang } = use_unit_words();
  const { file } = use_draft();
  const { member, at, set } = props;
  const id = `member-${member.id}`;
  const name = pick(member.name, lang, u.members.unnamed(at + 1));
  const [fresh] = useState(() => is_empty(member));  // stays open while its name is typed
  const change = (next: (old: Member) => Member, joins?: string) => (
    set((members) => replaced(members, at, next), u.members.changed, joins && `${id}-${joins}`));
  const asks_kind = member.kind !== undefined || file.sections.some((section) => section.of);
  return (
    <details class="rule-card" open={fresh}>
      <summary>{name}{member.post && <span class="quiet"> {pick(member.post, lang)}</span>}{member.head && <span class="badge">{u.members.head}</span>}</summary>
      <TextPair
        id={`${id}-name`} label={u.members.name} required value={member.name}
        on_change={(text, language) => change((old) => ({ ...old, name: text ?? {} }), `name-${language}`)}
      />
      <TextPair
        id={`${id}-post`} label={u.members.post} value={member.post}
        on_change={(text, language) => change((old) => with_optional(old, "post", text), `post-${language}`)}
      />
      <label class="check">
        <input
          type="checkbox" checked={member.head === true}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            set((members) => with_head(members, at, checked), u.members.changed);
          }}
        />
        <span>{u.members.head}</span>
      </label>
      {asks_kind && (
        <TextField
          id={`${id}-kind`} label={u.members.kind} hint={u.members.kind_hint} value={member.kind ?? ""} attributes={{ maxLength: 64 }}
          on_input={(kind) => change((old) => with_optional(old, "kind", kind || undefined), "kind")}
        />
      )}
      <RowActions
        name={name} at={at} count={props.count} on_move={(to) => set((members) => moved(members, at, to), u.members.moved)}
        on_duplicate={() => set((members) => (
          inserted(members, at + 1, { ...member, head: false, id: fresh_id(members.map((entry) => entry.id), member.id) })), u.members.duplicated)}
        on_remove={() => set((members) => removed(members, at), u.members.removed)}
      />
    </details>
  );
}

/// Just added: open, so that one can write.
function is_empty(member: Member): boolean {
  return Object.keys(member.name).length === 0;
}

function Paste(props: { change: ChangeUnit }) {
  const { u, lang } = use_unit_words();
  const { languages } = use_draft();
  const [text, set_text] = useState("");
  const language = languages.includes(lang) ? lang : languages[0] ?? lang;
  const add = () => {
    const added = members_of_lines(text, language);
    if (added.length === 0) return;
    props.change((old) => added_members(old, added.slice(0, kMostMembers - (old.members ?? []).length)), u.members.pasted(added.length));
    set_text("");
  };
  return (
    <details>
      <summary>{u.members.paste}</summary>
      <AreaField id="members-paste" label={u.members.paste_label} value={text} rows={4} on_input={set_text} />
      <Button on_click={add}>{u.members.paste_button}</Button>
    </details>
  );
}
