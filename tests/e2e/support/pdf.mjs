// Reads what Chromium prints: the pages of a PDF with their size, and the text on each. Knows only what its PDF writer
// makes (plain objects, deflated streams, fonts with ToUnicode, ActualText); no reader for PDFs at large.
import { inflateSync } from "node:zlib";

/** [{ width_mm, height_mm, text }], text without white space, in the order in which it was drawn. */
export function readPdf(bytes) {
  const objects = readObjects(bytes);
  const root = find(objects, "/Type /Catalog");
  return pagesBelow(objects, objects.get(reference(root.head, "Pages"))).map((page) => {
    const [, , width, height] = /\/MediaBox \[([^\]]+)\]/.exec(page.head)[1].trim().split(/\s+/).map(Number);
    const mm = (points) => Math.round((points / 72) * 25.4);
    return { width_mm: mm(width), height_mm: mm(height), text: textOf(objects, page) };
  });
}

function readObjects(bytes) {
  const file = bytes.toString("latin1");
  const objects = new Map();
  for (const match of file.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)endobj/g)) {
    const [, number, body] = match;
    const at = body.search(/stream\r?\n/);
    const head = at < 0 ? body : body.slice(0, at);
    objects.set(Number(number), { head, stream: at < 0 ? null : () => unpack(head, body, at) });
  }
  return objects;
}

function unpack(head, body, at) {
  const begin = body.indexOf("\n", at) + 1;
  const raw = Buffer.from(body.slice(begin, body.lastIndexOf("endstream")), "latin1");
  return (head.includes("/FlateDecode") ? inflateSync(raw) : raw).toString("latin1");
}

function find(objects, mark) {
  return [...objects.values()].find((object) => object.head.includes(mark));
}

function reference(head, name) {
  const match = new RegExp(`/${name} (\\d+) 0 R`).exec(head);
  return match ? Number(match[1]) : null;
}

function pagesBelow(objects, node) {
  const kids = /\/Kids \[([^\]]*)\]/.exec(node.head);
  if (!kids) return [node];
  return [...kids[1].matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => pagesBelow(objects, objects.get(Number(kid))));
}

function textOf(objects, page) {
  const fonts = new Map();
  for (const [, name, number] of page.head.matchAll(/\/(F\d+) (\d+) 0 R/g)) fonts.set(name, readFont(objects, Number(number)));
  const drawn = objects.get(reference(page.head, "Contents")).stream();
  let text = "";
  let font = null;
  let spoken = false;  // ActualText stands for what is drawn until EMC
  const tokens = /\/(F\d+) [\d.]+ Tf|\/ActualText <([0-9A-F]*)>|\b(EMC)\b|<([0-9A-F]*)> Tj/g;
  for (const [, name, actual, end, codes] of drawn.matchAll(tokens)) {
    if (name) font = fonts.get(name);
    else if (end) spoken = false;
    else if (actual !== undefined) {
      text += utf16(actual.replace(/^FEFF/, ""));
      spoken = true;
    } else if (!spoken && font) text += decode(font, codes);
  }
  return text.replace(/\s/g, "").replace(/[\uFB00-\uFB06]/g, (ligature) => ligature.normalize("NFKC"));
}

function readFont(objects, number) {
  const map = new Map();
  const unicode = reference(objects.get(number).head, "ToUnicode");
  if (unicode === null) return { digits: 4, map };
  const table = objects.get(unicode).stream();
  const digits = /begincodespacerange\s*<([0-9A-F]+)>/i.exec(table)[1].length;
  for (const [, lines] of table.matchAll(/beginbfchar\s([\s\S]*?)endbfchar/g)) {
    for (const [, code, to] of lines.matchAll(/<(\w+)>\s*<(\w+)>/g)) map.set(parseInt(code, 16), utf16(to));
  }
  for (const [, lines] of table.matchAll(/beginbfrange\s([\s\S]*?)endbfrange/g)) {
    for (const [, from, last, to] of lines.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g)) {
      for (let code = parseInt(from, 16), at = parseInt(to, 16); code <= parseInt(last, 16); code++, at++) map.set(code, String.fromCodePoint(at));
    }
  }
  return { digits, map };
}

function decode(font, codes) {
  const pieces = codes.match(new RegExp(`.{${font.digits}}`, "g")) ?? [];
  return pieces.map((code) => font.map.get(parseInt(code, 16)) ?? "").join("");
}

function utf16(hex) {
  return (hex.match(/.{4}/g) ?? []).map((unit) => String.fromCharCode(parseInt(unit, 16))).join("");
}
