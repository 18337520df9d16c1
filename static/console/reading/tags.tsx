// The tags of a text: what is there, each with a way to take it off; and a field to add one, which knows the tags in use.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { TextField } from "../../shared/components/field";
import { focus_field } from "../../shared/focus";
import { tag_problem } from "./queue";
import { use_reading_words } from "./words";

/// Id of the page's list of tags in use.
export const kKnownTags = "known-tags";

export interface TagsProps {
  id: string;  ///< of the text
  tags: readonly string[];
  on_change: (tags: string[]) => Promise<boolean>;
}

export function Tags(props: TagsProps) {
  const { r } = use_reading_words();
  const { id, tags } = props;
  const field = `tag-${id}`;
  const [typed, set_typed] = useState("");
  const [wrong, set_wrong] = useState<ReturnType<typeof tag_problem>>(null);
  const add = async (event: Event) => {
    event.preventDefault();
    const tag = typed.trim();
    const problem = tag_problem(tag, tags);
    set_wrong(problem);
    if (problem === null && await props.on_change([...tags, tag])) set_typed("");
    focus_field(field);
  };
  const remove = async (tag: string) => {
    await props.on_change(tags.filter((other) => other !== tag));
    focus_field(field);
  };
  return (
    <details class="reading-tags">
      <summary>{r.tags_line(tags.join(r.join))}</summary>
      {tags.length > 0 && (
        <ul class="chips">
          {tags.map((tag) => (
            <li key={tag}>
              <button type="button" class="chip" aria-label={r.tag_remove(tag)} onClick={() => void remove(tag)}>{tag} <span aria-hidden="true">×</span></button>
            </li>
          ))}
        </ul>
      )}
      <form class="tag-form" noValidate autocomplete="off" onSubmit={(event) => void add(event)}>
        <TextField
          id={field} label={r.tag_add} value={typed} on_input={set_typed} error={wrong ? r.tag_problems[wrong] : undefined}
          attributes={{ list: kKnownTags, spellcheck: false }}
        />
        <Button type="submit">{r.tag_add_button}</Button>
      </form>
      <p class="quiet small">{r.tags_where}</p>
    </details>
  );
}
