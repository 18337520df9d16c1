// A file somebody chose → what it would make of the draft, or why nothing can be taken. Loaded when a file is chosen.
import type { RoundFile } from "../../shared/round_file";
import { read_workbook } from "../workbook/read";
import type { WorkbookProblem } from "../workbook/sheets";
import { Report } from "./finding";
import type { Finding } from "./finding";
import { keep_from_current } from "./keep";
import { read_xlsform } from "./read";

export type Incoming =
  | { kind: "problem"; problem: WorkbookProblem }
  | { kind: "json_wrong" }
  | { kind: "findings"; findings: readonly Finding[] }
  | { kind: "read"; file: RoundFile; notes: readonly Finding[]; other_id: string | null; has_units: boolean };

const kMaxRoundBytes = 16 * 1024 * 1024;  // as the server's limit

/// `has_units` says that a round file brings units of its own, which `with_units_of` can leave out.
export async function read_incoming(chosen: Blob, current: RoundFile): Promise<Incoming> {
  const start = new TextDecoder().decode(new Uint8Array(await chosen.slice(0, 64).arrayBuffer()));
  if (/^\uFEFF?\s*\{/.test(start)) {
    if (chosen.size > kMaxRoundBytes) return { kind: "problem", problem: { kind: "too_large", values: { most: kMaxRoundBytes / 1024 / 1024 } } };
    return read_round_file(new TextDecoder().decode(await chosen.arrayBuffer()), current);
  }
  const read = await read_workbook(chosen);
  if (!read.sheets) return { kind: "problem", problem: read.problem };
  const imported = read_xlsform(read.sheets, current);
  if (!imported.file) return { kind: "findings", findings: imported.findings };
  return { kind: "read", file: imported.file, notes: imported.notes, other_id: null, has_units: false };
}

/// Only what the page itself relies on; the server checks the rest before anything is taken.
function read_round_file(text: string, current: RoundFile): Incoming {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { kind: "json_wrong" };
  }
  if (!looks_like_round(data)) return { kind: "json_wrong" };
  const file = { ...data, id: current.id };
  const has_units = data.units.length > 0;
  const other_id = data.id === current.id ? null : String(data.id);
  return has_units ? { kind: "read", file, notes: [], other_id, has_units } : { kind: "read", ...with_units_of(current, file), other_id, has_units };
}

function looks_like_round(data: unknown): data is RoundFile {
  const round = data as Partial<RoundFile> | null;
  const lists = [round?.sections, round?.categories, round?.units, round?.languages];
  return round !== null && typeof round === "object" && round.candor_round === 1 && typeof round.title === "object"
    && lists.every(Array.isArray) && (round.sections ?? []).every((section) => section && Array.isArray(section.items));
}

/// `file` with the units of `current`, and what of those cannot stay.
export function with_units_of(current: RoundFile, file: RoundFile): { file: RoundFile; notes: readonly Finding[] } {
  const report = new Report();
  return { file: keep_from_current(file, current, false, report), notes: report.notes };
}
