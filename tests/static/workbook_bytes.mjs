// Workbooks byte by byte, as no library would write them. A zip writer of its own, on purpose: it can lie about sizes,
// flags and names. Check sums are left 0: the reader relies on sizes, and the XML must be whole anyway.
import { deflateRawSync } from "node:zlib";

const kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";
const kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** `files`: name → text, bytes, or `{packed, size}` as it is to stand there. */
export function zip(files, { flags = 0, method = 8, twice = null } = {}) {
  const entries = Object.entries(files).flatMap((entry) => (entry[0] === twice ? [entry, entry] : [entry]));
  const locals = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of entries) {
    const { packed, size } = content.packed ? content : { packed: deflateRawSync(content), size: Buffer.byteLength(content) };
    const title = Buffer.from(name);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(flags, 2);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(title.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), fields, title, packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    locals.push(local);
    directory.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), fields, rest, title);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", 0, "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...locals, list, end]));
}

export function sheet_part(rows) {
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
}

/** A workbook of these sheets' parts. `more`: further parts; `raw`: parts as they are to stand there; `drop`: one left out. */
export function workbook_zip(sheets, more = {}, { raw = {}, drop = null, ...options } = {}) {
  const relations = sheets.map((_, at) => `<Relationship Id="r${at}" Type="${kOffice}/worksheet" Target="worksheets/sheet${at + 1}.xml"/>`);
  const files = {
    "xl/workbook.xml": `<workbook xmlns:r="${kOffice}"><sheets>${sheets.map((_, at) => `<sheet name="S${at + 1}" sheetId="${at + 1}" r:id="r${at}"/>`).join("")}</sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${kPackage}">${relations.join("")}</Relationships>`,
    ...Object.fromEntries(sheets.map((part, at) => [`xl/worksheets/sheet${at + 1}.xml`, part])),
    ...more, ...raw,
  };
  if (drop) delete files[drop];
  return zip(files, options);
}
