// What follows from the questionnaire as it stands, beside what it follows from.
import { type Cause, consequences } from "./consequences";
import { use_draft } from "./draft";
import { use_rules_words } from "./rules_words";

export function Follows(props: { causes: readonly Cause[] }) {
  const { lang, r } = use_rules_words();
  const { file } = use_draft();
  const told = consequences(file, lang, r).filter(({ cause }) => props.causes.includes(cause));
  if (told.length === 0) return null;
  return (
    <div class="follows">
      <p class="follows-title">{r.rules.follows}</p>
      <ul>{told.map(({ text }) => <li key={text}>{text}</li>)}</ul>
    </div>
  );
}
