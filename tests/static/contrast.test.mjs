// Contrast of the colours in shared/tokens.css (WCAG 2, relative luminance): text at least 7:1, edges and focus 3:1.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { static_folder } from "./support.mjs";

const css = readFileSync(join(static_folder, "shared", "tokens.css"), "utf8");
const [light_part, rest] = css.split("@media (prefers-color-scheme: dark)");
const [dark_part] = rest.split("@media print");

function colours(part) {
  return Object.fromEntries([...part.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

function luminance(colour) {
  const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const grounds = ["ground", "sheet", "tint"];
const texts = [
  ...["ink", "quiet", "accent", "accent-strong", "error"].flatMap((ink) => grounds.map((ground) => [ink, ground])),
  ["ink", "error-tint"], ["error", "error-tint"], ["ink", "warning-tint"], ["warning", "warning-tint"], ["ink", "success-tint"],
  ["success", "success-tint"], ["on-accent", "accent"], ["on-accent", "accent-strong"],
];
const shapes = [["edge", "sheet"], ["edge", "ground"], ["focus", "sheet"], ["focus", "ground"], ["accent", "line"]];

for (const [mode, palette] of [["light", colours(light_part)], ["dark", { ...colours(light_part), ...colours(dark_part) }]]) {
  test(`text stands out from its ground, ${mode}`, () => {
    for (const [ink, ground] of texts) {
      const ratio = contrast(palette[ink], palette[ground]);
      assert.ok(ratio >= 7, `${ink} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
  test(`edges, focus and progress can be seen, ${mode}`, () => {
    for (const [shape, ground] of shapes) {
      const ratio = contrast(palette[shape], palette[ground]);
      assert.ok(ratio >= 3, `${shape} on ${ground}: ${ratio.toFixed(2)}`);
    }
  });
}
