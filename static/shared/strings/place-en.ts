// What the places of a round file are called when something is wrong there. English.
export const place_en = {
  join: ", ",
  section: (n: number, name: string) => `Section ${n}${quoted(name)}`,
  item: (n: number) => `question ${n}`,
  own_item: (n: number) => `own question ${n}`,
  option: (n: number, name: string) => `option ${n}${quoted(name)}`,
  scale: (id: string) => `Scale${quoted(id)}`,
  category: (n: number, name: string) => `Category ${n}${quoted(name)}`,
  unit: (n: number, name: string) => `Unit ${n}${quoted(name)}`,
  member: (n: number, name: string) => `member ${n}${quoted(name)}`,
  flag: (n: number, name: string) => `flag ${n}${quoted(name)}`,
  due: (category: string) => `number due in${quoted(category)}`,
  entry: (n: number, field: string) => `${field}, entry ${n}`,
  text: (language: string, field: string) => `${language} ${field}`,
  line: (line: number, column: number) => `Line ${line}, column ${column}`,
  other: (key: string) => `“${key}”`,
  languages: { en: "English", zh: "Chinese" } as { [tag: string]: string },
  fields: {
    candor_round: "version of the file", id: "id", title: "title", languages: "languages", asked_by: "who asks",
    intro: "introduction", use_of_answers: "use of the answers", contact: "contact", thanks: "words of thanks",
    scales: "scales", sections: "sections", categories: "categories", units: "units", rules: "rules", access: "access",
    mode: "mode", options: "options", label: "label", value: "value", favourable: "favourable", scored: "scored",
    items: "questions", about: "whom it is about", of: "kind of members", hint: "hint", type: "type", scale: "scale",
    weight: "weight", required: "required", show_if: "condition", item: "question", is: "options", min: "minimum",
    max: "maximum", decimals: "decimals", max_length: "longest text", confidential: "protection", parent: "parent",
    name: "name", due: "numbers due", members: "members", post: "post", head: "head", kind: "kind",
    base: "base of scores", empty_category: "empty categories", invalid: "invalid ballots", quota: "quota",
    option: "option", at_most: "share at most", rounding: "rounding", quorum: "quorum", at_least: "share at least",
    min_cell: "smallest group shown", min_text: "smallest group whose texts are shown",
    members_see: "what members see", flags: "flags", when: "when it is raised",
    confirm: "small categories", spare_percent: "spare tickets", paper_percent: "paper tickets",
    without_due: "tickets for units without numbers due", opens_at: "opening time", closes_at: "closing time",
    grace_hours: "hours of grace", retain_until: "kept until", password: "password", display_name: "name shown",
    roles: "roles",
  } as { [key: string]: string },
};

function quoted(name: string): string {
  return name ? ` “${name}”` : "";
}

export type PlaceWords = typeof place_en;
