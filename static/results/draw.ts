// Stacked bars as an ECharts option: scored answers in percent of those who rated, best option first from the left, and
// apart from them, on the right, "don't know" and no answer in percent of all. Pure: rows and words in, option out.
import { abstained_paint, scale_paints, unknown_paint } from "./colours";
import type { Paint } from "./colours";
import { percent_of } from "../shared/staff/format";

export interface Row {
  label: string;
  /** Counts of the scored options, best first. */
  counts: number[];
  unknown: number;
  abstained: number;
}

export interface Drawing {
  rows: Row[];
  options: string[];
  unknown: string;
  abstained: string;
  /** Words over the two parts. */
  rated: string;
  apart: string;
  description: string;
  /** Leaves room on the right though these rows need none, so that neighbouring charts have bars of one length. */
  keep_apart?: boolean;
}

export interface Looks {
  width: number;
  dark: boolean;
  ink: string;
  quiet: string;
  line: string;
  ground: string;
  font: string;
}

const kBar = 26;
const kRowGap = 16;
const kHead = 30;
const kText = 15;
const kHeadText = 13;
const kTextLine = 20;
const kWideFrom = 620;
const kSmallestLabel = 8;  // percent of a bar that still holds its number

/** About how wide a text is: Chinese characters are square, others about half as wide as high. */
export function text_width(text: string, size: number): number {
  let width = 0;
  for (const c of Array.from(text)) width += (c.charCodeAt(0) > 0x2e7f ? 1 : 0.56) * size;
  return width;
}

interface Layout {
  wide: boolean;
  left: number;
  main: number;
  apart: number;
  gap: number;
  /** Height of the name above a bar; 0 where it stands beside it. */
  name: number;
}

function layout_of(drawing: Drawing, width: number): Layout {
  const wide = width >= kWideFrom;
  const has_apart = drawing.keep_apart === true || drawing.rows.some((r) => r.unknown + r.abstained > 0);
  const longest = Math.max(0, ...drawing.rows.map((r) => text_width(r.label, kText)));
  const left = wide ? Math.min(Math.ceil(longest) + 24, Math.round(width * 0.32)) : 0;
  const head = Math.min(Math.ceil(text_width(drawing.apart, kHeadText)) + 6, Math.round(width * 0.35));
  const apart = has_apart ? Math.max(head, Math.round(width * (wide ? 0.14 : 0.2))) : 0;
  const gap = has_apart ? (wide ? 36 : 18) : 0;
  const main = width - left - apart - gap - 2;
  const lines = Math.min(3, Math.max(1, Math.ceil(longest / Math.max(1, width - 4))));
  return { wide, left, main, apart, gap, name: wide ? 0 : lines * kTextLine + 4 };
}

export function chart_height(drawing: Drawing, width: number): number {
  const { name } = layout_of(drawing, width);
  return kHead + drawing.rows.length * (name + kBar + kRowGap);
}

export function stacked_bars(drawing: Drawing, looks: Looks): object {
  const at = layout_of(drawing, looks.width);
  const grid = [{ left: at.left, top: kHead, width: at.main, bottom: 0 }];
  if (at.apart > 0) grid.push({ left: at.left + at.main + at.gap, top: kHead, width: at.apart, bottom: 0 });
  const series = [...name_series(drawing, looks, at), ...scored_series(drawing, looks, at)];
  if (at.apart > 0) series.push(...apart_series(drawing, looks, at));
  return {
    animation: false,
    textStyle: { fontFamily: looks.font, fontSize: kText },
    aria: { enabled: true, label: { description: drawing.description } },
    grid,
    xAxis: grid.map((_, i) => value_axis(i, i === 0 ? drawing.rated : drawing.apart, looks)),
    yAxis: grid.map((_, i) => name_axis(i, drawing, at, looks)),
    series,
  };
}

function value_axis(grid: number, name: string, looks: Looks): object {
  return {
    gridIndex: grid, type: "value", min: 0, max: 100, position: "top", interval: grid === 0 ? 25 : 100,
    name, nameLocation: "start", nameGap: 0,
    nameTextStyle: { align: "left", verticalAlign: "bottom", color: looks.quiet, fontSize: kHeadText, padding: [0, 0, 6, 0] },
    axisLabel: { show: false }, axisLine: { show: false }, axisTick: { show: false },
    splitLine: { show: true, showMinLine: true, showMaxLine: grid === 0, lineStyle: { color: looks.line, width: 1 } },
  };
}

