import type { MetricQuery } from "../../../../src/findings/measured.ts";
import { measure } from "../signals/metrics.ts";
import { gaugesOf } from "./gauges.ts";
import { partOf } from "./graph.ts";
import type { World } from "./world.ts";

/** The kinds of metrics that an alarm may watch. */
export type Watched = "latency" | "errors" | "throttles" | "age";

/** An alarm on one metric: fires when so many of the last one-minute periods are above the threshold. */
export interface AlarmRule {
  readonly name: string;
  readonly description: string;
  readonly query: MetricQuery;
  readonly unit: string;
  readonly threshold: number;
  readonly datapoints: number;
}

/** A transition of an alarm in epoch seconds, with the values that caused it, oldest first. */
export interface Crossing {
  readonly at: number;
  readonly values: readonly { readonly at: number; readonly value: number }[];
}

const suffix: Readonly<Record<Watched, string>> = {
  latency: "p99-latency",
  errors: "5xx",
  throttles: "read-throttles",
  age: "oldest-message-age",
};

const wording: Readonly<Record<Watched, { readonly unit: string; readonly text: string }>> = {
  latency: { unit: "Seconds", text: "Customers of {id} wait too long." },
  errors: { unit: "Count", text: "{id} answers with errors." },
  throttles: { unit: "Count", text: "Reads of {id} are throttled." },
  age: { unit: "Seconds", text: "Messages in {id} are not taken in time." },
};

/** The metric of a kind that an alarm on a part would watch; undefined if the part has none. */
export function watchedMetric(
  component: string,
  watched: Watched,
): Omit<AlarmRule, "threshold" | "datapoints"> | undefined {
  const gauge = gaugesOf(partOf(component)).find((each) => each.signal === watched);
  if (!gauge?.statistic) return undefined;
  const { namespace, metric, dimensions, statistic } = gauge;
  const { unit, text } = wording[watched];
  const query = { namespace, metric, dimensions, statistic, period: 60 };
  const throttled = partOf(component).kind === "table" ? suffix.throttles : "throttles";
  const ending =
    metric === "TargetResponseTime" ? "response-time" : watched === "throttles" ? throttled : suffix[watched];
  const name = `${component}-${ending}`;
  return { name, description: text.replace("{id}", component), unit, query };
}

/** One-minute values of a range of minutes; missing data is 0, which does not breach. */
export function minuteValues(world: World, query: MetricQuery, from: number, to: number): readonly number[] {
  const [series] = measure(world, [query], { start: from * 60, end: to * 60 }, to * 60);
  return Array.from(series?.values ?? [], (value) => (Number.isNaN(value) ? 0 : value));
}

/** A round threshold above all usual values and below those in trouble; undefined if they overlap. */
export function thresholdBetween(usual: readonly number[], troubled: readonly number[]): number | undefined {
  const top = Math.max(0, ...usual);
  const sorted = [...troubled].sort((a, b) => a - b);
  const bottom = sorted[Math.floor(sorted.length / 4)] ?? 0;
  if (bottom < top * 1.25 || bottom < 1e-3) return undefined;
  const middle = Math.sqrt(Math.max(top, bottom / 30) * bottom);
  const round = roundly(middle);
  return round > top && round < bottom ? round : middle;
}

function roundly(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  const digits = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];
  const best = digits.reduce((near, digit) =>
    Math.abs(digit * unit - value) < Math.abs(near * unit - value) ? digit : near,
  );
  return Number((best * unit).toPrecision(3));
}

/** The first minute from which on so many consecutive datapoints are above (or none above) the threshold. */
export function firstCrossing(
  world: World,
  rule: AlarmRule,
  from: number,
  to: number,
  above: boolean,
): Crossing | undefined {
  const values = minuteValues(world, rule.query, from, to);
  let row = 0;
  for (const [index, value] of values.entries()) {
    row = value > rule.threshold === above ? row + 1 : 0;
    if (row < rule.datapoints) continue;
    const first = index - rule.datapoints + 1;
    const crossed = values
      .slice(first, index + 1)
      .map((each, offset) => ({ at: (from + first + offset) * 60, value: each }));
    // CloudWatch evaluates a minute some seconds after its end.
    return { at: (from + index + 1) * 60 + 17, values: crossed };
  }
  return undefined;
}
