// A rank item: options are tapped in their order; each ranked one can go up, down or out again by a button of its own.
// Whatever moves keeps the focus, and its new place is told.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import type { Option } from "../../shared/round_file";
import type { RankKey } from "../../shared/strings/rank-en";
import { use_i18n } from "../i18n";
import { create_words } from "../words";
import type { ItemViewProps } from "./item_view";
import { Legend } from "./legend";
import { Points } from "./points";

const use_words = create_words<RankKey>("rank");

export function RankItem(props: ItemViewProps) {
  const t = use_words();
  const { text } = use_i18n();
  const { id, options } = props;
  const ranked = (Array.isArray(props.value) ? props.value as readonly string[] : []).filter((one) => options.some((option) => option.id === one));
  const [told, set_told] = useState("");
  const focus = useRef<readonly string[]>([]);
  useLayoutEffect(() => {
    const found = focus.current.map((one) => document.getElementById(`${id}-${one}`)).find((one) => one && !(one as HTMLButtonElement).disabled);
    focus.current = [];
    found?.focus();
  });
  const label = (option: string) => text(options.find((one) => one.id === option)?.label);
  const put = (next: readonly string[], option: string, then: readonly string[]) => {
    const place = next.indexOf(option) + 1;
    focus.current = then;
    set_told(place > 0 ? t("rank_told", { option: label(option), n: place, of: next.length }) : t("rank_out", { option: label(option) }));
    props.on_change(next.length > 0 ? next : undefined);
  };
  const move = (at: number, by: number) => {
    const option = ranked[at] as string;
    const next = ranked.filter((one) => one !== option);
    next.splice(at + by, 0, option);
    put(next, option, by < 0 ? [`up-${option}`, `down-${option}`] : [`down-${option}`, `up-${option}`]);
  };
  const rest = options.filter((option) => !ranked.includes(option.id));
  return (
    <fieldset
      id={id} class="choice rank" aria-labelledby={`${id}-legend`}
      aria-describedby={`${id}-hint${props.error ? ` ${id}-error` : ""}`}
    >
      <legend id={`${id}-legend`}><Legend {...props} /></legend>
      <Points text={text(props.item.hint)} />
      <p class="hint" id={`${id}-hint`}>{t("rank_hint")}</p>
      {props.error && <p class="error" id={`${id}-error`}>{props.error}</p>}
      {ranked.length > 0 && (
        <ol class="ranked">
          {ranked.map((option, at) => (
            <li key={option} class="option chosen">
              <span class="place numbers">{at + 1}</span>
              <span class="what">{label(option)}</span>
              <Mover id={`${id}-up-${option}`} sign="↑" label={t("rank_up", { option: label(option) })} off={at === 0} on_click={() => move(at, -1)} />
              <Mover id={`${id}-down-${option}`} sign="↓" label={t("rank_down", { option: label(option) })} off={at === ranked.length - 1} on_click={() => move(at, 1)} />
              <Mover id={`${id}-out-${option}`} sign="×" label={t("rank_remove", { option: label(option) })} on_click={() => put(ranked.filter((one) => one !== option), option, [`add-${option}`])} />
            </li>
          ))}
        </ol>
      )}
      <div class="options">
        {rest.map((option, at) => (
          <button
            key={option.id} id={`${id}-add-${option.id}`} type="button" class="option" aria-label={t("rank_add", { option: label(option.id), n: ranked.length + 1 })}
            onClick={() => put([...ranked, option.id], option.id, next_of(rest, at, option.id))}
          >
            <span class="place">{" "}</span><span class="what">{label(option.id)}</span>
          </button>
        ))}
      </div>
      <p class="visually-hidden" role="status">{told}</p>
    </fieldset>
  );
}

/// Where the focus goes when an option leaves the list of those still to be ranked.
function next_of(rest: readonly Option[], at: number, ranked: string): readonly string[] {
  const next = rest[at + 1] ?? rest[at - 1];
  return [next ? `add-${next.id}` : `out-${ranked}`];
}

function Mover(props: { id: string; sign: string; label: string; off?: boolean; on_click: () => void }) {
  return <Button id={props.id} label={props.label} disabled={props.off ?? false} on_click={props.on_click}><span aria-hidden="true">{props.sign}</span></Button>;
}
