// A labelled field with hint and error, tied to its control for assistive technology.
import type { ComponentChildren, JSX } from "preact";

export interface FieldProps {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string | undefined;
  /// Gets what the control needs: id, aria-describedby, aria-invalid.
  children: (control: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean }) => ComponentChildren;
}

export function Field(props: FieldProps) {
  const hint_id = props.hint ? `${props.id}-hint` : null;
  const error_id = props.error ? `${props.id}-error` : null;
  const described_by = [hint_id, error_id].filter(Boolean).join(" ") || undefined;
  return (
    <div class="field">
      <label for={props.id}>{props.label}</label>
      {hint_id && <div class="hint" id={hint_id}>{props.hint}</div>}
      {error_id && <p class="error" id={error_id}>{props.error}</p>}
      {props.children({ id: props.id, "aria-describedby": described_by, "aria-invalid": Boolean(props.error) })}
    </div>
  );
}

export interface TextFieldProps extends Omit<FieldProps, "children"> {
  value: string;
  type?: "text" | "password" | "number" | "datetime-local" | "email" | "search";
  autocomplete?: string;
  required?: boolean;
  attributes?: JSX.InputHTMLAttributes<HTMLInputElement>;
  on_input: (value: string) => void;
}

export function TextField(props: TextFieldProps) {
  return (
    <Field id={props.id} label={props.label} hint={props.hint} error={props.error}>
      {(control) => (
        <input
          {...props.attributes} {...control} type={props.type ?? "text"} value={props.value} required={props.required}
          autocomplete={props.autocomplete ?? "off"} onInput={(event) => props.on_input(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
