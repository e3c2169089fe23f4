/** A text that belongs to a moment, in pixels. */
export interface Label {
  readonly x: number;
  readonly text: string;
  readonly width: number;
  readonly colour: string;
  /** The lower, the sooner it gets a place where there is not room for all. */
  readonly rank: number;
}

/** A label in its row, the highest first, written to the right or to the left of its pole. */
export interface Placed extends Label {
  readonly row: number;
  readonly side: "right" | "left";
}

/** Room between a pole and its text, and between two texts. */
const SPACE = 4;

/**
 * Puts labels into as few rows as hold them between two pixels. No text covers another, and no pole, which goes from its
 * text down to the plot, crosses one. What finds no room is left out.
 */
export function placeLabels(
  labels: readonly Label[],
  { left, right, rows }: { readonly left: number; readonly right: number; readonly rows: number },
): { readonly placed: readonly Placed[]; readonly rows: number } {
  const sorted = labels.toSorted((a, b) => a.x - b.x);
  for (let used = 1; ; used++) {
    const tries = PREFERENCES.map((sides) => placeIn(sorted, { left, right, rows: used, sides }));
    const placed = tries.reduce((best, tried) => (tried.length > best.length ? tried : best));
    if (placed.length === sorted.length) return { placed, rows: placed.length === 0 ? 0 : used };
    if (used >= rows) return { placed: placeIn(sorted.toSorted(byRank), { left, right, rows, sides: SIDES }), rows };
  }
}

interface Room {
  readonly left: number;
  readonly right: number;
  readonly rows: number;
  readonly sides: readonly Placed["side"][];
}

/** Which side is tried first: what one order leaves out, another may place. */
const SIDES = ["right", "left"] as const;
const PREFERENCES = [SIDES, SIDES.toReversed()];

const byRank = (a: Label, b: Label): number => a.rank - b.rank;

function placeIn(labels: readonly Label[], { left, right, rows, sides }: Room): readonly Placed[] {
  const placed: Placed[] = [];
  for (const label of labels) {
    const candidates = Array.from({ length: rows }, (_, row) => row).flatMap((row) =>
      sides.map((side): Placed => ({ ...label, row, side })),
    );
    const free = candidates.find((candidate) => {
      const [from, to] = extent(candidate);
      return from >= left && to <= right && placed.every((known) => apart(candidate, known));
    });
    if (free) placed.push(free);
  }
  return placed;
}

/** The pixels that a text takes, with its pole and the room beside it. */
function extent({ x, width, side }: Placed): readonly [from: number, to: number] {
  return side === "right" ? [x, x + SPACE + width] : [x - SPACE - width, x];
}

function apart(a: Placed, b: Placed): boolean {
  const [upper, lower] = a.row <= b.row ? [a, b] : [b, a];
  const [from, to] = extent(lower);
  const [before, after] = lower.side === "right" ? [0, SPACE] : [SPACE, 0];
  if (upper.row < lower.row) return upper.x <= from - before || upper.x >= to + after;
  const [start, end] = extent(upper);
  return start >= to + SPACE || from >= end + SPACE;
}
