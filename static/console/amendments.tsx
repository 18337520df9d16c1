// Latecomers and lost codes: a signed change of one group's list, which nobody can take back.
import { useState } from "preact/hooks";
import { Button } from "../shared/components/button";
import { round_path } from "../shared/staff/api";
import { AreaField } from "../shared/staff/area_field";
import { Confirm } from "../shared/staff/confirm";
import { SelectField } from "../shared/staff/select_field";
import { use_call } from "../shared/staff/use_call";
import type { InviteWords } from "../shared/strings/staff-invite-en";
import { read_claims } from "./claim_hash";
import type { Lines } from "./claim_hash";
import { category_options, unit_options } from "./names";
import type { RoundProps } from "./round_props";
import { use_words } from "./use_words";

interface Change { unit: string; category: string; add: string[]; remove: string[] }

export function Amendments(props: RoundProps) {
  const { w } = use_words();
  return (
    <section class="part" aria-labelledby="amendments">
      <h2 id="amendments">{w.amend.title}</h2>
      <p>{w.amend.lead}</p>
      <details><summary>{w.amend.submit}</summary><AmendForm {...props} /></details>
    </section>
  );
}

export function line_problem(lines: Lines | null, words: InviteWords["amend"]): string | undefined {
  if (lines === null || lines.ok) return undefined;
  return lines.twice ? words.twice(lines.line) : words.line_wrong(lines.line);
}

function AmendForm(props: RoundProps) {
  const { w, lang } = use_words();
  const { meta, file } = props.full;
  const calling = use_call();
  const [place, set_place] = useState({ unit: "", category: "" });
  const [add, set_add] = useState("");
  const [remove, set_remove] = useState("");
  const [read, set_read] = useState<{ add: Lines; remove: Lines } | null>(null);
  const [change, set_change] = useState<Change | null>(null);
  const by_code = meta.codes_by === "server";
  const placed = place.unit !== "" && place.category !== "";
  const empty = read?.add.ok && read.remove.ok && read.add.hashes.length + read.remove.hashes.length === 0;
  const ask = async (event: Event) => {
    event.preventDefault();
    const lines = {
      add: await read_claims(add, meta.id, file, false, place), remove: await read_claims(remove, meta.id, file, by_code, place),
    };
    set_read(lines);
    if (!placed || !lines.add.ok || !lines.remove.ok) return;
    if (lines.add.hashes.length + lines.remove.hashes.length > 0) set_change({ ...place, add: lines.add.hashes, remove: lines.remove.hashes });
  };
  const amend = async () => {
    const done = await calling.run<{ number: number }>(round_path(meta.id, "/amendments"), { method: "POST", json: change });
    if (!done) return;
    set_change(null);
    await props.refresh(w.amend.done(done.value.number));
  };
  const place_error = read && !placed ? w.amend.place_missing : undefined;
  return (
    <form onSubmit={(event) => void ask(event)} noValidate>
      <p>{w.amend.how}</p>
      <div class="pair">
        <SelectField
          id="amend-unit" label={w.amend.unit} empty={w.amend.choose} options={unit_options(file, lang)} value={place.unit}
          on_change={(unit) => set_place({ ...place, unit })} error={place.unit === "" ? place_error : undefined}
        />
        <SelectField
          id="amend-category" label={w.amend.category} empty={w.amend.choose} options={category_options(file, lang)} value={place.category}
          on_change={(category) => set_place({ ...place, category })} error={place.category === "" ? place_error : undefined}
        />
      </div>
      <AreaField
        id="amend-add" label={w.amend.add} hint={w.amend.add_hint} value={add} on_input={set_add}
        error={line_problem(read?.add ?? null, w.amend) ?? (empty ? w.amend.nothing : undefined)}
      />
      <AreaField
        id="amend-remove" label={by_code ? w.amend.remove_code : w.amend.remove} value={remove} on_input={set_remove}
        hint={by_code ? w.amend.remove_code_hint : w.amend.remove_hint} error={line_problem(read?.remove ?? null, w.amend)}
      />
      <Button type="submit">{w.amend.submit}</Button>
      {change && (
        <Confirm
          id="amend" title={w.amend.dialog} confirm={w.amend.confirm} calling={calling}
          on_confirm={() => void amend()} on_close={() => set_change(null)}
        >
          <p>{w.amend.text(change.add.length, change.remove.length)}</p>
        </Confirm>
      )}
    </form>
  );
}
