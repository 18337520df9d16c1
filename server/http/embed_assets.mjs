// Turns what static/build.mjs wrote into two source files: the bytes of each static file, as it is and compressed ahead
// of time, and the table assets.h declares. `node embed_assets.mjs --from DIR --out DIR`. Same input, same output.
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

function compress(bytes) {
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 22,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  const none = Buffer.alloc(0);
  const smaller = (form) => (form.length < bytes.length ? form : none);
  return { identity: bytes, gzip: smaller(gzip), brotli: smaller(brotli) };
}

function embed(from, out) {
  const entries = JSON.parse(readFileSync(join(from, "manifest.json"), "utf8"));
  const blobs = join(out, "blobs");
  rmSync(blobs, { recursive: true, force: true });
  mkdirSync(blobs, { recursive: true });

  const assembly = ['  .section .note.GNU-stack,"",@progbits', "  .section .rodata"];
  const declarations = [];
  const rows = entries.map((entry, index) => {
    const bytes = readFileSync(join(from, entry.file));
    const views = Object.entries(compress(bytes)).map(([form, data]) => {
      if (data.length === 0) return "{}";
      const symbol = `candor_asset_${index}_${form}`;
      const blob = join(blobs, symbol);
      writeFileSync(blob, data);
      assembly.push(`  .global ${symbol}`, `  .hidden ${symbol}`, "  .balign 16", `${symbol}:`, `  .incbin ${JSON.stringify(blob)}`);
      declarations.push(`extern "C" const char ${symbol}[];`);
      return `{${symbol}, ${data.length}}`;
    });
    const tag = createHash("sha256").update(bytes).digest("hex").slice(0, 16);
    const texts = [entry.path, entry.type, `"${tag}"`].map((text) => JSON.stringify(text));
    return `      {${texts.join(", ")}, ${entry.immutable === true}, ${views.join(", ")}},`;
  });

  writeFileSync(join(out, "assets_data.S"), `${assembly.join("\n")}\n`);
  writeFileSync(join(out, "assets_table.cpp"), `// Made by server/http/embed_assets.mjs.
#include "server/http/assets.h"

${declarations.join("\n")}

namespace candor::server::http {

const std::vector<Asset>& all_assets() {
  static const std::vector<Asset> assets = {
${rows.join("\n")}
  };
  return assets;
}

}  // namespace candor::server::http
`);
}

const [from_flag, from, out_flag, out] = process.argv.slice(2);
if (from_flag !== "--from" || out_flag !== "--out" || !from || !out) {
  console.error("usage: node embed_assets.mjs --from DIR --out DIR");
  process.exit(2);
}
embed(resolve(from), resolve(out));
