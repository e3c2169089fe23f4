import type { ChartBody } from "../chart.ts";
import { printable, shorten } from "../text/letters.ts";
import type { Look } from "./frame.ts";
import { LAYER, type Shape, words } from "./shapes.ts";

type Cell = NonNullable<ChartBody["cells"]>[number];

/** The state of a cell in words and as a sign, so that no one needs the colours. */
const STATES = {
  limit: { sign: "▲", words: "at a limit" },
  alarm: { sign: "●", words: "in ALARM" },
  well: { sign: "", words: "well" },
  silent: { sign: "?", words: "without values" },
} as const satisfies Readonly<Record<Cell["state"], { readonly sign: string; readonly words: string }>>;

/** More cells would be too small to read. */
const MOST = 40;
/** The height of a hexagon that stands on a corner, as a part of its width. */
const HIGH = 2 / Math.sqrt(3);

/** Resources as a honeycomb: a title, a hexagon for each with its name and value, and how many are in which state. */
export function drawHoneycomb({ title, cells = [] }: ChartBody, look: Look): readonly Shape[] {
  const { width, height, letter, colour } = look;
  const shown = cells.slice(0, MOST);
  const [top, bottom, side] = [letter * 2, height - letter * 2, letter / 2];
  const { size, columns } = sizeOf(shown.length, width - 2 * side, bottom - top);
  const drawn = shown.flatMap((cell, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    const x = side + size * (column + 0.5 + (row % 2 === 1 ? 0.5 : 0));
    const y = top + size * HIGH * (0.5 + 0.75 * row);
    return cellShapes(cell, { x, y, size }, look);
  });
  const heading = shorten(printable(title), width - letter, Math.round(letter * 1.1), "end");
  const counts = shorten(countsOf(cells), width - letter, letter, "end");
  return [
    words({ x: side, y: letter, text: heading, colour: colour.ink, letter: Math.round(letter * 1.1) }),
    ...drawn,
    words({ x: side, y: height - letter * 0.8, text: counts, colour: colour.ink, letter }),
  ];
}

/** The largest hexagons of which so many fit into a box; every second row is moved by half a cell. */
function sizeOf(count: number, width: number, height: number): { readonly size: number; readonly columns: number } {
  const fits = Array.from({ length: Math.max(1, count) }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(Math.max(1, count) / columns);
    const wide = width / (columns + (rows > 1 ? 0.5 : 0));
    const high = height / (HIGH * (0.25 + 0.75 * rows));
    return { size: Math.min(wide, high), columns };
  });
  return fits.reduce((best, each) => (each.size > best.size ? each : best));
}

function cellShapes(
  { name, state, text }: Cell,
  { x, y, size }: { readonly x: number; readonly y: number; readonly size: number },
  { letter, colour, palette }: Look,
): readonly Shape[] {
  const fill = { limit: colour.limit, alarm: palette[3] ?? colour.limit, well: colour.good, silent: colour.faint }[
    state
  ];
  const [half, quarter] = [size * 0.48, size * HIGH * 0.24];
  const points = [
    [x, y - 2 * quarter],
    [x + half, y - quarter],
    [x + half, y + quarter],
    [x, y + 2 * quarter],
    [x - half, y + quarter],
    [x - half, y - quarter],
  ];
  const small = Math.max(7, Math.min(letter, size / 7));
  const inside = size * 0.86;
  const { sign } = STATES[state];
  const lines = [sign, printable(name), printable(text)].filter((line) => line !== "");
  const style = { fill, stroke: colour.ground, lineWidth: 2, opacity: state === "well" ? 0.75 : 1 };
  return [
    { type: "polygon", z: LAYER.ground, silent: true, shape: { points }, style },
    ...lines.map((line, index) =>
      words({
        x,
        y: y + small * 1.25 * (index - (lines.length - 1) / 2),
        text: shorten(line, inside, small),
        colour: colour.ground,
        letter: small,
        align: "center",
      }),
    ),
  ];
}

/** "▲ 2 at a limit · 18 well · … and 3 more" */
function countsOf(cells: readonly Cell[]): string {
  const counted = Object.entries(STATES).flatMap(([state, { sign, words: said }]) => {
    const count = cells.filter((cell) => cell.state === state).length;
    return count === 0 ? [] : [`${sign} ${count} ${said}`.trim()];
  });
  return [...counted, ...(cells.length > MOST ? [`${cells.length - MOST} not shown`] : [])].join(" · ");
}
