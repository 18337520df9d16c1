// Sheets → an .xlsx file to save. What writes it is loaded with the first one.
import type { Sheets } from "./sheets";

export const kWorkbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Every cell is a text. Names of sheets: 1 to 31 characters, none of []:*?/\.
export async function write_workbook(sheets: Sheets): Promise<Blob> {
  const { workbook_bytes } = await import("./write_xlsx");
  return new Blob([workbook_bytes(sheets)], { type: kWorkbookType });
}
