// In open rounds: where one answers and in which capacity, as far as the link has not said so.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { Choice } from "../shared/components/choice";
import { ErrorSummary, type SummaryLine } from "../shared/components/error_summary";
import { Notice } from "../shared/components/notice";
import { PageHead } from "../shared/components/page_head";
import { Frame } from "./frame";
import { use_i18n } from "./i18n";
import type { LoadedRound } from "./load_round";

export interface Place { part: number; category: number }

export interface PlaceFormProps {
  loaded: LoadedRound;
  part: number | undefined;  ///< what the link named
  link_failed: boolean;      ///< it named a capacity that is not there
  on_place: (place: Place) => void;
}

export function PlaceForm(props: PlaceFormProps) {
  const { t, text } = use_i18n();
  const { units, round } = props.loaded;
  const { categories } = round;
  const [chosen_part, set_part] = useState<number | null>(units.length > 1 ? props.part ?? null : props.loaded.part);
  const [category, set_category] = useState<number | null>(categories.length > 1 ? null : 1);
  const [attempt, set_attempt] = useState(0);
  const tell = (id: string, missing: boolean) => (attempt > 0 && missing ? [{ text: t("choose_missing"), target: id }] : []);
  const lines: SummaryLine[] = [...tell("unit", chosen_part === null), ...tell("capacity", category === null)];

  const submit = (event: Event) => {
    event.preventDefault();
    if (chosen_part !== null && category !== null) props.on_place({ part: chosen_part, category });
    else set_attempt(attempt + 1);
  };
  return (
    <Frame>
      {lines.length > 0 && <ErrorSummary title={t("problem_title")} lines={lines} attempt={attempt} />}
      <PageHead title={t("choose_title")} />
      {props.link_failed && <Notice kind="warning">{t("choose_unit_unknown")}</Notice>}
      <form onSubmit={submit} autocomplete="off" noValidate>
        {units.length > 1 && (
          <Choice
            id="unit" legend={t("choose_unit")} value={chosen_part === null ? undefined : String(chosen_part)}
            error={attempt > 0 && chosen_part === null ? t("choose_missing") : undefined}
            options={units.map((unit) => ({ id: String(unit.part), label: text(unit.name) }))}
            on_change={(id) => set_part(Number(id))}
          />
        )}
        {categories.length > 1 && (
          <Choice
            id="capacity" legend={t("choose_category")} value={category === null ? undefined : String(category)}
            error={attempt > 0 && category === null ? t("choose_missing") : undefined}
            options={categories.map((candidate, index) => ({ id: String(index + 1), label: text(candidate.label) }))}
            on_change={(id) => set_category(Number(id))}
          />
        )}
        <Button kind="primary" type="submit">{t("code_go")}</Button>
      </form>
    </Frame>
  );
}
