// A file or a text from another device that holds a right to vote.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { Field } from "../../shared/components/field";
import type { Right } from "../../shared/device_record";
import { encode_right } from "../carry/payload";
import type { LoadedRound } from "../load_round";
import { MessageScreen } from "../message_screen";
import { type Brought, check_brought, read_brought } from "./bring";
import { use_words } from "./use_words";

export interface BringFormProps {
  loaded: LoadedRound;
  on_right: (right: Right) => void;
}

/// The link held no right of this round.
export function BringFailed(props: BringFormProps) {
  const t = use_words();
  return <MessageScreen title={t("bring_failed_title")}><BringForm {...props} failed /></MessageScreen>;
}

export function BringForm(props: BringFormProps & { failed?: boolean }) {
  const t = use_words();
  const [typed, set_typed] = useState("");
  const [problem, set_problem] = useState(props.failed === true);
  const take = (text: string) => {
    const brought = read_brought(text);
    if (!brought) set_problem(true);
    else if (brought.part !== null && brought.part !== props.loaded.part) go_to_part(props.loaded, brought, brought.part);
    else void check_brought(props.loaded, brought).then((right) => (right ? props.on_right(right) : set_problem(true)));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    take(typed);
  };
  return (
    <details class="more" open={props.failed}>
      <summary>{t("bring_title")}</summary>
      <form onSubmit={submit} autocomplete="off">
        <Field id="bring" label={t("bring_label")} hint={t("bring_hint")} error={problem ? t("bring_wrong") : undefined}>
          {(control) => (
            <textarea
              {...control} rows={3} spellcheck={false} autocomplete="off" value={typed}
              onInput={(event) => set_typed(event.currentTarget.value)}
            />
          )}
        </Field>
        <Button type="submit">{t("bring_go")}</Button>
        <Field id="bring-file" label={t("bring_file")}>
          {(control) => (
            <input
              {...control} type="file" accept=".json,application/json"
              onChange={(event) => void read_text(event.currentTarget).then(take)}
            />
          )}
        </Field>
      </form>
    </details>
  );
}

/// The right of another unit: as its link, which loads what belongs to it.
function go_to_part(loaded: LoadedRound, brought: Brought, part: number): void {
  const category = "right" in brought ? loaded.round.categories.findIndex(({ id }) => id === brought.right.category) + 1 : 0;
  const payload = "right" in brought ? encode_right(brought.right, category) : brought.payload;
  location.assign(`/b#r1.${loaded.round.id}.${part}.${payload}`);
}

/// "" where there is no file or it cannot be read.
function read_text(input: HTMLInputElement): Promise<string> {
  const file = input.files ? input.files[0] : undefined;
  return new Promise((resolve) => {
    if (!file) {
      resolve("");
      return;
    }
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => resolve("");
    reader.readAsText(file);
  });
}
