import type { MetricQuery } from "./measured.ts";

/** A metric in one line, with CloudWatch's names: `AWS/Lambda Duration p99 FunctionName=quote 60 s`. */
export function toQueryText({ namespace, metric, statistic, dimensions, period }: MetricQuery): string {
  const names = Object.entries(dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return [namespace, metric, statistic, ...names, `${period} s`].join(" ");
}

/** The metric of such a line; undefined if a name has spaces, because its parts are then ambiguous. */
export function fromQueryText(text: string): MetricQuery | undefined {
  const [, namespace, metric, statistic, named = "", period] =
    /^(\S+) (\S+) ([A-Za-z]\w*) ((?:\S+=\S+ )*)(\d+) s$/.exec(text) ?? [];
  if (namespace === undefined || metric === undefined || statistic === undefined) return undefined;
  const dimensions = named
    .trim()
    .split(" ")
    .filter(Boolean)
    .map((part): [string, string] => {
      const [name = "", ...value] = part.split("=");
      return [name, value.join("=")];
    });
  return { namespace, metric, statistic, dimensions: Object.fromEntries(dimensions), period: Number(period) };
}
