import { FONT } from "./style.ts";

/** A shape of ECharts' `graphic` option, in pixels. */
export type Shape = Readonly<Record<string, unknown>>;

/** The layers under the lines, over the lines, and over everything. */
export const LAYER = { ground: 1, mark: 5, words: 8 } as const;

interface Words {
  readonly x: number;
  /** The middle of the line of text. */
  readonly y: number;
  readonly text: string;
  readonly colour: string;
  readonly letter: number;
  readonly align?: "left" | "center" | "right";
}

/**
 * One line of plain text without templates or markup. ECharts caches measured texts as keys of a plain object, where "__proto__"
 * would change every object of the process, so such a word gets a space after it.
 */
export function words({ x, y, text, colour, letter, align = "left" }: Words): Shape {
  const font = { fontSize: letter, fontFamily: FONT };
  const style = {
    text: text in Object.prototype ? `${text}\u00a0` : text,
    fill: colour,
    align,
    verticalAlign: "middle",
    ...font,
  };
  return { type: "text", z: LAYER.words, silent: true, x, y, style };
}

/** A straight line, solid unless dashes are given. */
export function line(
  [x1, y1, x2, y2]: readonly [x1: number, y1: number, x2: number, y2: number],
  { colour, width = 1, dash }: { readonly colour: string; readonly width?: number; readonly dash?: readonly number[] },
): Shape {
  const style = { stroke: colour, lineWidth: width, ...(dash && { lineDash: [...dash] }) };
  return { type: "line", z: LAYER.mark, silent: true, shape: { x1, y1, x2, y2 }, style };
}

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A rectangle, filled or only outlined. */
export function box(
  shape: Box,
  fill: { readonly colour: string; readonly opacity?: number; readonly hollow?: boolean; readonly layer: number },
): Shape {
  const { colour, opacity = 1, hollow = false, layer } = fill;
  const style = hollow ? { fill: "none", stroke: colour, lineWidth: 1, opacity } : { fill: colour, opacity };
  return { type: "rect", z: layer, silent: true, shape, style };
}

/** A filled area under the lines. */
export function area(points: readonly (readonly [number, number])[], colour: string, opacity: number): Shape {
  return { type: "polygon", z: LAYER.ground, silent: true, shape: { points }, style: { fill: colour, opacity } };
}
