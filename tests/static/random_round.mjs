// Valid round files by chance, from a seed: every item type and rule, both languages, whatever the format allows and
// hardly anybody writes. `candor check` finds no error in them. For property tests, which print the seed.

/** Numbers from a seed: `below(n)` is 0 to n-1, `chance(p)` true with that probability, `one_of(list)` an entry. */
export function chance_of(seed) {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  const next = () => {  // mulberry32
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n) => Math.floor(next() * n);
  const chance = (p) => next() < p;
  const one_of = (list) => list[below(list.length)];
  const shuffled = (list) => {
    const copy = [...list];
    for (let at = copy.length - 1; at > 0; at -= 1) {
      const other = below(at + 1);
      [copy[at], copy[other]] = [copy[other], copy[at]];
    }
    return copy;
  };
  const some_of = (list, fewest = 1) => shuffled(list).slice(0, fewest + below(list.length - fewest + 1));
  return { below, chance, one_of, shuffled, some_of };
}

const words = {
  en: ["team", "work", "fair & open", "\"trust\"", "<b>pay</b>", "don't know", "50 %", "x | y", "=SUM(A1)", "{n}", "a,b;c", "naïve", "_x0041_", "${x}", "'quoted'"],
  "zh-CN": ["班子", "工作作风", "“公道”", "不了解", "薪酬，待遇", "第1项", "《办法》", "𠮷野家", "🙂", "建议：", "Ａ级"],
  fr: ["équipe", "déjà vu", "l’avis", "où ?"],
  "zh-TW": ["團隊", "建議"],
};
const kTypes = ["scale", "single", "multiple", "number", "rank", "text", "nps", "info"];
const kSets = [["zh-CN", "en"], ["en", "zh-CN"], ["zh-CN"], ["en"], ["en", "fr"], ["zh-CN", "zh-TW", "en"]];
const kIdLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-";

class RandomRound {
  constructor(seed) {
    Object.assign(this, chance_of(seed));
    this.seed = seed;
    this.languages = this.one_of(kSets);
  }

  /** Unlike all ids of `taken`, capitals counted. */
  id(taken, stem) {
    for (;;) {
      const letters = Array.from({ length: 1 + this.below(6) }, () => kIdLetters[this.below(kIdLetters.length)]).join("");
      const id = this.chance(0.6) ? `${stem}${this.below(90)}` : this.chance(0.02) ? "x".repeat(64) : letters;
      if (taken.has(id) || /^\.+$/.test(id) || id === "team" || id === "-" || id === "__proto__") continue;
      taken.add(id);
      return id;
    }
  }

  text(longest = 4) {
    const in_language = (tag) => Array.from({ length: 1 + this.below(longest) }, () => this.one_of(words[tag])).join(this.chance(0.1) ? "\n" : " ");
    return Object.fromEntries(this.languages.map((tag) => [tag, in_language(tag)]));
  }

  maybe(p, make) {
    return this.chance(p) ? make() : {};
  }

  exact(most = 100) {
    return this.one_of([() => String(this.below(most + 1)), () => `${this.below(most)}.${1 + this.below(99)}`, () => `${1 + this.below(7)}/${1 + this.below(7)}`, () => `${this.below(101)}%`])();
  }

  options(count, of_scale) {
    const taken = new Set();
    const scored_at = this.below(count);
    return Array.from({ length: count }, (_, at) => {
      const option = { id: this.id(taken, "o"), label: this.text(2) };
      if (!of_scale) return option;
      if (at !== scored_at && this.chance(0.25)) return { ...option, scored: false };
      return { ...option, ...this.maybe(0.3, () => ({ scored: true })), value: this.exact(), ...this.maybe(0.6, () => ({ favourable: this.chance(0.5) })) };
    });
  }

  scales() {
    const taken = new Set();
    return Object.fromEntries(Array.from({ length: 1 + this.below(3) }, () => [this.id(taken, "scale"), { options: this.options(2 + this.below(5), true) }]));
  }

  show_if(earlier) {
    const showers = earlier.filter(({ type }) => ["scale", "single", "multiple"].includes(type));
    if (showers.length === 0) return {};
    const shower = this.one_of(showers);
    const options = shower.type === "scale" ? this.file.scales[shower.scale].options : shower.options;
    return { show_if: { item: shower.id, is: this.some_of(options.map(({ id }) => id)) } };
  }

  /** `own`: of a unit, where nothing is scored. */
  item(id, earlier, own = false) {
    const type = this.one_of(kTypes);
    const head = { id, type, label: this.text(), ...this.maybe(0.3, () => ({ hint: this.text() })) };
    const required = type === "info" ? {} : this.maybe(0.4, () => ({ required: type === "text" ? false : this.chance(0.5) }));
    const shown = type === "text" ? {} : this.maybe(0.4, () => this.show_if(earlier));
    return { ...head, ...this.specifics(type, own), ...required, ...shown };
  }

  specifics(type, own) {
    switch (type) {
      case "scale": return { scale: this.one_of(Object.keys(this.file.scales)), ...(!own && this.maybe(0.7, () => ({ weight: this.exact(50) }))) };
      case "single": case "rank": return { options: this.options(2 + this.below(5), false) };
      case "multiple": {
        const options = this.options(1 + this.below(6), false);
        const max = 1 + this.below(options.length);
        return { options, ...this.maybe(0.5, () => ({ max })), ...this.maybe(0.5, () => ({ min: this.below(max + 1) })) };
      }
      case "number": {
        const low = this.below(50) - 25;
        return {
          ...this.maybe(0.6, () => ({ min: this.one_of([String(low), `${low - 1}.25`, "-1/3", "-20%"]) })),
          ...this.maybe(0.6, () => ({ max: this.one_of([String(low + 60), "100.5", "121/2", "9000%"]) })),
          ...this.maybe(0.6, () => ({ decimals: this.below(7) })),
        };
      }
      case "text": return this.maybe(0.5, () => ({ max_length: 1 + this.below(500) }));
      default: return {};
    }
  }

