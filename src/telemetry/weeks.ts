import { firstCallIn, tellsOfCalls } from "../engine/attribution/first-seen.ts";
import type { Measured, Symptom } from "../engine/diagnosis.ts";
import { readingOf } from "../engine/series/reading.ts";
import type { Asker } from "./asker.ts";
import type { Taken } from "./measure.ts";
import type { Series, Telemetry } from "./ports.ts";
import { scaled, scaleOf } from "./unit.ts";

const WEEKS = 4 * 7 * 86_400;
const PERIOD = 900;
/** So many series of four weeks fit on one page of GetMetricData, which holds 100,800 values. */
const MOST = 37;

/** Asks what those metrics did in the weeks before that left their baseline now, or tell of calls for the first time, by their queries: what comes back every day or week is no news. */
export async function askWeeks(
  { asker, telemetry, at }: { readonly asker: Asker; readonly telemetry: Telemetry; readonly at: number },
  taken: readonly Taken[],
  symptom: Symptom,
): Promise<ReadonlyMap<string, Series>> {
  const left = taken.filter(({ signal, detail }) => signal && isNews({ ...detail, signal }, symptom)).slice(0, MOST);
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

function isNews(measured: Measured, symptom: Symptom): boolean {
  const first = tellsOfCalls.includes(measured.signal) && firstCallIn(measured) !== undefined;
  return first || readingOf(measured, symptom).departed;
}
