/** Where an anomaly is to be reported, both ends included, in seconds. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** What a detector earned on one series, or on several when added up. */
export interface Points {
  readonly windows: number;
  readonly earned: number;
  readonly missed: number;
  /** Reports outside every window, and what they cost. */
  readonly false: number;
}

/** A report outside every window costs at most this. */
const FALSE_REPORT = 0.11;
/** So many window widths past a window a report has nothing more to do with it. */
const FAR = 3;
/** Of a series this share, at most so many rows, is for learning: nothing there counts. */
const PROBATION = { share: 0.15, rows: 750 };

/** How many rows at the beginning of a series count nothing. */
export function probationOf(rows: number): number {
  return Math.min(Math.floor(PROBATION.share * rows), PROBATION.rows);
}

/**
 * Points for the reports of one series: of each window the earliest counts, and the more the earlier it is.
 * The scoring function of the Numenta Anomaly Benchmark, standard profile: Lavin and Ahmad, "Evaluating Real-time Anomaly
 * Detection Algorithms", https://arxiv.org/abs/1510.03336, section II.
 */
export function pointsOf(reports: readonly number[], windows: readonly Window[]): Points {
  let earned = 0;
  let missed = 0;
  for (const window of windows) {
    const inside = reports.filter((at) => isIn(window, at));
    if (inside.length === 0) missed += 1;
    else earned += sigmoid((Math.min(...inside) - window.end) / width(window)) / sigmoid(-1);
  }
  const outside = reports.filter((at) => !windows.some((window) => isIn(window, at)));
  for (const at of outside) earned -= FALSE_REPORT * Math.abs(sigmoid(widthsPast(windows, at)));
  return { windows: windows.length, earned: earned - missed, missed, false: outside.length };
}

/** 100 for a report at the start of every window and no other, 0 for no report at all. Adds up series first. */
export function scoreOf(all: readonly Points[]): number {
  const windows = all.reduce((sum, points) => sum + points.windows, 0);
  const earned = all.reduce((sum, points) => sum + points.earned, 0);
  return windows === 0 ? Number.NaN : (100 * (earned + windows)) / (2 * windows);
}

function widthsPast(windows: readonly Window[], at: number): number {
  const before = windows.filter(({ end }) => end < at).reduce<Window | undefined>(later, undefined);
  if (!before) return Number.POSITIVE_INFINITY;
  const widths = (at - before.end) / width(before);
  return widths > FAR ? Number.POSITIVE_INFINITY : widths;
}

function later(one: Window | undefined, other: Window): Window {
  return one && one.end > other.end ? one : other;
}

function isIn({ start, end }: Window, at: number): boolean {
  return at >= start && at <= end;
}

function width({ start, end }: Window): number {
  return end - start;
}

/** From 1 long before the end of a window through 0 at its end to -1 long after. */
function sigmoid(y: number): number {
  return 2 / (1 + Math.exp(5 * y)) - 1;
}
