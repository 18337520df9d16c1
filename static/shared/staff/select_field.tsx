// A field that takes one of many: units, categories. A few are better asked with Choice.
import { Field } from "../components/field";

export interface SelectFieldProps {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  /** Shown while nothing is chosen. */
  empty: string;
  options: readonly { id: string; label: string }[];
  on_change: (id: string) => void;
}

export function SelectField(props: SelectFieldProps) {
  return (
    <Field id={props.id} label={props.label} hint={props.hint} error={props.error}>
      {(control) => (
        <select {...control} value={props.value} onChange={(event) => props.on_change(event.currentTarget.value)}>
          <option value="">{props.empty}</option>
          {props.options.map((option) => <option key={option.id} value={option.id}>{option.label}</option>)}
        </select>
      )}
    </Field>
  );
}
