// A command for somebody's own terminal, to be copied.
import { CopyButton } from "./copy_button";
import { use_language } from "./language";

export function CommandLine(props: { text: string }) {
  const { s } = use_language();
  return (
    <div class="command">
      <p class="code" lang="en">{props.text}</p>
      <CopyButton text={props.text} label={`${s.copy}: ${props.text.split(" ").slice(0, 3).join(" ")}`} />
    </div>
  );
}
