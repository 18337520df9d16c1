// The words in XLSForm's column `type`: which are items here, and why the others are none.
import type { FindingKind } from "./finding";

export type SelectKind = "select_one" | "select_multiple" | "rank";
export type PlainKind = "integer" | "decimal" | "text" | "note";
export type RowType =
  | { kind: SelectKind; list: string }
  | { kind: PlainKind | "begin_group" | "end_group" }
  | { kind: "refused"; reason: FindingKind };

const kSelects: readonly [RegExp, SelectKind][] = [
  [/^(?:add )?select[_ ]?(?:one|1)(?: prompt using)?(?: from)? (\S.*)$/i, "select_one"],
  [/^(?:add )?select[_ ]?(?:multiple|all that apply)(?: prompt using)?(?: from)? (\S.*)$/i, "select_multiple"],
  [/^rank (\S.*)$/i, "rank"],
];
const kPlain: Readonly<Record<string, PlainKind>> = { integer: "integer", int: "integer", decimal: "decimal", text: "text", string: "text", note: "note" };
const kRefused: readonly [RegExp, FindingKind][] = [
  [/^(begin|end)[_ ](repeat|loop|looped group|lgroup)$/, "type_repeats"],
  [/^(select_one_from_file|select_multiple_from_file|select_one_external|select one external|select one from file|select multiple from file|xml-external|csv-external|cascading[_ ]select)\b/, "type_external"],
  [/^(calculate|hidden|trigger|acknowledge|range)$/, "type_other"],
  [/^(start|end|today|deviceid|device id|subscriberid|simserial|sim id|phonenumber|phone number|username|email|audit|imei|uri:.*|start-geopoint|background-geopoint|background-audio|enumerator|entity)$/, "type_watches"],
  [/^(image|photo|audio|video|file|barcode|qrcode|geopoint|geotrace|geoshape|location|gps|signature|osm.*)$/, "type_media"],
  [/^(date|time|datetime|date ?time)$/, "type_date"],
];

export function parse_type(cell: string): RowType {
  const text = cell.trim().replace(/\s+/g, " ");
  const small = text.toLowerCase();
  if (/^begin[_ ]group$/.test(small)) return { kind: "begin_group" };
  if (/^end[_ ]group$/.test(small)) return { kind: "end_group" };
  const plain = Object.prototype.hasOwnProperty.call(kPlain, small) ? kPlain[small] : undefined;
  if (plain) return { kind: plain };
  for (const [pattern, reason] of kRefused) if (pattern.test(small)) return { kind: "refused", reason };
  for (const [pattern, kind] of kSelects) {
    const list = pattern.exec(text)?.[1];
    if (list === undefined) continue;
    if (/ (or[_ ]other|or specify other)$/i.test(list)) return { kind: "refused", reason: "type_or_other" };
    return list.includes(" ") ? { kind: "refused", reason: "type_list_wrong" } : { kind, list };
  }
  if (/^(select|rank)/.test(small)) return { kind: "refused", reason: "type_list_wrong" };
  return { kind: "refused", reason: "type_unknown" };
}
