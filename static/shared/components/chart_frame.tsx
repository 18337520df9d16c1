// The frame of a chart: title, what to see in it, the picture, and the same figures as a table. Knows no charting
// library. Needs shared/data.css.
import type { ComponentChildren } from "preact";

export interface ChartFrameProps {
  title: ComponentChildren;
  note?: ComponentChildren;
  picture: ComponentChildren;
  table: ComponentChildren;
  table_label: string;    ///< "Figures as a table"
  table_open?: boolean;
  source?: ComponentChildren;
}

export function ChartFrame(props: ChartFrameProps) {
  return (
    <figure class="chart-frame">
      <figcaption>
        <h3 class="chart-title">{props.title}</h3>
        {props.note && <p class="chart-note">{props.note}</p>}
      </figcaption>
      <div class="picture">{props.picture}</div>
      {props.source && <p class="quiet small">{props.source}</p>}
      <details open={props.table_open}>
        <summary>{props.table_label}</summary>
        {props.table}
      </details>
    </figure>
  );
}
