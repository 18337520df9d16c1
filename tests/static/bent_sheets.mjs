// Sheets bent by chance: cells emptied, swapped, filled with what stands elsewhere or with odd words, rows moved or
// doubled. For properties of what reads them.

const odd = ["", " ", "yes", "select_one", "begin_group", "end_group", "${q1} = 'o1'", ". >= 5", "team", "member", "-", "constructor", "__proto__", "toString", "100", "1/0", "/rules/decimals", "scale",
  "nps", "section_hint", "label::中文 (zh)", "字".repeat(2100), "a\u0000b", "[]", "{}"];

/** A copy of `sheets` with a few changes; `chance`: as of chance_of. */
export function bent(sheets, chance) {
  const copy = sheets.map(({ name, rows }) => ({ name, rows: rows.map((row) => [...row]) }));
  for (let n = 1 + chance.below(4); n > 0; n -= 1) {
    const { rows } = chance.one_of(copy);
    if (rows.length === 0) continue;
    const at = chance.below(rows.length);
    const row = rows[at];
    const column = chance.below(row.length + 1);
    const other = chance.one_of(chance.one_of(copy).rows) ?? [];
    const kind = chance.below(6);
    if (kind === 0) rows.splice(at, 1);
    else if (kind === 1) rows.splice(chance.below(rows.length), 0, [...row]);
    else if (kind === 2) row[column] = chance.one_of(odd);
    else if (kind === 3) row[column] = other[chance.below(other.length || 1)] ?? "";
    else if (kind === 4) row[column] = "";
    else rows[at] = chance.one_of(rows);
  }
  return copy;
}
