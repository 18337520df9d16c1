// What stands in the way, at the top of the page, each with a link to its place. Takes the focus when it appears.
import { useEffect, useRef } from "preact/hooks";
import { focus_field } from "../focus";

export interface SummaryLine {
  text: string;
  target?: string;         ///< id of a field on this page
  on_follow?: () => void;  ///< instead, where the field is on another step
}

export function ErrorSummary(props: { title: string; lines: readonly SummaryLine[]; attempt?: number }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    box.current?.scrollIntoView({ block: "nearest" });
  }, [props.attempt]);
  if (props.lines.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{props.title}</h2>
      <ul>
        {props.lines.map((line) => (
          <li key={line.text + (line.target ?? "")}>
            {line.target === undefined && !line.on_follow ? line.text : (
              <a href={`#${line.target ?? ""}`} onClick={(event) => follow(event, line)}>{line.text}</a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function follow(event: Event, line: SummaryLine): void {
  event.preventDefault();
  if (line.on_follow) line.on_follow();
  else if (line.target) focus_field(line.target);
}
