// A choice among a few: a group of radios, or of checkboxes, whose rows are large enough for a thumb and clickable all
// over.
import type { ComponentChildren } from "preact";

export interface ChoiceOption {
  id: string;
  label: ComponentChildren;
  apart?: boolean;  ///< not one of the grades: "don't know"
}

export interface ChoiceProps {
  id: string;  ///< also the controls' name
  legend: ComponentChildren;
  options: readonly ChoiceOption[];
  value: string | readonly string[] | undefined;
  several?: boolean;             ///< checkboxes: `on_change` tells which one was switched
  required?: boolean;
  error?: string | undefined;
  row?: boolean;                 ///< side by side where the screen is wide enough
  tiles?: boolean;               ///< side by side on any screen: labels of two characters at most
  before?: ComponentChildren;    ///< between legend and options
  hint?: ComponentChildren;      ///< the same, and read out with the group
  children?: ComponentChildren;  ///< below the options
  on_change: (id: string) => void;
}

export function Choice(props: ChoiceProps) {
  const { value, several } = props;
  const hint_id = props.hint ? `${props.id}-hint` : null;
  const error_id = props.error ? `${props.id}-error` : null;
  const described_by = [hint_id, error_id].filter(Boolean).join(" ") || undefined;
  const is_chosen = (id: string) => (several ? Array.isArray(value) && value.includes(id) : id === value);
  return (
    <fieldset
      id={props.id} class="choice" role={several ? "group" : "radiogroup"} aria-labelledby={`${props.id}-legend`} aria-describedby={described_by}
      aria-required={props.required && !several ? true : undefined} aria-invalid={props.error && !several ? true : undefined}
    >
      <legend id={`${props.id}-legend`}>{props.legend}</legend>
      {props.before}
      {hint_id && <div id={hint_id}>{props.hint}</div>}
      {error_id && <p class="error" id={error_id}>{props.error}</p>}
      <div class={`options${props.row ? " row" : ""}${props.tiles ? " tiles" : ""}`}>
        {props.options.map((option) => (
          <label
            key={option.id}
            class={`option${is_chosen(option.id) ? " chosen" : ""}${option.apart ? " apart" : ""}`}
          >
            <input
              type={several ? "checkbox" : "radio"} name={props.id} value={option.id} checked={is_chosen(option.id)} autocomplete="off"
              aria-invalid={props.error && several ? true : undefined} onChange={() => props.on_change(option.id)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
      {props.children}
    </fieldset>
  );
}
