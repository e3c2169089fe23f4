import type { MetricQuery } from "./measured.ts";

/** A metric in one line, as CloudWatch names its parts: `AWS/Lambda Duration p99 FunctionName=quote 60 s`. */
export function toQueryText({ namespace, metric, statistic, dimensions, period }: MetricQuery): string {
  const names = Object.entries(dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return [namespace, metric, statistic, ...names, `${period} s`].join(" ");
}

/** The metric of such a line; undefined where a name in it has spaces, so that its parts cannot be told apart. */
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
