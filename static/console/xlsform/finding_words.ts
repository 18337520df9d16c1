// A finding in words.
import type { ExchangeWords } from "../../shared/strings/staff-exchange-en";
import { filled } from "../workbook/filled";
import type { Finding } from "./finding";

export interface FindingText {
  where: string;   ///< "survey, row 7, column “type”"
  found: string;
  remedy: string;
}

export function finding_text(finding: Finding, words: ExchangeWords, lang: string): FindingText {
  const [found, remedy] = words.findings[finding.kind];
  const place = words.sheet_row(finding.sheet, finding.row);
  const column = finding.column === undefined ? [] : [words.column(finding.column)];
  return { where: [place, ...column].join(lang === "en" ? ", " : "，"), found: filled(found, finding.values), remedy: filled(remedy, finding.values) };
}
