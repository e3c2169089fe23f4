/** A label of a time, in pixels. */
export interface Label {
  readonly x: number;
  readonly text: string;
  readonly width: number;
  readonly colour: string;
  /** Labels with a lower rank are placed first. */
  readonly rank: number;
}

/** A label with its row (the highest first), at the right or the left of its vertical line. */
export interface PlacedLabel extends Label {
  readonly row: number;
  readonly side: "right" | "left";
}

/** Space between a vertical line and its text, and between two texts, in pixels. */
const SPACE = 4;

/**
 * Places labels between two pixels in as few rows as possible. No text covers another text, and no vertical line (from a text down to the
 * plot) crosses one. Labels without room are left out.
 */
export function placeLabels(
  labels: readonly Label[],
  { left, right, rows }: { readonly left: number; readonly right: number; readonly rows: number },
): { readonly placed: readonly PlacedLabel[]; readonly rows: number } {
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
  readonly sides: readonly PlacedLabel["side"][];
}

/** Each side is tried as the first choice: a label that does not fit with one order may fit with the other. */
const SIDES = ["right", "left"] as const;
const PREFERENCES = [SIDES, SIDES.toReversed()];

const byRank = (a: Label, b: Label): number => a.rank - b.rank;

function placeIn(labels: readonly Label[], { left, right, rows, sides }: Room): readonly PlacedLabel[] {
  const placed: PlacedLabel[] = [];
  for (const label of labels) {
    const candidates = Array.from({ length: rows }, (_, row) => row).flatMap((row) =>
      sides.map((side): PlacedLabel => ({ ...label, row, side })),
    );
    const free = candidates.find((candidate) => {
      const [from, to] = extent(candidate);
      return from >= left && to <= right && placed.every((known) => apart(candidate, known));
    });
    if (free) placed.push(free);
  }
  return placed;
}

/** The pixels of a text, with its vertical line and the space beside it. */
function extent({ x, width, side }: PlacedLabel): readonly [from: number, to: number] {
  return side === "right" ? [x, x + SPACE + width] : [x - SPACE - width, x];
}

function apart(a: PlacedLabel, b: PlacedLabel): boolean {
  const [upper, lower] = a.row <= b.row ? [a, b] : [b, a];
  const [from, to] = extent(lower);
  const [before, after] = lower.side === "right" ? [0, SPACE] : [SPACE, 0];
  if (upper.row < lower.row) return upper.x <= from - before || upper.x >= to + after;
  const [start, end] = extent(upper);
  return start >= to + SPACE || from >= end + SPACE;
}
