// In which order, and under which numbers, the questions lie on a paper ballot and are keyed in. The rule is that of
// server/print/ballot_layout.h, told to people in docs/operating.md; tests/data/paper holds both sides to it.
import { type Answers, visible_items } from "../respond/questionnaire";
import { type Item, type Member, type RoundFile, type Section, type Unit, member_list } from "../shared/round_file";

/** With more numbered items than this, a section about members goes member by member. */
export const kMostItemsAcross = 4;

const kMarks = "123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/** The key that chooses an option; empty beyond the last letter. */
export function option_mark(index: number): string {
  return kMarks.charAt(index);
}

/** The option that a key chooses; -1 for any other key. */
export function index_of_mark(key: string): number {
  return key.length === 1 ? kMarks.indexOf(key.toUpperCase()) : -1;
}

export interface SheetRow {
  number: string;         ///< "3", "5-2"
  about: string;          ///< "team", "-" or a member id
  item: Item;
  member: Member | null;
  shown_by: { number: string; item: Item } | null;
}

export interface SheetPart {
  section: Section | null;  ///< null: the unit's own items
  items: readonly Item[];
  /** Whether a member's rows stand together; else an item's. Null: not about members. */
  together: "member" | "item" | null;
  rows: readonly SheetRow[];
}

export function sheet_parts(round: RoundFile, unit: Unit): readonly SheetPart[] {
  const numbering = { last: 0 };
  const about = (wanted: Section["about"]) => round.sections.filter((section) => section.about === wanted);
  const parts = [
    ...about("team").map((section) => plain_part(numbering, section, section.items, "team")),
    plain_part(numbering, null, unit.items ?? [], "team"),
    ...about("member").map((section) => member_part(numbering, section, unit)),
    ...about("none").map((section) => plain_part(numbering, section, section.items, "-")),
  ];
  return parts.filter((part) => part.rows.length > 0);
}

function joined(lists: readonly (readonly SheetRow[])[]): SheetRow[] {
  return lists.reduce<SheetRow[]>((all, list) => all.concat(list), []);
}

type Numbers = ReadonlyMap<string, { n: number; item: Item }>;

function number_items(numbering: { last: number }, items: readonly Item[]): Numbers {
  const numbers = new Map<string, { n: number; item: Item }>();
  for (const item of items) {
    if (item.type !== "info") numbers.set(item.id, { n: ++numbering.last, item });
  }
  return numbers;
}

function make_row(numbers: Numbers, item: Item, about: string, member: Member | null, place: number): SheetRow[] {
  const own = numbers.get(item.id);
  if (!own) return [];
  const named = ({ n }: { n: number }) => (member ? `${n}-${place}` : String(n));
  const shower = item.show_if && numbers.get(item.show_if.item);
  return [{ number: named(own), about, item, member, shown_by: shower ? { number: named(shower), item: shower.item } : null }];
}

function plain_part(numbering: { last: number }, section: Section | null, items: readonly Item[], about: string): SheetPart {
  const numbers = number_items(numbering, items);
  return { section, items, together: null, rows: joined(items.map((item) => make_row(numbers, item, about, null, 0))) };
}

function member_part(numbering: { last: number }, section: Section, unit: Unit): SheetPart {
  const asked = member_list(unit).map((member, at) => ({ member, place: at + 1 }))
    .filter(({ member }) => !section.of || section.of === member.kind);
  const items = asked.length > 0 ? section.items : [];
  const numbers = number_items(numbering, items);
  const together = numbers.size > kMostItemsAcross ? "member" : "item";
  const row = (item: Item, { member, place }: { member: Member; place: number }) => make_row(numbers, item, member.id, member, place);
  const rows = together === "member" ? asked.map((one) => joined(items.map((item) => row(item, one))))
    : items.map((item) => joined(asked.map((one) => row(item, one))));
  return { section, items, together, rows: joined(rows) };
}

/** Whether what stands in this row counts, as its `show_if` and the answers have it. */
export function is_shown(part: SheetPart, row: SheetRow, answers: Answers): boolean {
  return visible_items({ section: part.section, items: part.items }, answers, row.about).includes(row.item);
}
