// Bundles one TypeScript module of static/ in memory and imports it, so that node --test can call its pure functions.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import path from "node:path";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(path.join(root, "static/package.json"));

/// Everything that these modules of static/ export, in one object.
export async function load(...modules) {
  const esbuild = require("esbuild");
  const built = await esbuild.build({
    stdin: { contents: modules.map((m) => `export * from "./${m}";`).join("\n"), resolveDir: path.join(root, "static"), loader: "ts" },
    bundle: true, write: false, format: "esm", target: "es2017", logLevel: "silent", loader: { ".css": "text" }, jsx: "automatic", jsxImportSource: "preact",
    nodePaths: [path.join(root, "static/node_modules")],
  });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].text).toString("base64")}`);
}

/// One unit of a golden case as the API reports it: the round file with this unit only, and its result.
export function case_report(name, unit) {
  const read = (file) => JSON.parse(readFileSync(path.join(root, "tests/data/cases", name, file), "utf8"));
  const file = read("round.json");
  const result = read("expected.json").units.find((u) => u.unit === unit);
  const members = (result.results ?? []).map((r) => r.about).filter((about) => about !== "team" && about !== "-");
  return { round_file: { ...file, units: file.units.filter((u) => u.id === unit) }, result, members_shown: members, members_hidden: 0 };
}
