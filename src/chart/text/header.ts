import { toUnit } from "../axes/axis-unit.ts";
import type { Content } from "../content.ts";
import type { Look } from "../draw/frame.ts";
import { box, LAYER, line, type Shape, words } from "../draw/shapes.ts";
import { DASH } from "../draw/style.ts";
import { shorten, widthOf } from "./letters.ts";

/** Shapes at the top of a picture, and their lower end in pixels. */
interface Rows {
  readonly shapes: readonly Shape[];
  readonly bottom: number;
}

export interface Header extends Rows {
  /** The number of lines, from the first on, with a colour and a name. */
  readonly named: number;
}

interface Entry {
  readonly name: string;
  /** Undefined if the palette has no colour left. */
  readonly colour: string | undefined;
  readonly sample: "solid" | "dashed" | "area";
}

/** The title, the unit at its right, and below them a legend if there is more than one entry. */
export function toHeader(content: Content, look: Look): Header {
  const { width, letter, colour } = look;
  const [left, right, y] = [letter / 2, width - letter, letter];
  const [size, large] = [Math.round(letter * 0.9), Math.round(letter * 1.1)];
  const unit = shorten(toUnit(content.unit).caption, (right - left) * 0.4, size, "end");
  const taken = unit === "" ? 0 : widthOf(unit, size) + letter;
  const title = shorten(content.title, right - left - taken, large, "end");
  const legend = toLegend(entriesOf(content, look), look);
  return {
    shapes: [
      words({ x: left, y, text: title, colour: colour.ink, letter: large }),
      words({ x: right, y, text: unit, colour: colour.faint, letter: size, align: "right" }),
      ...legend.shapes,
    ],
    bottom: legend.bottom,
    named: content.usual.length > 0 && legend.shown > 0 ? legend.shown - 1 : Math.max(1, legend.shown),
  };
}

function entriesOf({ lines, usual, usualName }: Content, { palette, colour }: Look): readonly Entry[] {
  const drawn = lines.map(({ name, dashed }, index): Entry => {
    return { name, colour: palette[index], sample: dashed ? "dashed" : "solid" };
  });
  const range: readonly Entry[] = usual.length > 0 ? [{ name: usualName, colour: colour.faint, sample: "area" }] : [];
  return drawn.length + range.length > 1 ? [...range, ...drawn] : [];
}

interface Legend extends Rows {
  readonly shown: number;
}

/** The part of the width for a name. A smaller part is used if all names then fit and have at least this many letters. */
const SHARES = [0.45, 0.31, 0.23];
const LETTERS = 7;
const ROWS = 3;

function toLegend(entries: readonly Entry[], look: Look): Legend {
  const coloured = entries.filter(({ colour }) => colour !== undefined).length;
  const shares = SHARES.filter((share) => share === SHARES[0] || share * look.width >= LETTERS * look.letter);
  const legends = shares.map((share) => layLegend(entries, share, look));
  const most = Math.max(...legends.map(({ shown }) => shown));
  const found = legends.find(({ shown }) => shown === coloured) ?? legends.find(({ shown }) => shown === most);
  return found ?? { shapes: [], bottom: 0, shown: 0 };
}

/** Places the entries row by row; entries without room or without a colour are counted. */
function layLegend(entries: readonly Entry[], share: number, { width, letter, colour }: Look): Legend {
  const last = ROWS - 1;
  const [left, right, step] = [letter / 2, width - letter, letter * 1.4];
  const [sample, gap] = [letter * 1.6, letter * 0.4];
  const shapes: Shape[] = [];
  let [x, row, shown] = [left, 0, 0];
  const more = (count: number): string => `… and ${count} more`;
  const y = (): number => letter * 2 + step * (row + 0.4);
  for (const { name, colour: own, sample: kind } of entries) {
    if (own === undefined) break;
    const text = shorten(name, (right - left) * share - sample, letter);
    const wide = sample + gap + widthOf(text, letter);
    const rest = entries.length - shown - 1;
    const kept = (): number => (row === last && rest > 0 ? widthOf(more(rest), letter) + letter : 0);
    if (x + wide + kept() > right && row < last) [x, row] = [left, row + 1];
    if (x + wide + kept() > right) break;
    shapes.push(sampleOf(kind, own, x, y(), sample));
    shapes.push(words({ x: x + sample + gap, y: y(), text, colour: colour.ink, letter }));
    x += wide + letter;
    shown += 1;
  }
  const hidden = entries.length - shown;
  if (hidden > 0) shapes.push(words({ x, y: y(), text: more(hidden), colour: colour.faint, letter }));
  return { shapes, bottom: letter * 2 + (entries.length === 0 ? 0 : step * (row + 1)), shown };
}

function sampleOf(kind: Entry["sample"], colour: string, x: number, y: number, width: number): Shape {
  const height = width / 2;
  if (kind === "area") return box({ x, y: y - height / 2, width, height }, { colour, opacity: 0.3, layer: LAYER.mark });
  return line([x, y, x + width, y], { colour, width: 3, ...(kind === "dashed" && { dash: DASH }) });
}
