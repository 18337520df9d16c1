// Builds the browser side: `node static/build.mjs --out DIR` writes pages, hashed assets and manifest.json, the list
// of what there is to serve; with `--light` only the pages for everybody. Needs no network, and gives the same bytes
// for the same sources. Knows nothing of the server: compression and embedding happen elsewhere.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build, transform } from "esbuild";

const root = dirname(fileURLToPath(import.meta.url));
const virtual_out = join(root, "built");  // never written: names inside bundles must not depend on --out

/// Pages that arrive in as few requests as possible: one script, which carries its styles as text.
const light_pages = [
  { name: "start", title: "Candor", language: "zh-CN" },
  { name: "respond", title: "问卷 · Questionnaire", language: "zh-CN", later: true },
  { name: "preview", title: "预览 · Preview", language: "zh-CN", later: true },
  { name: "public", title: "我的答卷在吗 · Is my ballot in?", language: "zh-CN" },
  { name: "how", title: "如何保证匿名 · How anonymity works", language: "zh-CN" },
];
/// Scripts of the respondent's page that are fetched only where they are needed (respond/later.tsx).
const later_scripts = ["claim", "after", "carry", "kiosk", "keep", "rank"];
const languages = ["en", "zh-CN"];
/// Applications for staff: modules, split so that charts are loaded only where they are drawn; styles are files.
const staff_pages = [
  { name: "console", title: "Candor", language: "en" },
  { name: "results", title: "Candor", language: "en" },
];
const content_types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
};
const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  charset: "utf8",
  target: ["es2017"],
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none",  // licences are gathered in assets/notices.txt
  define: { "process.env.NODE_ENV": '"production"' },
  logLevel: "warning",
  outdir: virtual_out,
  entryNames: "assets/[name].[hash]",
  chunkNames: "assets/[name].[hash]",
};

/// An imported style sheet becomes a minified string.
const style_as_text = {
  name: "style-as-text",
  setup(bundler) {
    bundler.onLoad({ filter: /\.css$/ }, async ({ path }) => ({ contents: await bundle_style(path), loader: "text" }));
  },
};

async function bundle_style(path) {
  const result = await build({ ...common, entryPoints: [path] });
  return result.outputFiles[0].text;
}

function entry_of(name) {
  const path = join(root, name, "main.tsx");
  return existsSync(path) ? path : null;
}

function page_html({ title, language }, { styles = "", script }) {
  const template = readFileSync(join(root, "pages", "page.html"), "utf8");
  const parts = { title, language, styles, script };
  return template.replace(/\{\{(\w+)\}\}/g, (_, part) => parts[part]);
}

/// Adds a bundle's files to `files` (path inside DIR → bytes), and gives back their paths.
function take_outputs(files, result) {
  return result.outputFiles.map((output) => {
    const path = output.path.slice(virtual_out.length + 1).split("\\").join("/");
    files.set(path, Buffer.from(output.contents));
    return path;
  });
}

/// Big numbers as blinding needs them: of the library's copy of SJCL only these files, out of the package it comes from.
/// The last one ends before primes of elliptic curves, which nothing here uses.
const sjcl_parts = ["sjcl", "bitArray", "codecBase64", "codecBytes", "bn"];
const sjcl_end = "/**\n * Creates a new subclass of bn, based on reduction modulo a pseudo-Mersenne prime";
const slim_sjcl = {
  name: "slim-sjcl",
  setup(bundler) {
    bundler.onLoad({ filter: /blindrsa-ts[\\/]lib[\\/]src[\\/]sjcl[\\/]index\.js$/ }, () => {
      const folder = join(root, "node_modules", "sjcl", "core");
      const source = sjcl_parts.map((part) => readFileSync(join(folder, `${part}.js`), "utf8")).join("\n");
      const end = source.indexOf(sjcl_end);
      if (end < 0) throw new Error("sjcl/core/bn.js no longer reads as expected");
      return { contents: `${source.slice(0, end)}\nexport default sjcl;\n`, loader: "js" };
    });
  },
};

