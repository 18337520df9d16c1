// A table with caption, that scrolls by itself where the screen is narrower. Needs shared/data.css.
import type { ComponentChildren } from "preact";

export interface Column<Row> {
  id: string;
  head: ComponentChildren;
  number?: boolean;                       ///< right-aligned, tabular figures
  row_head?: boolean;                     ///< names the row
  cell: (row: Row) => ComponentChildren;
}

export interface TableProps<Row> {
  caption: ComponentChildren;
  hide_caption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  row_id: (row: Row, index: number) => string;
  empty?: ComponentChildren;              ///< what to say when there are no rows
}

export function Table<Row>(props: TableProps<Row>) {
  if (props.rows.length === 0 && props.empty !== undefined) return <p class="quiet">{props.empty}</p>;
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={typeof props.caption === "string" ? props.caption : undefined}>
      <table>
        <caption class={props.hide_caption ? "visually-hidden" : ""}>{props.caption}</caption>
        <thead>
          <tr>
            {props.columns.map((column) => (
              <th key={column.id} scope="col" class={column.number ? "number" : ""}>{column.head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row, index) => (
            <tr key={props.row_id(row, index)}>
              {props.columns.map((column) => column.row_head
                ? <th key={column.id} scope="row">{column.cell(row)}</th>
                : <td key={column.id} class={column.number ? "number" : ""}>{column.cell(row)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
