import type { Measured, Symptom } from "../../findings/findings.ts";
import type { Series } from "../../findings/measured.ts";
import { scaled, scaleOf } from "../../findings/unit.ts";
import type { Telemetry } from "../ports/ports.ts";
import type { Asker } from "./asker.ts";
import type { TakenMetric } from "./measure.ts";

const WEEKS = 4 * 7 * 86_400;
const PERIOD = 900;
/** The most series of four weeks on one page of GetMetricData, which has at most 100,800 values. */
const MOST = 37;

interface WeeksOptions {
  readonly asker: Asker;
  readonly telemetry: Telemetry;
  /** Epoch seconds: the firing. */
  readonly at: number;
  readonly hasMoved: HasMoved;
}

/** Whether a metric moved around the symptom, so that its previous weeks should be read. The engine decides it. */
export type HasMoved = (measured: Measured, symptom: Symptom) => boolean;

/** Fetches previous weeks for metrics that moved, by their queries, so that weekly patterns are not reported. */
export async function askWeeks(
  { asker, telemetry, at, hasMoved }: WeeksOptions,
  taken: readonly TakenMetric[],
  symptom: Symptom,
): Promise<ReadonlyMap<string, Series>> {
  // An expression or another account's metric that CloudWatch refuses would take the others with it.
  const plain = taken.filter(({ query }) => query.expression === undefined && query.account === undefined);
  const left = plain.filter(({ signal, detail }) => signal && hasMoved({ ...detail, signal }, symptom)).slice(0, MOST);
  if (left.length === 0) return new Map();
  const queries = left.map(({ query }) => ({ ...query, period: PERIOD }));
  const end = Math.floor(at / PERIOD) * PERIOD;
  const series = await asker.ask<readonly (Series | undefined)[]>("metrics", "the weeks before", [], (signal) =>
    telemetry.metrics.fetch(queries, { start: end - WEEKS, end }, signal),
  );
  return new Map(
    left.flatMap(({ signal, query, detail }, index) => {
      const known = scaled(series[index], scaleOf({ ...(signal && { signal }), query }, telemetry.metrics));
      return known ? [[detail.query, known] as const] : [];
    }),
  );
}
