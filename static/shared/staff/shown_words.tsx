// A text as it is shown: where words were taken out stands a black bar, which has a word for screen readers.
import { kBlackout } from "./reading";

export function ShownWords(props: { text: string; spoken: string }) {
  const parts = props.text.split(kBlackout);
  return (
    <>
      {parts.map((part, at) => (
        <span key={at}>
          {at > 0 && <><span aria-hidden="true">{kBlackout}</span><span class="visually-hidden">{props.spoken}</span></>}
          {part}
        </span>
      ))}
    </>
  );
}
