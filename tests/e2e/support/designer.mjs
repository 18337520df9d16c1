// An organizer at the designer: what is pressed and filled in, by the words and ids of the page, in either language.
import assert from "node:assert/strict";

import { load } from "../../static/support.mjs";

const [en, zh] = await Promise.all([["en", "en"], ["zh-CN", "zh_cn"]].map(async ([file, name]) => {
  const words = await Promise.all(["designer", "designer-questions", "designer-rules", "designer-units"].map(async (area) => (
    (await load(`shared/strings/${area}-${file}.ts`))[`${area.replaceAll("-", "_")}_${name}`])));
  const [d, q, r, u] = words;
  return { d, q, r, u };
}));
/** What the designer says: d as a whole, q of questions and scales, r of rules and categories, u of units. */
export const kDesignerWords = { en, "zh-CN": zh };
const { grade_presets, category_presets } = await load("console/designer/presets.ts");

export const part = (name) => `section[aria-labelledby=${name}]`;

export class Designer {
  constructor(visitor, language) {
    Object.assign(this, visitor, { language }, kDesignerWords[language]);
  }

  button(name, within = this.page) {
    return within.getByRole("button", { name, exact: true });
  }

  async go(tab) {
    await this.page.locator(`nav.designer-tabs a[href$="/design/${tab}"]`).click();
    await this.page.locator(`nav.designer-tabs a[aria-current=page][href$="/design/${tab}"]`).waitFor();
  }

  /** Until the last edit is stored. */
  async saved() {
    const [before] = this.d.saving.saved(1).split("1");
    await this.page.waitForTimeout(50);  // until the edit is drawn
    await this.page.locator(".designer-saving", { hasText: before }).waitFor();
  }

  async pair(id, texts) {
    for (const [language, text] of Object.entries(texts)) await this.page.fill(`#${id}-${language}`, text);
  }

  async takeScale(id) {
    const preset = grade_presets.find((one) => one.id === id);
    const ready = this.page.locator("#scale-add");
    if (!(await this.page.locator("details.adder").getAttribute("open") !== null)) await ready.click();
    await this.button(this.q.scales.take_of(preset.name[this.language])).click();
    await this.page.locator(`#scale-${preset.scale_id}-open`).waitFor();
  }

  async addSection(about, id) {
    await this.button(this.q.section.add_options[about][0]).click();
    await this.page.locator(`#section-${id}-title-en`).waitFor();
  }

  /** A question at the end of a section, left open. `at`: how many there were in the round. */
  async addItem(section, type, at, label) {
    const id = `section-${section}-q${at === 0 ? "" : `-${at + 1}`}`;
    await this.page.locator(`#section-${section}-add`).click();
    await this.button(this.q.item.types[type], this.page.locator(".adder[open]")).click();
    await this.page.locator(`#${id}-label-en`).waitFor();
    await this.pair(`${id}-label`, label);
    return id;
  }

  async takeCategories(id) {
    const preset = category_presets.find((one) => one.id === id);
    await this.button(this.r.categories.preset_replace_of(preset.name[this.language])).click();
    await this.page.locator(`#category-${preset.categories[0].id}-label-en`).waitFor();
    return preset.categories;
  }

  /** Rows as they are copied from a spreadsheet. */
  async pasteUnits(rows) {
    await this.page.fill("#units-paste", rows.map((row) => row.join("\t")).join("\n"));
    await this.button(this.u.table.take).click();
    await this.page.locator(`${part("units-table")} .notice`).first().waitFor();
  }

  async addMember(unit, id, { name, post }) {
    await this.page.getByRole("treeitem", { name: unit }).click();
    await this.button(this.u.members.add).click();
    await this.page.locator(`#member-${id}-name-en`).waitFor();
    await this.pair(`member-${id}-name`, name);
    await this.pair(`member-${id}-post`, post);
  }

  async checksAreClear() {
    await this.saved();
    await this.page.locator(part("checks"), { hasText: this.d.checks.clear }).waitFor();
  }

  /** The respondent's page within the frame: at the welcome and at the first question. */
  async lookAtPreview(title, question) {
    const frame = this.page.frameLocator(".phone iframe");
    await frame.locator("h1", { hasText: title }).waitFor();
    await frame.locator(".facts").waitFor();
    assert.equal(await frame.locator(".preview-strip").count(), 1, "it says that it is a preview");
    await this.look("preview of the welcome");
    await frame.locator("main .button.primary").last().click();
    await frame.locator("form.card", { hasText: question }).waitFor();
    await this.look("preview of a question");
    await frame.locator("main").evaluate(() => window.location.reload());
    await frame.locator(".facts").waitFor();  // a frame that is loaded again is fed again
  }
}