  sections() {
    const taken = new Set();
    const shapes = this.some_of([{ about: "team" }, { about: "team" }, { about: "member" }, { about: "member", of: "leader" }, { about: "member", of: "新任" }, { about: "none" }]);
    const ids = { team: new Set(), member: new Set(), none: new Set() };
    return shapes.map((shape) => {
      const items = [];
      for (let n = 1 + this.below(6); n > 0; n -= 1) items.push(this.item(this.id(ids[shape.about], "q"), items));
      return { id: this.chance(0.1) && !taken.has("team") ? (taken.add("team"), "team") : this.id(taken, "s"), ...shape, title: this.text(3), ...this.maybe(0.3, () => ({ hint: this.text(6) })), items };
    });
  }

  categories() {
    const taken = new Set();
    return Array.from({ length: 1 + this.below(4) }, () => ({
      id: this.id(taken, "C"), label: this.text(2), ...this.maybe(0.6, () => ({ weight: this.exact(10) })), ...this.maybe(0.4, () => ({ confidential: this.chance(0.5) })),
    }));
  }

  units() {
    const taken = new Set();
    const items = new Set(this.file.sections.flatMap((section) => section.items.map(({ id }) => id)));
    const units = [];
    for (let n = 1 + this.below(4); n > 0; n -= 1) {
      const own = [];
      if (this.chance(0.2)) for (let m = 1 + this.below(2); m > 0; m -= 1) own.push(this.item(this.id(items, "own"), own, true));
      const members = new Set();
      units.push({
        id: this.id(taken, "u"), name: this.text(2), parent: units.length > 0 && this.chance(0.6) ? this.one_of(units).id : null,
        ...this.maybe(0.7, () => ({ due: Object.fromEntries(this.some_of(this.file.categories).map(({ id }) => [id, this.below(40)])) })),
        members: Array.from({ length: this.below(5) }, () => ({
          id: this.id(members, "m"), name: this.text(1), ...this.maybe(0.5, () => ({ post: this.text(1) })), ...this.maybe(0.4, () => ({ head: this.chance(0.5) })),
          ...this.maybe(0.6, () => ({ kind: this.one_of(["leader", "新任"]) })),
        })),
        ...(own.length > 0 && { items: own }),
      });
    }
    return units;
  }

  rules() {
    const min_cell = 3 + this.below(5);
    const scale_ids = Object.keys(this.file.scales);
    const quota_scale = this.one_of(scale_ids);
    const asked = this.file.sections.flatMap((section) => section.items).filter(({ type }) => type === "scale");
    const clean = asked.filter(({ id }) => this.named(id).every((item) => item.type === "scale" && item.scale === this.named(id)[0].scale));
    const flag_ids = new Set();
    return {
      ...this.maybe(0.5, () => ({ base: this.one_of(["scored", "valid", "returned"]) })), ...this.maybe(0.5, () => ({ empty_category: this.one_of(["renormalise", "void"]) })),
      ...this.maybe(0.5, () => ({ decimals: this.below(7) })),
      ...this.maybe(0.6, () => ({ invalid: this.chance(0.2) ? [] : this.some_of(["blank_ballot", "over_quota", "all_same", "incomplete"]) })),
      ...this.maybe(0.4, () => ({
        quota: {
          scale: quota_scale, option: this.one_of(this.file.scales[quota_scale].options).id, at_most: this.one_of(["1/3", "20%", "0", "0.25", "1"]),
          ...this.maybe(0.5, () => ({ rounding: this.one_of(["floor", "half_up"]) })),
        },
      })),
      ...this.maybe(0.4, () => ({ quorum: { of: "due", at_least: this.one_of(["2/3", "50%", "1"]) } })),
      min_cell, min_text: min_cell + this.below(8), ...this.maybe(0.5, () => ({ members_see: this.one_of(["none", "own", "all"]) })),
      ...this.maybe(0.5, () => ({ flags: clean.slice(0, this.below(3)).map((item) => this.flag(item, flag_ids)) })),
    };
  }

  /** Every item of this id, of units too. */
  named(id) {
    return [...this.file.sections, ...this.file.units].flatMap(({ items = [] }) => items).filter((item) => item.id === id);
  }

  flag(item, taken) {
    const scored = this.file.scales[item.scale].options.filter((option) => option.scored !== false);
    const when = this.one_of(["favourable < 60%", "score<=60", "score > 4/3", `option:${this.one_of(scored).id} >= 1/3`]);
    return { id: this.id(taken, "f"), label: this.text(2), item: item.id, when };
  }

  make() {
    this.file = { candor_round: 1, id: `random-${this.seed}`, title: this.text(3), languages: [...this.languages] };
    const page_texts = ["asked_by", "intro", "use_of_answers", "thanks"];
    for (const key of page_texts) if (this.chance(0.5)) this.file[key] = this.text(12);
    if (this.chance(0.5)) this.file.contact = "wu@example.org, 8213";
    this.file.scales = this.scales();
    this.file.sections = this.sections();
    this.file.categories = this.categories();
    this.file.units = this.units();
    if (this.chance(0.8)) this.file.rules = this.rules();
    this.file.access = { mode: this.one_of(["open", "ticket", "credential"]) };
    return this.file;
  }
}

/** The round file of this seed; the same each time. */
export function random_round(seed) {
  return new RandomRound(seed).make();
}
