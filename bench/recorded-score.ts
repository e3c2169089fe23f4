import { type Precisions, precisionsOf, round } from "./precision.ts";
import type { Arrangement, RecordedAnswer } from "./recorded-cases.ts";

interface Recall {
  readonly faults: number;
  readonly top1: number;
  readonly top3: number;
}

/** The result of a recording. Shares are fractions; faults whose alarm is on the faulty component itself stand apart, and count nowhere else. */
export interface RecordedScore extends Recall {
  readonly bench: "recorded";
  readonly data: string;
  readonly arrangement: Arrangement;
  readonly byKind: Readonly<Record<string, Recall>>;
  /** Of faults whose alarm's worst value is at least four deviations out. */
  readonly visible: Recall;
  readonly precision: Precisions;
  readonly normal: { readonly windows: number; readonly accused: number };
  readonly onFaulty: Omit<Recall, "top3">;
  readonly msPerCase: number;
}

const VISIBLE = 4;

/** Scores what was said of a recording's faults and normal windows. */
export function scoreOf(data: string, arrangement: Arrangement, answers: readonly RecordedAnswer[]): RecordedScore {
  const normal = answers.filter(({ truth }) => truth === undefined);
  const isOnFaulty = ({ truth, alarm }: RecordedAnswer) => truth !== undefined && truth === alarm?.component;
  const onFaulty = answers.filter(isOnFaulty);
  const faults = answers.filter((each) => each.truth !== undefined && !isOnFaulty(each));
  const kinds = [...Map.groupBy(faults, ({ kind }) => kind)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const { faults: count, top1 } = recall(onFaulty);
  return {
    bench: "recorded",
    data,
    arrangement,
    ...recall(faults),
    byKind: Object.fromEntries(kinds.map(([kind, all]) => [kind, recall(all)])),
    visible: recall(faults.filter(({ alarm }) => (alarm?.deviations ?? 0) >= VISIBLE)),
    precision: precisionsOf([...faults, ...normal]),
    normal: { windows: normal.length, accused: normal.filter(isAccused).length },
    onFaulty: { faults: count, top1 },
    msPerCase: round(answers.reduce((sum, { ms }) => sum + ms, 0) / Math.max(1, answers.length)),
  };
}

/** Whether somebody is called the likely cause, or more than that. */
export function isAccused({ verdict }: Pick<RecordedAnswer, "verdict">): boolean {
  return verdict === "CONFIRMED" || verdict === "LIKELY";
}

/** One case as a line: the faults, and the normal windows in which somebody is accused. */
export function lineOf({ id, kind, truth, rank, verdict, hypotheses, alarm, at }: RecordedAnswer): string {
  return JSON.stringify({
    id,
    kind,
    at: new Date(at * 1000).toISOString(),
    truth: truth ?? null,
    rank: Number.isFinite(rank) ? rank : null,
    verdict,
    top: hypotheses.slice(0, 3).map(({ cause, standing, score }) => {
      return { component: cause.component.id, mechanism: cause.mechanism, standing, score: round(score) };
    }),
    alarm: alarm ? alarm.alarm.name : null,
    deviations: alarm && Number.isFinite(alarm.deviations) ? round(alarm.deviations) : null,
  });
}

function recall(faults: readonly RecordedAnswer[]): Recall {
  const within = (most: number) => {
    const found = faults.filter(({ rank }) => rank <= most).length;
    return faults.length === 0 ? 0 : round(found / faults.length);
  };
  return { faults: faults.length, top1: within(1), top3: within(3) };
}
