// A chart of stacked bars in the page: loads the charting library when it comes near the view, follows the width of its
// place, the colour scheme and printing. Where the library fails, the table below the chart still says everything.
import { useEffect, useRef, useState } from "preact/hooks";
import { chart_height, segment_text, stacked_bars } from "./draw";
import type { Drawing, Looks } from "./draw";
import { use_words } from "./use_words";

type Chart = { setOption: (option: object, how: object) => void; resize: (size: object) => void; dispose: () => void };

const kPrintWidth = 660;
const kIdle_ms = 1500;  // charts out of view are drawn after this, so that printing finds them

function looks_of(width: number, printing: boolean): Looks {
  const style = getComputedStyle(document.documentElement);
  const value = (name: string) => style.getPropertyValue(name).trim();
  const dark = !printing && window.matchMedia("(prefers-color-scheme: dark)").matches;
  const look = (name: string, on_paper: string) => (printing ? on_paper : value(name));
  return {
    width, dark, ink: look("--ink", "#000000"), quiet: look("--quiet", "#333333"), line: look("--line", "#999999"),
    ground: look("--ground", "#ffffff"), font: value("--font"),
  };
}

function tooltip_of(drawing: Drawing): object {
  return {
    trigger: "item", confine: true, transitionDuration: 0,
    formatter: (p: { seriesId: string; dataIndex: number }) => {
      const box = document.createElement("div");
      for (const line of segment_text(drawing, p.seriesId, p.dataIndex)) {
        const part = document.createElement("div");
        part.textContent = line;
        box.appendChild(part);
      }
      return box;
    },
  };
}

export function Bars(props: { drawing: Drawing }) {
  const { w } = use_words();
  const place = useRef<HTMLDivElement>(null);
  const [near, set_near] = useState(false);
  const [failed, set_failed] = useState(false);

  useEffect(() => {
    const element = place.current;
    if (!element || near) return undefined;
    const seen = new IntersectionObserver(
      (entries) => { if (entries.some((e) => e.isIntersecting)) set_near(true); }, { rootMargin: "60% 0px" },
    );
    seen.observe(element);
    const idle = window.setTimeout(() => set_near(true), kIdle_ms);
    return () => { seen.disconnect(); window.clearTimeout(idle); };
  }, [near]);

  useEffect(() => {
    const element = place.current;
    if (!element || !near) return undefined;
    let stop = () => undefined as void;
    let gone = false;
    import("./echarts_core").then(({ init }) => {
      const begin = (width: number, height: number) => init(element, null, { renderer: "svg", width, height }) as unknown as Chart;
      if (!gone) stop = keep_drawn(element, props.drawing, begin);
    }).catch(() => set_failed(true));
    return () => { gone = true; stop(); };
  }, [near, props.drawing]);

  useEffect(() => {
    const element = place.current;
    if (element && !failed) element.style.height = `${chart_height(props.drawing, element.clientWidth || 320)}px`;
  }, [props.drawing]);

  if (failed) return <p class="quiet">{w.chart_failed}</p>;
  return <div class="bars" ref={place} role="img" aria-label={props.drawing.description} />;
}

/** Draws, and draws again when width, colours or medium change; gives back what ends it. */
function keep_drawn(element: HTMLElement, drawing: Drawing, start: (width: number, height: number) => Chart): () => void {
  let chart: Chart | null = null;
  let drawn = 0;
  function draw(printing: boolean): void {
    const width = printing ? Math.min(kPrintWidth, element.clientWidth || kPrintWidth) : element.clientWidth;
    if (width < 40) return;
    const height = chart_height(drawing, width);
    element.style.height = `${height}px`;
    if (chart) chart.resize({ width, height });
    else chart = start(width, height);
    chart.setOption({ ...stacked_bars(drawing, looks_of(width, printing)), tooltip: tooltip_of(drawing) }, { notMerge: true });
    drawn = width;
  }
  const screen = () => draw(false);
  const paper = () => draw(true);
  const scheme = window.matchMedia("(prefers-color-scheme: dark)");
  const size = new ResizeObserver(() => { if (Math.abs(element.clientWidth - drawn) > 1) screen(); });
  screen();
  size.observe(element);
  scheme.addEventListener?.("change", screen);
  window.addEventListener("beforeprint", paper);
  window.addEventListener("afterprint", screen);
  return () => {
    size.disconnect();
    scheme.removeEventListener?.("change", screen);
    window.removeEventListener("beforeprint", paper);
    window.removeEventListener("afterprint", screen);
    chart?.dispose();
  };
}
