// What people wrote, on the page of a round that has ended: how much of it waits for somebody to read it, and the way there.
import { href } from "../shared/staff/route";
import type { Texts } from "./release";
import { use_release_words } from "./release_words";

export function CommentsPart(props: { round: string; released: boolean; texts: NonNullable<Texts> }) {
  const { e } = use_release_words();
  const { texts, released } = props;
  const unread = texts.value?.totals.unread;
  const words = unread === undefined ? e.comments.read : e.comments.read_unread(unread);
  return (
    <section class="part" aria-labelledby="comments">
      <h2 id="comments">{e.comments.title}</h2>
      <p>{released ? e.comments.released : e.comments.text}</p>
      {!released && unread === 0 && <p>{e.comments.all_decided}</p>}
      <p><a class="button" href={href("rounds", props.round, "reading")}>{released ? e.comments.look : words}</a></p>
    </section>
  );
}
