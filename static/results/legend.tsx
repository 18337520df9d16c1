// Which colour stands for which option: swatches drawn as SVG, so that they print.
import { abstained_paint, scale_paints, unknown_paint } from "./colours";
import { use_dark } from "./use_dark";
import { use_words } from "./use_words";

export function Legend(props: { options: string[]; unknown: string | null; abstained: boolean }) {
  const { w } = use_words();
  const dark = use_dark();
  const paints = scale_paints(props.options.length, dark);
  return (
    <ul class="legend">
      {props.options.map((name, at) => <li key={name}><Swatch name={name} fill={paints[at]?.fill ?? ""} /></li>)}
      {(props.unknown !== null || props.abstained) && (
        <li class="legend-apart">
          {props.unknown !== null && <Swatch name={props.unknown} fill={unknown_paint(dark).fill} hatched />}
          {props.abstained && <Swatch name={w.abstained} fill={abstained_paint(dark).fill} />}
        </li>
      )}
    </ul>
  );
}

function Swatch(props: { name: string; fill: string; hatched?: boolean }) {
  return (
    <span class="legend-entry">
      <svg viewBox="0 0 16 16" aria-hidden="true" class="swatch">
        <rect x="0.5" y="0.5" width="15" height="15" fill={props.fill} class="swatch-box" />
        {props.hatched && <path d="M0 8 L8 0 M0 16 L16 0 M8 16 L16 8" class="swatch-hatch" />}
      </svg>
      {props.name}
    </span>
  );
}
