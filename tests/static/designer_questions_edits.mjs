// Random edits of a questionnaire as its panels make them, and a second writing of what the server says of names in a
// round file. For designer_questions.test.mjs, and for files to be put before `candor check`.

export function random_of(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/// What names nothing, names twice, or has too few of something; in words.
export function dangling(file) {
  const found = [];
  const say = (where, what) => found.push(`${where}: ${what}`);
  const options_of = (item) => (item.type === "scale" ? file.scales?.[item.scale]?.options : item.options) ?? [];
  for (const [id, { options }] of Object.entries(file.scales ?? {})) check_scale(id, options, say);
  const all = [...file.sections.map((one) => [one, one.items]), ...file.units.map((one) => [one, one.items ?? []])];
  for (const [owner, items] of all) {
    items.forEach((item, at) => {
      check_item(file, item, say);
      const { show_if } = item;
      if (!show_if) return;
      const shower = items.slice(0, at).find(({ id }) => id === show_if.item);
      if (!shower || !["scale", "single", "multiple"].includes(shower.type)) say(`${owner.id}/${item.id}`, "hangs on nothing");
      else if (show_if.is.length === 0 || show_if.is.some((id) => !options_of(shower).some((option) => option.id === id))) say(`${owner.id}/${item.id}`, "unknown option");
      if (item.type === "text") say(`${owner.id}/${item.id}`, "a text hangs on another item");
    });
  }
  check_ids(file, say);
  check_rules(file, all.flatMap(([, items]) => items), options_of, say);
  for (const unit of file.units) for (const id of Object.keys(unit.due ?? {})) if (!file.categories.some((one) => one.id === id)) say(unit.id, `due ${id}`);
  return found;
}

function check_scale(id, options, say) {
  if (new Set(options.map((one) => one.id)).size !== options.length) say(id, "an option stands twice");
  for (const option of options) {
    if ((option.scored === false) === (option.value !== undefined)) say(`${id}/${option.id}`, "value and scored");
    if (option.scored === false && option.favourable) say(`${id}/${option.id}`, "favourable, not scored");
  }
}

const kKeys = {
  scale: ["scale", "weight", "required", "show_if"], single: ["options", "required", "show_if"], rank: ["options", "required", "show_if"],
  multiple: ["options", "min", "max", "required", "show_if"], number: ["min", "max", "decimals", "required", "show_if"],
  nps: ["required", "show_if"], text: ["max_length", "required"], info: ["show_if"],
};

function check_item(file, item, say) {
  const unknown = Object.keys(item).filter((key) => !["id", "type", "label", "hint", ...kKeys[item.type]].includes(key));
  if (unknown.length > 0) say(item.id, `keys ${unknown}`);
  if (Object.values(item).includes(undefined)) say(item.id, "undefined");
  if (item.type === "scale" && !file.scales?.[item.scale]) say(item.id, `scale ${item.scale}`);
  if (item.type === "text" && item.required) say(item.id, "required text");
  if (!item.options) return;
  if (new Set(item.options.map((one) => one.id)).size !== item.options.length) say(item.id, "an option stands twice");
  if (item.type !== "multiple") return;
  const count = item.options.length;
  if ((item.max ?? count) > count || (item.min ?? 0) > (item.max ?? count)) say(item.id, "limits");
}

function check_ids(file, say) {
  const overlap = (a, b) => a.about === b.about && (a.about !== "member" || !a.of || !b.of || a.of === b.of);
  const twice = (ids) => new Set(ids).size !== ids.length;
  if (twice(file.sections.map(({ id }) => id))) say("sections", "an id stands twice");
  for (const section of file.sections) {
    if (section.of !== undefined && section.about !== "member") say(section.id, "of");
    if (twice(file.sections.filter((other) => overlap(other, section)).flatMap(({ items }) => items.map(({ id }) => id)))) say(section.id, "an item id is asked twice");
  }
  const own = file.units.flatMap(({ items }) => (items ?? []).map(({ id }) => id));
  if (twice(own) || file.sections.some(({ items }) => items.some(({ id }) => own.includes(id)))) say("units", "an own item's id stands twice");
}

function check_rules(file, items, options_of, say) {
  const { quota, flags = [] } = file.rules ?? {};
  if (quota && !file.scales?.[quota.scale]?.options.some(({ id }) => id === quota.option)) say("quota", "unknown option");
  for (const flag of flags) {
    const named = items.filter(({ id }) => id === flag.item);
    if (named.length === 0 || named.some(({ type }) => type !== "scale")) say(`flag ${flag.id}`, "unknown item");
    const option = /^option:([\w.-]+)/.exec(flag.when)?.[1];
    if (option && !named.every((item) => options_of(item).some(({ id, scored }) => id === option && scored !== false))) say(`flag ${flag.id}`, "unknown option");
  }
}

const some = (list, draw) => list[draw(list.length)];

/** One edit as a panel would make it; an edit that finds nothing to do leaves the file as it is. */
export function random_edit(tools, file, draw) {
  const name = some(Object.keys(kEdits), draw);
  return { name, next: tools.mended(kEdits[name](tools, file, draw)).value };
}

function in_section(file, draw, change) {
  if (file.sections.length === 0) return file;
  const at = draw(file.sections.length);
  const section = file.sections[at];
  return { ...file, sections: file.sections.map((one, place) => (place === at ? { ...one, items: change(section.items, section) } : one)) };
}

function on_item(file, draw, fits, change) {
  return in_section(file, draw, (items) => {
    const places = items.map((_, at) => at).filter((at) => fits(items[at]));
    if (places.length === 0) return items;
    const at = some(places, draw);
    return items.map((item, place) => (place === at ? change(item, items, at) : item));
  });
}

function on_scale(tools, file, draw, change) {
  const id = some(Object.keys(file.scales ?? {}), draw);
  return id === undefined ? file : tools.with_scale_options(file, id, change);
}

const has_options = (item) => item.options !== undefined;
const kAbouts = ["team", "member", "none"];

const kEdits = {
  add_section: (_, file, draw) => {
    const id = `s${file.sections.length}-${draw(1e6)}`;
    return file.sections.length > 6 ? file : { ...file, sections: [...file.sections, { id, about: some(kAbouts, draw), title: { en: id }, items: [] }] };
  },
  remove_section: (_, file, draw) => ({ ...file, sections: file.sections.filter((__, at) => at !== draw(12)) }),
  move_section: (tools, file, draw) => ({ ...file, sections: tools.moved(file.sections, draw(4), draw(4)) }),
  copy_section: (tools, file, draw) => {
    if (file.sections.length === 0 || file.sections.length > 6) return file;
    return { ...file, sections: [...file.sections, tools.duplicate_section(file, some(file.sections, draw))] };
  },
  change_about: (_, file, draw) => {
    const chosen = draw(Math.max(1, file.sections.length));
    return { ...file, sections: file.sections.map(({ of, ...one }, at) => (at === chosen ? { ...one, about: some(kAbouts, draw) } : { ...one, ...(of && { of }) })) };
  },
  change_kind: (_, file, draw) => {
    const chosen = draw(Math.max(1, file.sections.length));
    return { ...file, sections: file.sections.map((one, at) => (at === chosen && one.about === "member" ? { ...one, of: some(["leader", "appointee"], draw) } : one)) };
  },
  rename_kind: (tools, file, draw) => tools.replaced_kind(file, some([...tools.member_kinds(file), "none"], draw), draw(3) === 0 ? undefined : `kind${draw(5)}`),
  add_item: (tools, file, draw) => {
    const type = some(tools.kItemTypes, draw);
    const { file: ready, id } = type === "scale" ? tools.with_some_scale(file) : { file, id: undefined };
    return in_section(ready, draw, (items) => [...items, tools.new_item(ready, type, id)]);
  },
  add_ready: (tools, file, draw) => {
    const preset = some(tools.item_presets, draw);
    const { file: ready, id } = preset.grades ? tools.with_grades(file, preset.grades) : { file, id: undefined };
    const fresh = `${preset.item.id}-${draw(1e6)}`;
    return in_section(ready, draw, (items) => [...items, { ...tools.item_in_languages(preset.item, file.languages), id: fresh, ...(id && { scale: id }) }]);
  },
  paste_items: (tools, file, draw) => in_section(file, draw, (items) => [...items, ...tools.new_items(file, "text", undefined, [{ en: "a" }, { en: "b" }])]),
  remove_item: (tools, file, draw) => in_section(file, draw, (items) => tools.removed(items, draw(6))),
  move_item: (tools, file, draw) => in_section(file, draw, (items) => tools.moved(items, draw(6), draw(6))),
  copy_item: (tools, file, draw) => in_section(file, draw, (items) => (items.length === 0 ? items : [...items, tools.duplicate_of(file, some(items, draw))])),
  move_to_section: (tools, file, draw) => {
    const [from, to] = [draw(file.sections.length || 1), draw(file.sections.length || 1)];
    return file.sections[from]?.about === file.sections[to]?.about ? tools.moved_to_section(file, from, draw(6), to) : file;
  },
  retype_item: (tools, file, draw) => {
    const { file: ready, id } = tools.with_some_scale(file);
    return on_item(ready, draw, () => true, (item) => tools.retyped(item, some(tools.kItemTypes, draw), id));
  },
  remove_option: (tools, file, draw) => on_item(file, draw, has_options, (item) => (
    item.options.length > tools.fewest_options(item.type) ? { ...item, options: tools.removed(item.options, draw(item.options.length)) } : item)),
  add_option: (tools, file, draw) => on_item(file, draw, has_options, (item) => ({ ...item, options: tools.added_options(item.options, [{}]) })),
  limit_choices: (_, file, draw) => on_item(file, draw, (item) => item.type === "multiple", (item) => {
    const max = 1 + draw(item.options.length);
    return { ...item, min: draw(max + 1), max };
  }),
  show_if: (_, file, draw) => on_item(file, draw, (item) => item.type !== "text", (item, items, at) => {
    const shower = some(items.slice(0, at).filter((one) => ["scale", "single", "multiple"].includes(one.type)), draw);
    const options = shower && (shower.type === "scale" ? file.scales[shower.scale].options : shower.options);
    return shower ? { ...item, show_if: { item: shower.id, is: [some(options, draw).id] } } : item;
  }),
  add_scale: (tools, file, draw) => (Object.keys(file.scales ?? {}).length > 6 ? file : tools.with_grades(file, some(tools.grade_presets, draw).id).file),
  remove_scale: (tools, file, draw) => {
    const ids = Object.keys(file.scales ?? {});
    return ids.length === 0 ? file : tools.without_scale(file, some(ids, draw), draw(2) === 0 ? undefined : some(ids, draw));
  },
  add_grade: (tools, file, draw) => on_scale(tools, file, draw, (options) => [...options, tools.new_option(options)]),
  remove_grade: (tools, file, draw) => on_scale(tools, file, draw, (options) => {
    const at = draw(options.length);
    return tools.can_remove(options, at) ? tools.removed(options, at) : options;
  }),
  move_grade: (tools, file, draw) => on_scale(tools, file, draw, (options) => tools.moved(options, draw(5), draw(5))),
  score_grade: (tools, file, draw) => on_scale(tools, file, draw, (options) => {
    const at = draw(options.length);
    const scored = options.filter(tools.is_scored);
    if (scored.length === 1 && scored[0] === options[at]) return options;
    return tools.replaced(options, at, (one) => tools.with_scored(one, !tools.is_scored(one)));
  }),
  set_quota: (_, file, draw) => {
    const [scale, { options }] = some(Object.entries(file.scales ?? {}), draw) ?? ["", { options: [] }];
    return options.length === 0 ? file : { ...file, rules: { ...file.rules, quota: { scale, option: some(options, draw).id, at_most: "1/3" } } };
  },
  add_flag: (_, file, draw) => {
    const item = some(file.sections.flatMap(({ items }) => items).filter(({ type }) => type === "scale"), draw);
    const grade = item && some(file.scales[item.scale].options.filter(({ scored }) => scored !== false), draw);
    if (!item) return file;
    const flag = { id: `f${draw(1e6)}`, label: { en: "f" }, item: item.id, when: draw(2) === 0 ? "favourable < 60%" : `option:${grade.id} > 1/3` };
    return { ...file, rules: { ...file.rules, flags: [...(file.rules?.flags ?? []), flag] } };
  },
  remove_category: (tools, file, draw) => (file.categories.length === 0 ? file : tools.without_category(file, some(file.categories, draw).id)),
};
