import type { Content, Mark } from "../content.ts";
import { shorten, widthOf } from "../text/letters.ts";
import { type Label, type PlacedLabel, placeLabels } from "../text/place-labels.ts";
import type { Frame, Look, Scales } from "./frame.ts";
import { area, box, LAYER, line, type Shape, words } from "./shapes.ts";
import type { Theme } from "./style.ts";

/** The most rows of labels above the plot, and the share of the picture that must be left for the plot. */
const ROWS = 3;
const PLOT = 0.42;
const ROW = 1.3;
/** The height in pixels of the strip that shows a state at the top of the plot. */
const STRIP = 5;
/** The order in which labels are placed; within a kind, the order of the input. */
const RANK = { onset: 0, alarm: 1, change: 2, moment: 3, ok: 4, other: 4 } as const;
const DASHES = { onset: undefined, change: [6, 3], moment: [2, 3] } as const;

export interface PlacedMarks {
  readonly labels: readonly PlacedLabel[];
  readonly rows: number;
  /** The labels of marks outside the picture, or without room for them. */
  readonly unsaid: readonly string[];
}

function colourOf(kind: Mark["kind"], colour: Theme): string {
  if (kind === "onset" || kind === "alarm") return colour.limit;
  return kind === "ok" ? colour.good : colour.ink;
}

const isSpan = (mark: Mark): mark is Mark & { readonly to: number } => mark.to !== undefined;
const isInside = ({ at, to = at }: Mark, { from, to: end }: Scales): boolean => to >= from && at <= end;

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

/** Places the labels of all marks. Equal labels close together become one with a count. `room`: pixels for the labels and the plot. */
export function placeMarks({ marks }: Content, scales: Scales, look: Look, room: number): PlacedMarks {
  const { letter, colour, height } = look;
  const { left, right, x } = scales;
  const inside = marks
    .map((mark, index) => ({ ...mark, rank: RANK[mark.kind] + index / marks.length }))
    .filter((mark) => isInside(mark, scales))
    .sort((a, b) => a.at - b.at);
  const said: (Label & { readonly count: number })[] = [];
  for (const { at, text: whole, kind, rank } of inside) {
    const text = shorten(whole, (right - left) * 0.6, letter, "end");
    const here = Math.max(left, x(at));
    const same = said.findLastIndex((known) => isSame(known.text, text) && here < known.x + 2 * known.width);
    const known = said[same];
    if (known) {
      const count = known.count + (here - known.x > 1 ? 1 : 0);
      said[same] = { ...known, count, rank: Math.min(known.rank, rank) };
    } else
      said.push({
        x: here,
        text,
        width: widthOf(text, letter),
        colour: colourOf(kind, colour),
        rank,
        count: 1,
      });
  }
  const labels = said.map(({ count, ...label }) => {
    const text = count === 1 ? label.text : `${label.text} ×${count}`;
    return { ...label, text, width: widthOf(text, letter) };
  });
  const most = Math.max(1, Math.min(ROWS, Math.floor((room - height * PLOT) / (letter * ROW))));
  const { placed, rows } = placeLabels(labels, { left: letter / 2, right: right + letter / 2, rows: most });
  const outside = marks.filter((mark) => !isInside(mark, scales)).map(({ text }) => text);
  const crowded = labels.filter(({ x: at, text }) => !placed.some((each) => each.x === at && each.text === text));
  return { labels: placed, rows, unsaid: [...outside, ...crowded.map(({ text }) => text)] };
}

/** States as shaded spans, the usual range as an area, times as lines up to their labels. */
export function drawMarks(content: Content, { labels, rows }: PlacedMarks, frame: Frame, look: Look): readonly Shape[] {
  const { left, right, top, bottom, x, y } = frame;
  const { letter, colour } = look;
  const inside = content.marks.filter((mark) => isInside(mark, frame));
  const usual = content.usual.map((run) => {
    const upper = run.map(([at, , high]) => [x(at), y(high)] as const);
    const lower = run.map(([at, low]) => [x(at), y(low)] as const);
    return area([...upper, ...lower.reverse()], colour.faint, 0.22);
  });
  const spans = inside.filter(isSpan).flatMap(({ at, to, kind }) => {
    const [start, end] = [Math.max(left, x(at)), Math.min(right, x(to))];
    const width = Math.max(1, end - start);
    const own = colourOf(kind, colour);
    const shade = box(
      { x: start, y: top, width, height: bottom - top },
      { colour: own, opacity: kind === "ok" ? 0.06 : 0.12, layer: LAYER.ground },
    );
    const strip = { x: start, y: top - STRIP, width, height: STRIP };
    return [shade, box(strip, { colour: own, hollow: kind !== "alarm", layer: LAYER.mark })];
  });
  const moments = inside.flatMap(({ at, kind }) => {
    if (kind === "alarm" || kind === "ok" || kind === "other") return [];
    const dash = DASHES[kind];
    const width = kind === "onset" ? 2 : 1;
    return [line([x(at), top, x(at), bottom], { colour: colourOf(kind, colour), width, ...(dash && { dash }) })];
  });
  const named = labels.flatMap((label) => {
    const middle = top - STRIP - (rows - label.row - 0.5) * letter * ROW;
    const pole = line([label.x, middle - letter / 2, label.x, top], { colour: label.colour });
    const [shift, align] = label.side === "right" ? ([4, "left"] as const) : ([-4, "right"] as const);
    return [pole, words({ x: label.x + shift, y: middle, text: label.text, colour: label.colour, letter, align })];
  });
  return [...usual, ...spans, ...moments, ...named];
}

/** The height of the labels above the plot, in pixels. */
export function heightOf({ rows }: PlacedMarks, { letter }: Look): number {
  return STRIP + rows * letter * ROW;
}
