// Which texts of the queue are listed: by decision, unit, question, tag, marks and words. Choices take effect at once,
// words when they are sent.
import { useState } from "preact/hooks";
import { Button } from "../../shared/components/button";
import { TextField } from "../../shared/components/field";
import { pick } from "../../shared/staff/format";
import { text_items } from "../../shared/staff/reading";
import type { ReadingPage } from "../../shared/staff/reading";
import { SelectField } from "../../shared/staff/select_field";
import type { RoundFile } from "../../shared/staff/types";
import { kEverything } from "./queue";
import type { Filter } from "./queue";
import type { TextNames } from "./text_names";
import { use_reading_words } from "./words";

export interface FiltersProps {
  file: RoundFile;
  names: TextNames;
  page: ReadingPage;
  filter: Filter;
  on_filter: (filter: Filter) => void;
}

const kStates = ["unread", "cleared", "withheld"];

export function Filters(props: FiltersProps) {
  const { r } = use_reading_words();
  const { filter, page } = props;
  const [typed, set_typed] = useState(filter.q);
  const set = (part: Partial<Filter>) => props.on_filter({ ...filter, ...part });
  const show_all = () => {
    set_typed("");
    props.on_filter(kEverything);
  };
  return (
    <form
      class="reading-filters" role="search" aria-label={r.filter} noValidate autocomplete="off"
      onSubmit={(event) => { event.preventDefault(); set({ q: typed }); }}
    >
      {!page.released && (
        <SelectField
          id="filter-state" label={r.state} value={filter.state} empty={r.all} on_change={(state) => set({ state })}
          options={kStates.map((id) => ({ id, label: r.states[id] as string }))}
        />
      )}
      <details>
        <summary>{r.filter_more}</summary>
        <Places {...props} set={set} />
        <div class="reading-search">
          <TextField id="filter-q" type="search" label={r.search} hint={r.search_hint} value={typed} on_input={set_typed} attributes={{ maxLength: 100 }} />
          <div class="buttons">
            <Button type="submit">{r.search_go}</Button>
            <Button kind="plain" on_click={show_all}>{r.clear}</Button>
          </div>
        </div>
      </details>
    </form>
  );
}

function Places(props: FiltersProps & { set: (part: Partial<Filter>) => void }) {
  const { r, lang } = use_reading_words();
  const { filter, page, set, names } = props;
  const items = text_items(props.file).map((item) => ({ id: item.id, label: pick(item.label, lang, item.id) }));
  const units = page.units.map(({ unit, unread, texts }) => ({ id: unit, label: r.unit_count(names.unit(unit), page.released ? texts : unread) }));
  return (
    <div class="reading-places">
      <SelectField id="filter-unit" label={r.unit} value={filter.unit} empty={r.all} options={units} on_change={(unit) => set({ unit })} />
      {items.length > 1 && (
        <SelectField id="filter-item" label={r.item} value={filter.item} empty={r.all} options={items} on_change={(item) => set({ item })} />
      )}
      {(page.tags.length > 0 || filter.tag) && (
        <SelectField
          id="filter-tag" label={r.tag} value={filter.tag} empty={r.all} on_change={(tag) => set({ tag })}
          options={page.tags.map(({ tag, texts }) => ({ id: tag, label: r.unit_count(tag, texts) }))}
        />
      )}
      {!page.released && (
        <label class="reading-check">
          <input type="checkbox" checked={filter.marked} autocomplete="off" onChange={(event) => set({ marked: event.currentTarget.checked })} />
          <span>{r.marked_only}</span>
        </label>
      )}
    </div>
  );
}