/// In later scripts, what the page itself has already (respond/exposed.ts) is taken from there.
function taken_from_page() {
  const folder = join(root, "respond");
  const source = readFileSync(join(folder, "exposed.ts"), "utf8");
  const modules = [...source.matchAll(/^import \{([^}]+)\} from "([^"]+)";$/gm)];
  const names = new Map(modules.map(([, list, path]) => (
    [path.startsWith(".") ? join(folder, path) : path, list.split(",").map((name) => name.trim())])));
  return {
    name: "taken-from-page",
    setup(bundler) {
      bundler.onResolve({ filter: /^(\.{1,2}\/|preact)/ }, ({ path, resolveDir }) => {
        const full = path.startsWith(".") ? join(resolveDir, path) : path;
        return names.has(full) ? { path: full, namespace: "page" } : undefined;
      });
      bundler.onLoad({ filter: /./, namespace: "page" }, ({ path }) => {
        const list = names.get(path).join(", ");
        return { contents: `const { ${list} } = window.candor;\nexport { ${list} };\n`, loader: "js" };
      });
    },
  };
}

/// Strings of the respondent's page as two texts with a line for each, under keys that stand there once.
const packed_strings = {
  name: "packed-strings",
  setup(bundler) {
    bundler.onLoad({ filter: /strings[\\/]respond-en\.ts$/ }, async () => {
      const { respond_en } = await read_module("shared/strings/respond-en.ts");
      return { contents: `${unpack_strings}
        const keys = ${JSON.stringify(Object.keys(respond_en).join(" "))}.split(" ");
        export const unpack = (text) => unpack_strings(keys, text);
        export const respond_en = unpack(${JSON.stringify(Object.values(respond_en).join("\n"))});` };
    });
    bundler.onLoad({ filter: /strings[\\/]respond-zh-CN\.ts$/ }, async ({ path }) => {
      const { respond_en } = await read_module("shared/strings/respond-en.ts");
      const { respond_zh_cn } = await read_module("shared/strings/respond-zh-CN.ts");
      const lines = Object.keys(respond_en).map((key) => respond_zh_cn[key]);
      return { contents: `import { unpack } from "./respond-en";
        export const respond_zh_cn = unpack(${JSON.stringify(lines.join("\n"))});`, resolveDir: dirname(path) };
    });
  },
};

function unpack_strings(keys, text) {
  const strings = {};
  text.split("\n").forEach((line, i) => { strings[keys[i]] = line; });
  return strings;
}

/// What a TypeScript module without imports of values exports.
async function read_module(path) {
  const { code } = await transform(readFileSync(join(root, path), "utf8"), { loader: "ts" });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
}

let built_later = null;

/// The paths of the later scripts, built once for all pages that fetch them.
function later_paths(files, packages) {
  built_later = built_later ?? build_later_scripts(files, packages);
  return built_later;
}

/// Builds the worker and the later scripts, and gives back the paths they are served under.
async function build_later_scripts(files, packages) {
  const paths = {};
  const run = async (name, options) => {
    const result = await build({ ...common, entryPoints: { [name]: options.entry }, format: "iife", ...options.build });
    note_packages(packages, result);
    paths[name] = `/${take_outputs(files, result)[0]}`;
  };
  await run("worker", { entry: join(root, "respond", "claim", "worker.ts"), build: { plugins: [slim_sjcl] } });
  packages.add("sjcl");
  const shared = taken_from_page();
  const define = { ...common.define, SCRIPT_PATHS: JSON.stringify(paths) };
  for (const name of later_scripts) {
    await run(name, { entry: join(root, "respond", name, "main.tsx"), build: { plugins: [shared], define } });
    for (const language of languages) await build_words(files, paths, `${name}.${language}`, `${name}-${language}`);
  }
  return paths;
}

/// Strings of a later script in one language, as a script that leaves them with the page.
async function build_words(files, paths, name, file) {
  const [strings] = Object.values(await read_module(`shared/strings/${file}.ts`));
  const result = await build({
    ...common, entryPoints: undefined, stdin: { contents: `window.candor[${JSON.stringify(name)}] = ${JSON.stringify(strings)};`, sourcefile: file },
    format: "iife", entryNames: `assets/${file}.[hash]`,
  });
  paths[name] = `/${take_outputs(files, result)[0]}`;
}

