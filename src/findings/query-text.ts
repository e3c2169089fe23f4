import type { MetricQuery } from "./measured.ts";

/** The name of the account in a line, as in CloudWatch's searches. */
const ACCOUNT = ":aws.AccountId";

/** A metric in one line, with CloudWatch's names: `AWS/Lambda Duration p99 FunctionName=quote 60 s`. An expression is written as it is. */
export function toQueryText({
  namespace,
  metric,
  statistic,
  dimensions,
  period,
  account,
  expression,
}: MetricQuery): string {
  if (expression) return `${expression.text}, every ${period} s`;
  const names = [...Object.entries(dimensions), ...(account === undefined ? [] : [[ACCOUNT, account]])]
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  return [namespace, metric, statistic, ...names, `${period} s`].join(" ");
}

/** The metric of such a line; undefined if a name has spaces, because its parts are then ambiguous. */
export function fromQueryText(text: string): MetricQuery | undefined {
  const [, namespace, metric, statistic, written = "", period] =
    /^(\S+) (\S+) ([A-Za-z]\w*) ((?:\S+=\S+ )*)(\d+) s$/.exec(text) ?? [];
  if (namespace === undefined || metric === undefined || statistic === undefined) return undefined;
  const dimensions = written
    .trim()
    .split(" ")
    .filter(Boolean)
    .map((part): [string, string] => {
      const [name = "", ...value] = part.split("=");
      return [name, value.join("=")];
    });
  const { [ACCOUNT]: account, ...named } = Object.fromEntries(dimensions);
  return {
    namespace,
    metric,
    statistic,
    dimensions: named,
    period: Number(period),
    ...(account !== undefined && { account }),
  };
}
