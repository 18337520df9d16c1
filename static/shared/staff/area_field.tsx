// A field for several lines. No spelling help: some browsers send what is written to a service of theirs for it.
import { Field } from "../components/field";

export interface AreaFieldProps {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  value: string;
  rows?: number;
  on_input: (value: string) => void;
}

export function AreaField(props: AreaFieldProps) {
  return (
    <Field id={props.id} label={props.label} hint={props.hint} error={props.error}>
      {(control) => (
        <textarea
          {...control} rows={props.rows ?? 3} value={props.value} autocomplete="off" autocapitalize="none" spellcheck={false}
          onInput={(event) => props.on_input(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
