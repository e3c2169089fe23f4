import { createDailyRhythm } from "./daily-rhythm.ts";
import { createLeaps } from "./leaps.ts";
import { createSortedWindow, type Nearest } from "./sorted-window.ts";

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
  readonly memoryDays: number;
  /** Days for which a leap beyond all values makes further leaps of the same length usual: many steps in one direction are one event. */
  readonly leapDays: number;
  /** Rows until a value enters the memory, so that an event is not compared with its own beginning. */
  readonly restRows: number;
  /** Right after a report only a score that is this many times as high is reported. */
  readonly worse: number;
  /** The time constant with which that bar falls back to the threshold. */
  readonly calmDays: number;
  /** The fewest rows in memory with which a value is scored. */
  readonly learningRows: number;
  /** The time of day explains a series if the residual has less than this share of its spread. */
  readonly explained: number;
  /** Rows of the moving means and of the moving standard deviation that are scored beside the value itself. */
  readonly meanRows: readonly [short: number, long: number];
  readonly spreadRows: number;
}

/** The settings of every detector. */
export const ANOMALY_SETTINGS: AnomalySettings = {
  threshold: 0.16,
  tolerance: 3,
  memoryDays: 14,
  leapDays: 4,
  restRows: 16,
  worse: 2,
  calmDays: 1,
  learningRows: 144,
  explained: 0.7,
  meanRows: [4, 16],
  spreadRows: 24,
};

const DAY = 86_400;
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
 * night. A series that climbs in steps is one event: a leap beyond all values counts only as far as it is longer than the leaps of the
 * last days, and after a report the next one needs a higher score, less and less so. Quartiles and percentiles stand for the standard deviation, because a few outliers do not move them (Rousseeuw and
 * Croux, https://doi.org/10.1080/01621459.1993.10476408).
 */
export function createAnomalyDetector(settings: AnomalySettings = ANOMALY_SETTINGS): AnomalyDetector {
  const { meanRows, spreadRows, explained } = settings;
  const plain = [1, ...meanRows].map(() => createView(settings));
  const spread = createView(settings);
  const [byClock, byNone] = [createView(settings), createView(settings)];
  const rhythm = createDailyRhythm();
  const [recent, awayByClock, awayByNone] = [createRecent(), createRecent(), createRecent()];
  const longest = Math.max(...meanRows, spreadRows);
  const bar = createBar(settings);

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
      return { score, report: bar.isPassed(score, atSeconds) };
    },
  };
}

/** One view of the series with its memory. */
interface View {
  /** Scores a value, and adds it to the memory later. NaN means missing. */
  novelty(value: number, at: number, resolution: number): number;
  spread(): number;
}

function createView({ tolerance, restRows, learningRows, memoryDays, leapDays }: AnomalySettings): View {
  const memory = createSortedWindow(memoryDays * DAY, tolerance);
  const leaps = createLeaps(leapDays * DAY);
  const resting: { readonly value: number; readonly at: number; readonly nearest: Nearest | undefined }[] = [];
  return {
    novelty(value, at, resolution) {
      if (Number.isNaN(value)) return 0;
      const rested = resting.length < restRows ? undefined : resting.shift();
      if (rested) memory.add(rested.value, rested.at);
      // While it learns, nearly every value is a leap.
      if (rested?.nearest && memory.size > 2 * learningRows) leaps.add(rested.nearest, rested.at);
      const nearest = memory.size < learningRows ? undefined : memory.nearest(value);
      resting.push({ value, at, nearest });
      if (!nearest) return 0;
      const beyond = nearest.distance - leaps.longest(nearest.side, at);
      return beyond <= resolution ? 0 : beyond / memory.scaleOf(value);
    },
    spread: memory.spread,
  };
}

/** The score that a report needs: the threshold, or more for some time after a report. */
function createBar({ threshold, worse, calmDays }: AnomalySettings) {
  let reported = { at: Number.NEGATIVE_INFINITY, score: 0 };
  return {
    isPassed(score: number, at: number): boolean {
      const raised = Math.max(0, worse * reported.score - threshold);
      const passed = score >= threshold + raised * Math.exp((reported.at - at) / (calmDays * DAY));
      if (passed) reported = { at, score };
      return passed;
    },
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
