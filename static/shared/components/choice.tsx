// One choice among a few: a radio group whose rows are large enough for a thumb and clickable all over.
import type { ComponentChildren } from "preact";

export interface ChoiceOption {
  id: string;
  label: ComponentChildren;
  apart?: boolean;  ///< not one of the grades: "don't know"
}

export interface ChoiceProps {
  id: string;  ///< also the radios' name
  legend: ComponentChildren;
  options: readonly ChoiceOption[];
  value: string | undefined;
  required?: boolean;
  error?: string | undefined;
  row?: boolean;                 ///< side by side where the screen is wide enough
  before?: ComponentChildren;    ///< between legend and options
  hint?: ComponentChildren;      ///< the same, and read out with the group
  children?: ComponentChildren;  ///< below the options
  on_change: (id: string) => void;
}

export function Choice(props: ChoiceProps) {
  const hint_id = props.hint ? `${props.id}-hint` : null;
  const error_id = props.error ? `${props.id}-error` : null;
  const described_by = [hint_id, error_id].filter(Boolean).join(" ") || undefined;
  return (
    <fieldset
      id={props.id} class="choice" role="radiogroup" aria-labelledby={`${props.id}-legend`} aria-describedby={described_by}
      aria-required={props.required ? true : undefined} aria-invalid={props.error ? true : undefined}
    >
      <legend id={`${props.id}-legend`}>{props.legend}</legend>
      {props.before}
      {hint_id && <div id={hint_id}>{props.hint}</div>}
      {error_id && <p class="error" id={error_id}>{props.error}</p>}
      <div class={`options${props.row ? " row" : ""}`}>
        {props.options.map((option) => (
          <label
            key={option.id}
            class={`option${option.id === props.value ? " chosen" : ""}${option.apart ? " apart" : ""}`}
          >
            <input
              type="radio" name={props.id} value={option.id} checked={option.id === props.value} autocomplete="off"
              onChange={() => props.on_change(option.id)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {props.children}
    </fieldset>
  );
}
