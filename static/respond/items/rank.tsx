// A rank item: options are tapped in their order; each ranked one can go up, down or out again by a button of its own.
// Whatever moves keeps the focus, and its new place is told.
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import type { RankKey } from "../../shared/strings/rank-en";
import { use_i18n } from "../i18n";
import { create_words } from "../words";
import type { ItemViewProps } from "./item_view";
import { Legend } from "./legend";
import { Points } from "./points";

const use_words = create_words<RankKey>("rank");

interface Ranking {
  id: string;
  ranked: readonly string[];  ///< ids of options, the first one first
  rest: readonly string[];    ///< not ranked, in the order of the file
  told: string;
  label: (option: string) => string;
  add: (option: string) => void;
  move: (option: string, by: 1 | -1) => void;
  remove: (option: string) => void;
}

export function RankItem(props: ItemViewProps) {
  const t = use_words();
  const { text } = use_i18n();
  const { id } = props;
  const ranking = use_ranking(props);
  return (
    <fieldset
      id={id} class="choice rank" aria-labelledby={`${id}-legend`}
      aria-describedby={`${id}-hint${props.error ? ` ${id}-error` : ""}`}
    >
      <legend id={`${id}-legend`}><Legend {...props} /></legend>
      <Points text={text(props.item.hint)} />
      <p class="hint" id={`${id}-hint`}>{t("rank_hint")}</p>
      {props.error && <p class="error" id={`${id}-error`}>{props.error}</p>}
      {ranking.ranked.length > 0 && <Ranked {...ranking} />}
      <Rest {...ranking} />
      <p class="visually-hidden" role="status">{ranking.told}</p>
    </fieldset>
  );
}

function use_ranking(props: ItemViewProps): Ranking {
  const t = use_words();
  const { text } = use_i18n();
  const { id, options } = props;
  const given = Array.isArray(props.value) ? props.value as readonly string[] : [];
  const ranked = given.filter((one) => options.some((option) => option.id === one));
  const rest = options.map((option) => option.id).filter((one) => !ranked.includes(one));
  const [told, set_told] = useState("");
  const focus = useRef<readonly string[]>([]);  // buttons that may take the focus once the new order is drawn, best first
  useLayoutEffect(() => {
    const found = focus.current.map((one) => document.getElementById(`${id}-${one}`) as HTMLButtonElement | null)
      .find((one) => one && !one.disabled);
    focus.current = [];
    found?.focus();
  });
  const label = (option: string) => text(options.find((one) => one.id === option)?.label);
  const put = (next: readonly string[], option: string, then: readonly string[]) => {
    const place = next.indexOf(option) + 1;
    focus.current = then;
    set_told(t(place > 0 ? "rank_told" : "rank_out", { option: label(option), n: place, of: next.length }));
    props.on_change(next.length > 0 ? next : undefined);
  };
  const add = (option: string) => {
    const next = rest[rest.indexOf(option) + 1] ?? rest[rest.indexOf(option) - 1];
    put([...ranked, option], option, [next === undefined ? `out-${option}` : `add-${next}`]);
  };
  const move = (option: string, by: 1 | -1) => {
    const next = ranked.filter((one) => one !== option);
    next.splice(ranked.indexOf(option) + by, 0, option);
    put(next, option, by < 0 ? [`up-${option}`, `down-${option}`] : [`down-${option}`, `up-${option}`]);
  };
  const remove = (option: string) => put(ranked.filter((one) => one !== option), option, [`add-${option}`]);
  return { id, ranked, rest, told, label, add, move, remove };
}

function Ranked(props: Ranking) {
  const t = use_words();
  const { id, ranked } = props;
  return (
    <ol class="ranked">
      {ranked.map((one, at) => {
        const option = props.label(one);
        return (
          <li key={one} class="option chosen">
            <span class="place numbers">{at + 1}</span>
            <span class="what">{option}</span>
            <Mover id={`${id}-up-${one}`} sign="↑" label={t("rank_up", { option })} off={at === 0} on_click={() => props.move(one, -1)} />
            <Mover
              id={`${id}-down-${one}`} sign="↓" label={t("rank_down", { option })} off={at === ranked.length - 1}
              on_click={() => props.move(one, 1)}
            />
            <Mover id={`${id}-out-${one}`} sign="×" label={t("rank_remove", { option })} on_click={() => props.remove(one)} />
          </li>
        );
      })}
    </ol>
  );
}

function Rest(props: Ranking) {
  const t = use_words();
  return (
    <div class="options">
      {props.rest.map((one) => (
        <button
          key={one} id={`${props.id}-add-${one}`} type="button" class="option"
          aria-label={t("rank_add", { option: props.label(one), n: props.ranked.length + 1 })} onClick={() => props.add(one)}
        >
          <span class="place">{" "}</span><span class="what">{props.label(one)}</span>
        </button>
      ))}
    </div>
  );
}

function Mover(props: { id: string; sign: string; label: string; off?: boolean; on_click: () => void }) {
  return (
    <Button id={props.id} label={props.label} disabled={props.off ?? false} on_click={props.on_click}>
      <span aria-hidden="true">{props.sign}</span>
    </Button>
  );
}
