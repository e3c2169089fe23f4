import type { Expression, Matcher } from "../../../src/promql/expression.ts";
import type { Sample } from "../../../src/telemetry/ports/prometheus.ts";

/** A series that is known at every time. */
export interface Exposed {
  readonly labels: Readonly<Record<string, string>>;
  readonly valueAt: (at: number) => number;
}

/** What an expression is at a time: a number, or samples. Undefined for functions that are not known here. */
type Value = number | readonly Sample[];

/** Seconds between the samples of a range, as servers scrape by default. */
const SCRAPE = 60;
const NAME = "__name__";

/** The samples of an expression at a time, epoch seconds. A number has no labels. Throws the name of a function that is not known. */
export function evaluate(expression: Expression, at: number, all: readonly Exposed[]): readonly Sample[] {
  const value = resultOf(expression, at, all);
  return typeof value === "number" ? [{ labels: {}, value }] : value;
}

/** A function of PromQL that is not simulated. */
export class NotSimulated extends Error {}

function resultOf(expression: Expression, at: number, all: readonly Exposed[]): Value {
  switch (expression.type) {
    case "number":
      return expression.value;
    case "select":
      return selected(expression.matchers, all).map(({ labels, valueAt }) => ({ labels, value: valueAt(at) }));
    case "call":
      return called(expression, at, all);
    case "aggregate":
      return aggregated(expression, at, all);
    case "binary":
      return combined(expression.operator, resultOf(expression.left, at, all), resultOf(expression.right, at, all));
    default:
      return expression satisfies never;
  }
}

function selected(matchers: readonly Matcher[], all: readonly Exposed[]): readonly Exposed[] {
  return all.filter(({ labels }) => matchers.every((matcher) => matches(matcher, labels[matcher.label] ?? "")));
}

function matches({ operator, value }: Matcher, text: string): boolean {
  if (operator === "=") return text === value;
  if (operator === "!=") return text !== value;
  // Go's flags stand at the beginning; JavaScript takes them apart.
  const [, flags = "", pattern = ""] = /^(?:\(\?([is]+)\))?(.*)$/s.exec(value) ?? [];
  return patternOf(pattern, flags).test(text) === (operator === "=~");
}

function patternOf(pattern: string, flags: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, flags);
  } catch {
    throw new NotSimulated(`the pattern ${pattern}`);
  }
}

/** Functions of the samples of a range, oldest first, which are `SCRAPE` seconds apart. */
const OVER_RANGES: Readonly<Record<string, (values: readonly number[]) => number>> = {
  rate: (values) => grown(values) / spanOf(values),
  irate: (values) => grown(values.slice(-2)) / SCRAPE,
  increase: grown,
  delta: (values) => (values.at(-1) ?? 0) - (values[0] ?? 0),
  deriv: (values) => ((values.at(-1) ?? 0) - (values[0] ?? 0)) / spanOf(values),
  avg_over_time: mean,
  sum_over_time: sum,
  max_over_time: (values) => Math.max(...values),
  min_over_time: (values) => Math.min(...values),
};
const OVER_VALUES: Readonly<Record<string, (value: number) => number>> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  round: Math.round,
};

function called(
  { name, of: [argument] }: Extract<Expression, { type: "call" }>,
  at: number,
  all: readonly Exposed[],
): Value {
  const overRange = OVER_RANGES[name];
  if (overRange && argument?.type === "select" && argument.rangeSeconds !== undefined) {
    const length = Math.max(2, Math.floor(argument.rangeSeconds / SCRAPE) + 1);
    return selected(argument.matchers, all).map(({ labels, valueAt }) => ({
      labels: withoutName(labels),
      value: overRange(Array.from({ length }, (_, index) => valueAt(at - (length - 1 - index) * SCRAPE))),
    }));
  }
  const overValue = OVER_VALUES[name];
  if (!overValue || !argument) throw new NotSimulated(name);
  const value = resultOf(argument, at, all);
  return typeof value === "number" ? overValue(value) : value.map((each) => changed(each, overValue(each.value)));
}

