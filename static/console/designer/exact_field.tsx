// A field for numbers that the file keeps as they are written: "0.3", "1/3", "20%". What is typed and is none yet stays in
// the field, with what is wrong; the file keeps the last one that was.
import { useEffect, useState } from "preact/hooks";
import { TextField } from "../../shared/components/field";

export interface ExactFieldProps {
  id: string;
  label: string;
  hint?: string;
  value: string;
  wrong: string;
  is_valid: (text: string) => boolean;
  on_change: (text: string) => void;
}

export function is_exact_number(text: string): boolean {
  return /^\d{1,15}(\.\d{1,12})?%?$|^\d{1,15}\/[1-9]\d{0,14}$/.test(text);
}

/// Whether it is a number from 0 to 1.
export function is_share(text: string): boolean {
  if (!is_exact_number(text)) return false;
  const [numerator, denominator] = text.split("/");
  const value = Number((numerator ?? "").replace("%", "")) / Number(denominator ?? 1) / (text.endsWith("%") ? 100 : 1);
  return value <= 1;
}

export function is_whole_between(low: number, high: number): (text: string) => boolean {
  return (text) => /^\d{1,9}$/.test(text) && Number(text) >= low && Number(text) <= high;
}

export function ExactField(props: ExactFieldProps) {
  const [typed, set_typed] = useState(props.value);
  // Undo, or somebody else, changed it.
  useEffect(() => { if (typed.trim() !== props.value) set_typed(props.value); }, [props.value]);
  const on_input = (text: string) => {
    set_typed(text);
    if (props.is_valid(text.trim())) props.on_change(text.trim());
  };
  return (
    <TextField
      id={props.id} label={props.label} hint={props.hint} value={typed} on_input={on_input}
      error={props.is_valid(typed.trim()) ? undefined : props.wrong} attributes={{ spellcheck: false, size: 12 }}
    />
  );
}
