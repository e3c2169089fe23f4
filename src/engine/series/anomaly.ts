import { createDailyRhythm } from "./daily-rhythm.ts";
import { createSortedWindow, type SortedWindow } from "./sorted-window.ts";

/** Detects anomalies in one series as its values arrive. */
export interface AnomalyDetector {
  /** Takes the next value. NaN means missing: nothing is reported or learned. Times are in seconds and never decrease. */
  next(value: number, atSeconds: number): Surprise;
}

/** How anomalous a value was when it arrived. */
export interface Surprise {
  /** From 0 (as usual) to 1 (unlike everything before); comparable between series of any unit. */
  readonly score: number;
  /** Whether this is the beginning of an anomaly that people should be notified of. */
  readonly report: boolean;
}

/** All parameters of the detector. Changing any of them by a quarter has little effect. */
export interface AnomalySettings {
  /** The lowest score that is reported. */
  readonly threshold: number;
  /** Standard deviations of the bulk that count as near; keeps the tails of noise below the threshold. */
  readonly tolerance: number;
  /** The factor for values that are new to the short memory only. */
  readonly shortWeight: number;
  readonly longMemoryDays: number;
  readonly shortMemoryDays: number;
  /** Rows until a value enters the memory, so that an event is not compared with its own beginning. */
  readonly restRows: number;
  /** Hours after a report in which no other follows... */
  readonly quietHours: number;
  /** ...unless its score is this many times as high. */
  readonly worse: number;
  /** The fewest rows in memory with which a value is scored. */
  readonly learningRows: number;
  /** The time of day explains a series if the residual has less than this share of its spread. */
  readonly explained: number;
  /** Rows of the moving means and of the moving standard deviation that are scored beside the value itself. */
  readonly meanRows: readonly [short: number, long: number];
  readonly spreadRows: number;
}

const ANOMALY_SETTINGS: AnomalySettings = {
  threshold: 0.17,
  tolerance: 3,
  shortWeight: 0.4,
  longMemoryDays: 14,
  shortMemoryDays: 3,
  restRows: 16,
  quietHours: 8,
  worse: 2,
  learningRows: 144,
  explained: 0.7,
  meanRows: [4, 16],
  spreadRows: 24,
};

const DAY = 86_400;
const HOUR = 3_600;
/** Differences below this share of the values are rounding errors. */
const ROUNDING = 1e-9;
/** Values above this are not measurements; their squares are still finite. */
const ABSURD = 1e100;

/**
 * A detector that has seen nothing yet.
 *
 * The series is watched in several views: the value (spikes), moving means (levels), the moving standard deviation (bursts and
 * flat lines), and what the time of day leaves unexplained. In each view a value is as anomalous as it is isolated: its distance
 * to the nearest value in memory, over its distance to the median plus a few standard deviations of the bulk. This is the
 * nearest-neighbour non-conformity of conformal detectors (Burnaev and Ishimtsev, https://arxiv.org/abs/1608.04585; Ishimtsev and
 * others, https://arxiv.org/abs/1706.03412) made a ratio: it has no unit, so that one threshold fits every series, needs no
 * distribution, notices values between two habits as well as beyond all, and does not tire people with what comes back every
 * night. Quartiles and percentiles stand for the standard deviation, because a few outliers do not move them (Rousseeuw and
 * Croux, https://doi.org/10.1080/01621459.1993.10476408).
 */
export function createAnomalyDetector(settings: AnomalySettings = ANOMALY_SETTINGS): AnomalyDetector {
  const { threshold, meanRows, spreadRows, quietHours, worse, explained } = settings;
  const plain = [1, ...meanRows].map(() => createView(settings));
  const spread = createView(settings);
  const [byClock, byNone] = [createView(settings), createView(settings)];
  const rhythm = createDailyRhythm();
  const [recent, awayByClock, awayByNone] = [createRecent(), createRecent(), createRecent()];
  const longest = Math.max(...meanRows, spreadRows);
  let reported = { at: Number.NEGATIVE_INFINITY, score: 0 };

  function scoreOf(value: number, at: number): number {
    recent.push(value, longest);
    const resolution = ROUNDING * recent.largest();
    const scores = [1, ...meanRows].map((rows, index) => plain[index]?.novelty(recent.mean(rows), at, resolution) ?? 0);
    scores.push(spread.novelty(recent.deviation(spreadRows), at, resolution));
    const usual = rhythm.next(value, at);
    if (usual) {
      awayByClock.push(value - usual.now, longest);
      awayByNone.push(value - usual.ever, longest);
      const score = byClock.novelty(awayByClock.mean(meanRows[0]), at, resolution);
      byNone.novelty(awayByNone.mean(meanRows[0]), at, resolution);
      if (byClock.spread() < explained * byNone.spread()) scores.push(score);
    }
    return Math.max(...scores);
  }

  return {
    next(value, atSeconds) {
      if (!(Math.abs(value) < ABSURD)) return { score: 0, report: false };
      const score = Math.min(1, scoreOf(value, atSeconds));
      const quiet = atSeconds - reported.at < quietHours * HOUR && score < worse * reported.score;
      const report = score >= threshold && !quiet;
      if (report) reported = { at: atSeconds, score };
      return { score, report };
    },
  };
}

/** One view of the series with its memory. */
interface View {
  /** Scores a value, and adds it to the memory later. NaN means missing. */
  novelty(value: number, at: number, resolution: number): number;
  spread(): number;
}

function createView(settings: AnomalySettings): View {
  const { tolerance, shortWeight, restRows, learningRows } = settings;
  const long = createSortedWindow(settings.longMemoryDays * DAY, tolerance);
  const short = createSortedWindow(settings.shortMemoryDays * DAY, tolerance);
  const resting: { readonly value: number; readonly at: number }[] = [];
  const newIn = (memory: SortedWindow, value: number, resolution: number) =>
    memory.size < learningRows ? 0 : memory.novelty(value, resolution);
  return {
    novelty(value, at, resolution) {
      if (Number.isNaN(value)) return 0;
      const rested = resting.length < restRows ? undefined : resting.shift();
      if (rested) for (const memory of [long, short]) memory.add(rested.value, rested.at);
      resting.push({ value, at });
      return Math.max(newIn(long, value, resolution), shortWeight * newIn(short, value, resolution));
    },
    spread: () => long.spread(),
  };
}

/** A ring of the latest values; its statistics are NaN until it is full. */
function createRecent() {
  const values: number[] = [];
  const mean = (rows: number) =>
    values.length < rows ? Number.NaN : values.slice(-rows).reduce((sum, value) => sum + value, 0) / rows;
  return {
    push(value: number, most: number): void {
      values.push(value);
      if (values.length > most) values.shift();
    },
    mean,
    deviation(rows: number): number {
      const middle = mean(rows);
      return Math.sqrt(values.slice(-rows).reduce((sum, value) => sum + (value - middle) ** 2, 0) / rows);
    },
    largest: () => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
  };
}