function name_axis(grid: number, drawing: Drawing, at: Layout, looks: Looks): object {
  return {
    gridIndex: grid, type: "category", data: drawing.rows.map((r) => r.label), inverse: true,
    axisLabel: {
      show: at.wide && grid === 0, color: looks.ink, fontSize: kText, interval: 0, align: "left", margin: at.left,
      width: at.left - 16, overflow: "break", lineHeight: 18,
    },
    axisLine: { show: false }, axisTick: { show: false },
  };
}

const kPlain = { type: "bar", emphasis: { disabled: true }, barGap: 0, barCategoryGap: 0 };

/** On narrow charts an empty bar above each bar carries its row's name. */
function name_series(drawing: Drawing, looks: Looks, at: Layout): object[] {
  if (at.wide) return [];
  const one = (grid: number): object => ({
    ...kPlain, id: `name-${grid}`, stack: `name-${grid}`, barWidth: at.name, xAxisIndex: grid, yAxisIndex: grid, silent: true,
    itemStyle: { color: "transparent" },
    data: drawing.rows.map((row) => ({
      value: 0,
      label: {
        show: grid === 0, position: "right", distance: 0, formatter: () => row.label, color: looks.ink, fontSize: kText,
        lineHeight: kTextLine, width: looks.width - 4, overflow: "break", align: "left",
      },
    })),
  });
  return at.apart > 0 ? [one(0), one(1)] : [one(0)];
}

function scored_series(drawing: Drawing, looks: Looks, at: Layout): object[] {
  const paints = scale_paints(drawing.options.length, looks.dark);
  return drawing.options.map((name, option) => {
    const paint = paints[option] as Paint;
    return {
      ...kPlain, id: `option-${option}`, stack: "scored", name, barWidth: kBar,
      itemStyle: { color: paint.fill, borderColor: looks.ground, borderWidth: 1 },
      data: drawing.rows.map((row) => {
        const n = rated(row);
        const part = n > 0 ? (100 * (row.counts[option] || 0)) / n : 0;
        const show = part >= kSmallestLabel && (part / 100) * at.main >= 24;
        const text = String(Math.round(part));
        return { value: part, label: { show, formatter: text, color: paint.ink, fontSize: 13, position: "inside" } };
      }),
    };
  });
}

const kHatching = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: -Math.PI / 4 };

function apart_series(drawing: Drawing, looks: Looks, at: Layout): object[] {
  const one = (id: string, name: string, paint: Paint, of: (row: Row) => number, hatched: boolean): object => ({
    ...kPlain, id, stack: "apart", name, barWidth: kBar, xAxisIndex: 1, yAxisIndex: 1,
    itemStyle: {
      color: paint.fill, borderColor: looks.quiet, borderWidth: 1,
      ...(hatched ? { decal: { ...kHatching, color: looks.quiet } } : {}),
    },
    data: drawing.rows.map((row) => {
      const all = rated(row) + row.unknown + row.abstained;
      const part = all > 0 ? (100 * of(row)) / all : 0;
      const show = (part / 100) * at.apart >= 22;
      return {
        value: part > 0 ? part : null,
        label: {
          show, formatter: String(Math.round(part)), color: paint.ink, fontSize: 13, position: "inside",
          backgroundColor: paint.fill, padding: 2,
        },
      };
    }),
  });
  return [
    one("unknown", drawing.unknown, unknown_paint(looks.dark), (r) => r.unknown, true),
    one("abstained", drawing.abstained, abstained_paint(looks.dark), (r) => r.abstained, false),
  ];
}

function rated(row: Row): number {
  return row.counts.reduce((sum, count) => sum + count, 0);
}

/** What is said over one segment: its row; its option, count and share. Empty for what is no segment. */
export function segment_text(drawing: Drawing, series_id: string, row_at: number): string[] {
  const row = drawing.rows[row_at];
  if (!row) return [];
  const n = rated(row);
  const all = n + row.unknown + row.abstained;
  const line = (name: string, count: number, whole: number) => [row.label, `${name}: ${count} / ${whole} (${percent_of(count, whole)}%)`];
  if (series_id === "unknown") return line(drawing.unknown, row.unknown, all);
  if (series_id === "abstained") return line(drawing.abstained, row.abstained, all);
  const option = /^option-(\d+)$/.exec(series_id);
  if (!option) return [];
  const at = Number(option[1]);
  return line(drawing.options[at] ?? "", row.counts[at] ?? 0, n);
}
