// Answers that come back, from a device or from before the questionnaire was changed: what is no answer of these steps any
// more is left out. Knows no component and no storage.
import { type Item, type RoundFile, options_of } from "../shared/round_file";
import { type Answers, type Step, type Value, with_answer } from "./questionnaire";

export function still_valid(round: RoundFile, steps: readonly Step[], kept: unknown): Answers {
  let answers: Answers = {};
  const given = (about: string, id: string): unknown => {
    const of_about = is_object(kept) && Object.prototype.hasOwnProperty.call(kept, about) ? kept[about] : undefined;
    return is_object(of_about) && Object.prototype.hasOwnProperty.call(of_about, id) ? of_about[id] : undefined;
  };
  for (const step of steps) {
    for (const { items } of step.blocks) {
      for (const item of items) {
        const value = valid_value(round, item, given(step.about, item.id));
        if (value !== undefined) answers = with_answer(answers, step.about, item.id, value);
      }
    }
  }
  return answers;
}

function is_object(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function valid_value(round: RoundFile, item: Item, value: unknown): Value | undefined {
  const is_option = (id: unknown) => typeof id === "string" && options_of(round, item).some((option) => option.id === id);
  switch (item.type) {
    case "scale":
    case "single":
      return is_option(value) ? value as string : undefined;
    case "multiple":
    case "rank": {
      const chosen = Array.isArray(value) ? value.filter((id, at) => is_option(id) && value.indexOf(id) === at) as string[] : [];
      return chosen.length > 0 ? chosen : undefined;
    }
    case "nps":
      return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 10 ? value : undefined;
    case "number":
    case "text":
      return typeof value === "string" && value !== "" ? value : undefined;
    case "info":
      return undefined;
  }
}