function spanOf(values: readonly number[]): number {
  return Math.max(1, values.length - 1) * SCRAPE;
}

/** How far a counter grew; where it falls, it began anew. */
function grown(values: readonly number[]): number {
  return values.slice(1).reduce((total, value, index) => {
    const before = values[index] ?? value;
    return total + (value < before ? value : value - before);
  }, 0);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

const AGGREGATIONS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  sum,
  avg: mean,
  count: ({ length }) => length,
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
};

function aggregated(
  { operator, by, without, of }: Extract<Expression, { type: "aggregate" }>,
  at: number,
  all: readonly Exposed[],
): Value {
  const [first, second] = of;
  const ofSamples = second ?? first;
  const samples = ofSamples ? resultOf(ofSamples, at, all) : [];
  if (typeof samples === "number") throw new NotSimulated(`${operator} of a number`);
  const keep = (labels: Sample["labels"]): Sample["labels"] =>
    Object.fromEntries(
      Object.entries(labels).filter(([name]) =>
        without ? name !== NAME && !without.includes(name) : (by ?? []).includes(name),
      ),
    );
  const groups = Map.groupBy(samples, ({ labels }) => keyOf(keep(labels)));
  if (operator === "topk" || operator === "bottomk") {
    const most = first?.type === "number" ? first.value : 0;
    const sign = operator === "topk" ? -1 : 1;
    return [...groups.values()].flatMap((group) =>
      group.toSorted((one, other) => sign * (one.value - other.value)).slice(0, most),
    );
  }
  const aggregate = AGGREGATIONS[operator];
  if (!aggregate) throw new NotSimulated(operator);
  return [...groups.values()].map((group) => ({
    labels: keep(group[0]?.labels ?? {}),
    value: aggregate(group.map(({ value }) => value)),
  }));
}

const ARITHMETIC: Readonly<Record<string, (one: number, other: number) => number>> = {
  "+": (one, other) => one + other,
  "-": (one, other) => one - other,
  "*": (one, other) => one * other,
  "/": (one, other) => one / other,
  "%": (one, other) => one % other,
};
const COMPARISONS: Readonly<Record<string, (one: number, other: number) => boolean>> = {
  ">": (one, other) => one > other,
  ">=": (one, other) => one >= other,
  "<": (one, other) => one < other,
  "<=": (one, other) => one <= other,
  "==": (one, other) => one === other,
  "!=": (one, other) => one !== other,
};

/** Samples are joined by equal labels; a comparison keeps those that hold. */
function combined(operator: string, left: Value, right: Value): Value {
  const arithmetic = ARITHMETIC[operator];
  const comparison = COMPARISONS[operator];
  const pair = (sample: Sample, one: number, other: number): readonly Sample[] => {
    if (arithmetic) return [changed(sample, arithmetic(one, other))];
    if (comparison) return comparison(one, other) ? [sample] : [];
    throw new NotSimulated(operator);
  };
  if (typeof left === "number" && typeof right === "number") {
    return arithmetic ? arithmetic(left, right) : Number(comparison?.(left, right) ?? 0);
  }
  if (typeof left === "number") {
    return typeof right === "number" ? [] : right.flatMap((each) => pair(each, left, each.value));
  }
  if (typeof right === "number") return left.flatMap((each) => pair(each, each.value, right));
  return left.flatMap((one) => {
    const other = right.find((each) => keyOf(withoutName(each.labels)) === keyOf(withoutName(one.labels)));
    return other ? pair(one, one.value, other.value) : [];
  });
}

function changed({ labels }: Sample, value: number): Sample {
  return { labels: withoutName(labels), value };
}

function withoutName({ [NAME]: _, ...labels }: Sample["labels"]): Sample["labels"] {
  return labels;
}

function keyOf(labels: Sample["labels"]): string {
  return JSON.stringify(Object.entries(labels).toSorted());
}