async function build_light_page(files, packages, page) {
  const entry = entry_of(page.name);
  if (!entry) return;
  const style = await bundle_style(join(root, page.name, `${page.name}.css`));
  const hash = createHash("sha256").update(style).digest("hex").slice(0, 8);
  const style_path = `assets/${page.name}.${hash}.css`;
  files.set(style_path, Buffer.from(style));
  const paths = page.later ? await later_paths(files, packages) : {};
  const result = await build({
    ...common,
    entryPoints: { [page.name]: entry },
    format: "iife",
    plugins: [style_as_text, packed_strings],
    define: { ...common.define, STYLE_PATH: JSON.stringify(`/${style_path}`), SCRIPT_PATHS: JSON.stringify(paths) },
  });
  note_packages(packages, result);
  const [script] = take_outputs(files, result);
  files.set(`${page.name}.html`, Buffer.from(page_html(page, { script: `<script defer src="/${script}"></script>` })));
}

async function build_staff_pages(files, packages) {
  const present = staff_pages.filter((page) => entry_of(page.name));
  if (present.length === 0) return;
  const result = await build({
    ...common,
    entryPoints: Object.fromEntries(present.map((page) => [page.name, entry_of(page.name)])),
    format: "esm",
    splitting: true,
    supported: { "dynamic-import": true },
  });
  note_packages(packages, result);
  if (packages.has("read-excel-file")) packages.add("saxen");  // inside its bundle
  take_outputs(files, result);
  for (const page of present) {
    const [path, output] = Object.entries(result.metafile.outputs)
      .find(([, candidate]) => candidate.entryPoint === `${page.name}/main.tsx`);
    const inside = (name) => name.slice("built".length);
    const styles = output.cssBundle ? `<link rel="stylesheet" href="${inside(output.cssBundle)}">\n` : "";
    const script = `<script type="module" src="${inside(path)}"></script>`;
    files.set(`${page.name}.html`, Buffer.from(page_html(page, { styles, script })));
  }
}

function note_packages(packages, result) {
  for (const input of Object.keys(result.metafile.inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) packages.add(found[1]);
  }
}

/// Licences of what is inside the bundles, as those licences ask.
function notices(packages) {
  const texts = [...packages].sort().map((name) => {
    const folder = join(root, "node_modules", name);
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const files = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /^(licen[cs]e|notice|copyright)/i.test(entry.name)).map(({ name: file }) => file).sort();
    const full = files.filter((file) => !extname(file) || /\.(txt|md)$/.test(file))
      .map((file) => readFileSync(join(folder, file), "utf8").trim());
    return [`${name} ${version} (${license})`, ...full].join("\n\n");
  });
  return `Candor's pages contain these packages.\n\n${texts.join(`\n\n${"-".repeat(72)}\n\n`)}\n`;
}

function manifest_of(files) {
  return [...files.keys()].sort().map((file) => ({
    path: `/${file}`,
    file,
    type: content_types[extname(file)],
    immutable: /^assets\/[^/]+\.[0-9A-Za-z]{8}\.(js|css)$/.test(file),
  }));
}

async function main(out, only_light) {
  const files = new Map();
  const packages = new Set();
  for (const page of light_pages) await build_light_page(files, packages, page);
  if (!only_light) await build_staff_pages(files, packages);
  for (const name of ["print.css", "ballot.css"]) {  // of pages that the server makes
    const style = join(root, "shared", name);
    if (existsSync(style)) files.set(`assets/${name}`, Buffer.from(await bundle_style(style)));
  }
  files.set("assets/notices.txt", Buffer.from(notices(packages)));
  files.set("manifest.json", Buffer.from(`${JSON.stringify(manifest_of(files), null, 1)}\n`));

  rmSync(join(out, "assets"), { recursive: true, force: true });
  for (const [file, bytes] of files) {
    mkdirSync(dirname(join(out, file)), { recursive: true });
    writeFileSync(join(out, file), bytes);
  }
}

const [flag, out, ...more] = process.argv.slice(2);
if (flag !== "--out" || !out || more.join() !== (more.length === 0 ? "" : "--light")) {
  console.error("usage: node static/build.mjs --out DIR [--light]");
  process.exit(2);
}
await main(resolve(out), more.length > 0);
