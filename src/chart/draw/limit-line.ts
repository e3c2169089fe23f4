import { amount } from "../axes/axis-unit.ts";
import type { Content } from "../content.ts";
import { widthOf } from "../text/letters.ts";
import type { Frame, Look } from "./frame.ts";
import { box, LAYER, line, type Shape, words } from "./shapes.ts";

/** The limit as a dashed line. Its label is above or below it, at the end where it covers the fewest points. */
export function drawLimit({ threshold, lines, marks }: Content, frame: Frame, look: Look): readonly Shape[] {
  if (threshold === undefined) return [];
  const { left, right, top, bottom, x, y, unit } = frame;
  const { letter, colour } = look;
  const text = `limit ${amount(threshold, unit)}`;
  const [width, height, level] = [widthOf(text, letter) + 8, letter * 1.3, y(threshold)];
  const points = lines.flatMap((drawn) =>
    drawn.points.map(([at, value]) => [x(at), value === null ? -1 : y(value)] as const),
  );
  const poles = marks.filter(({ to }) => to === undefined).map(({ at }) => x(at));
  const places = [right - width, left + 2].flatMap((from) =>
    [level - height - 1, level + 1].map((above) => ({ from, above })),
  );
  const weighed = places.map(({ from, above }) => {
    const behind = points.filter(([px, py]) => px >= from && px <= from + width && py >= above && py <= above + height);
    const crossed = poles.filter((px) => px >= from && px <= from + width);
    const outside = above < top || above + height > bottom ? 1e6 : 0;
    return { from, above, cost: behind.length + 20 * crossed.length + outside };
  });
  const { from, above, cost } = weighed.reduce((best, place) => (place.cost < best.cost ? place : best));
  return [
    line([left, level, right, level], { colour: colour.limit, width: 1.5, dash: [12, 4] }),
    ...(cost > 0
      ? [box({ x: from, y: above, width, height }, { colour: colour.ground, opacity: 0.75, layer: LAYER.mark })]
      : []),
    words({ x: from + 4, y: above + height / 2, text, colour: colour.limit, letter }),
  ];
}
