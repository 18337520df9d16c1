// One colour scale from poor to excellent: from a pale amber to a dark blue (and the other way round in brightness on a
// dark ground). Brightness alone tells the order, so grey print and colour-blind eyes read it too. Pure.

export interface Paint {
  fill: string;
  /** Colour of letters on the fill. */
  ink: string;
}

type Rgb = [number, number, number];

// Best first. Neighbouring anchors differ in relative luminance in one direction only.
const kLight: Rgb[] = [[16, 62, 99], [50, 112, 147], [126, 169, 182], [217, 196, 140], [247, 229, 184]];
const kDark: Rgb[] = [[190, 226, 245], [134, 184, 211], [96, 137, 158], [122, 97, 46], [84, 62, 22]];

/** `count` paints, the best option's first. */
export function scale_paints(count: number, dark: boolean): Paint[] {
  const anchors = dark ? kDark : kLight;
  const paints: Paint[] = [];
  for (let i = 0; i < count; i++) {
    const at = count < 2 ? 0 : (i / (count - 1)) * (anchors.length - 1);
    const lower = Math.min(Math.floor(at), anchors.length - 2);
    const a = anchors[lower] as Rgb;
    const b = anchors[lower + 1] as Rgb;
    const mixed = a.map((v, k) => Math.round(v + ((b[k] as number) - v) * (at - lower))) as Rgb;
    paints.push({ fill: hex(mixed), ink: ink_on(mixed) });
  }
  return paints;
}

/** "Don't know" and its like: grey, told apart by hatching as well. */
export function unknown_paint(dark: boolean): Paint {
  return dark ? { fill: "#4a4f55", ink: "#ffffff" } : { fill: "#d6d9dd", ink: "#1c2126" };
}

/** No answer: the ground itself with an outline. */
export function abstained_paint(dark: boolean): Paint {
  return dark ? { fill: "#23272c", ink: "#ffffff" } : { fill: "#f4f5f6", ink: "#1c2126" };
}

function hex(c: Rgb): string {
  return `#${c.map((v) => (v < 16 ? "0" : "") + v.toString(16)).join("")}`;
}

/** WCAG relative luminance of "#rrggbb". */
export function luminance(colour: string): number {
  const part = (from: number): number => {
    const v = parseInt(colour.slice(from, from + 2), 16) / 255;
    return v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5);
}

/** White or black, whichever reads better: that is at least 4.5:1 on any ground. */
function ink_on(c: Rgb): string {
  const ground = luminance(hex(c));
  return 1.05 / (ground + 0.05) >= (ground + 0.05) / 0.05 ? "#ffffff" : "#000000";
}
