// Findings as diagnostics of the server look: where, what, and what to do.
import { use_exchange_words } from "./exchange_words";
import type { Finding } from "./finding";
import { finding_text } from "./finding_words";

const kMostShown = 200;

export function FindingList(props: { list: readonly Finding[] }) {
  const { x, lang } = use_exchange_words();
  const rest = props.list.length - kMostShown;
  return (
    <div class="diagnostics">
      <ol class="entries">
        {props.list.slice(0, kMostShown).map((finding, at) => {
          const text = finding_text(finding, x, lang);
          return (
            <li key={at} class="diagnostic">
              <p class="place">{text.where}</p>
              <p>{text.found}</p>
              <p class="quiet">{text.remedy}</p>
            </li>
          );
        })}
      </ol>
      {rest > 0 && <p>{x.into.more(rest)}</p>}
    </div>
  );
}
