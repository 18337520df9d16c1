// A field that takes one file, with the name of what was chosen.
import { Field } from "../components/field";

export interface FileFieldProps {
  id: string;
  label: string;
  hint?: string;
  error?: string | undefined;
  accept: string;
  on_file: (file: File | null) => void;
}

export function FileField(props: FileFieldProps) {
  return (
    <Field id={props.id} label={props.label} hint={props.hint} error={props.error}>
      {(control) => (
        <input
          {...control} type="file" accept={props.accept}
          onChange={(event) => props.on_file(event.currentTarget.files?.[0] ?? null)}
        />
      )}
    </Field>
  );
}
