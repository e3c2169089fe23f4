import { withoutMiddle } from "../../card/number.ts";
import { breachesOf } from "../../engine/series/breaches.ts";
import type { MetricQuery, Seen, Series } from "../../findings/measured.ts";
import type { Pack } from "../../packs/pack.ts";
import type { RecommendedAlarm } from "../../packs/recommended-alarm.ts";
import { type Operator, operatorOf, type StandingAlarm, type WantedAlarm } from "../../telemetry/ports/alarms.ts";
import type { Asking } from "./answer.ts";
import type { PackResource } from "./pack-resources.ts";
import { thresholdOf } from "./recommended-threshold.ts";

const DAY = 86_400;
/** Thresholds come from the seven days up to the last midnight, UTC: today's incident is not in them, and a plan stands until tomorrow. */
const WEEK = 7 * DAY;

/** The signs of recommended alarms as the port has them. */
export const SIGN = { ">": ">", ">=": "≥", "<": "<", "<=": "≤" } as const satisfies Record<
  RecommendedAlarm["op"],
  Operator
>;

/** What becomes of a recommended alarm. */
export type RecommendationState = "missing" | "stands" | "no values" | "no threshold" | "name taken";

/** A recommended alarm of one resource. */
export interface Planned {
  readonly resource: string;
  readonly recommended: RecommendedAlarm;
  readonly alarm: WantedAlarm & { readonly missing: RecommendedAlarm["missing"] };
  readonly standing: RecommendationState;
  /** How often it would have fired in the week of its threshold; undefined where its metric had no values. */
  readonly fired: number | undefined;
}

/** The recommended alarms of some resources, each with its threshold, and whether it stands already. */
export async function planOf(
  { telemetry, context, signal }: Asking,
  pack: Pack,
  resources: readonly PackResource[],
  standing: readonly StandingAlarm[],
): Promise<Seen<readonly Planned[]>> {
  const asked = resources.flatMap((resource) =>
    pack.alarms.map((recommended) => ({ resource, recommended, metric: metricOf(pack, resource, recommended) })),
  );
  const end = Math.floor(context.now().getTime() / 1000 / DAY) * DAY;
  const seen = await telemetry.metrics.fetch(
    asked.map(({ metric }) => metric),
    { start: end - WEEK, end },
    signal,
  );
  const byName = new Map(standing.map((alarm) => [alarm.name, alarm]));
  const byMetric = Map.groupBy(standing, ({ metric }) => (metric ? keyOf(metric) : ""));
  const value = asked.map(({ resource, recommended, metric }, index): Planned => {
    const history = seen.value[index];
    const threshold = thresholdOf(recommended, history);
    const name = withoutMiddle(`${pack.service}-${resource.name}-${recommended.id}`, 255);
    const { datapoints, periods, missing } = recommended;
    const operator = SIGN[recommended.op];
    const alarm = { name, metric, operator, threshold: threshold ?? 0, datapoints, periods, missing, description: "" };
    const same = byMetric.get(keyOf(metric)) ?? [];
    const isThere = same.some((each) => pointsAlike(operatorOf(each.operator), operator));
    const fired = history && hasValue(history) ? breachesOf(history, alarm).firings.length : undefined;
    return { resource: resource.name, recommended, alarm, standing: standingOf(), fired };

    function standingOf(): RecommendationState {
      if (isThere) return "stands";
      if (byName.has(name)) return "name taken";
      if (!hasValue(history) && !recommended.sparse) return "no values";
      return threshold === undefined ? "no threshold" : "missing";
    }
  });
  return { ...seen, value };
}

function metricOf(
  { namespace }: Pack,
  { dimensions }: PackResource,
  { name, statistic, period }: RecommendedAlarm,
): MetricQuery {
  return { namespace, metric: name, dimensions, statistic, period };
}

function keyOf({ namespace, metric, dimensions }: MetricQuery): string {
  return JSON.stringify([namespace, metric, Object.entries(dimensions).sort()]);
}

/** Whether two comparisons guard the same side. */
function pointsAlike(one: Operator | undefined, other: Operator): boolean {
  const isUpper = (operator: Operator): boolean => operator === ">" || operator === "≥";
  return one !== undefined && isUpper(one) === isUpper(other);
}

function hasValue(series: Series | undefined): boolean {
  return series?.values.some((value) => !Number.isNaN(value)) ?? false;
}
