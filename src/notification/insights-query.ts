/** The one metric that a Metrics Insights query is about. */
export interface InsightsQuery {
  readonly namespace: string;
  readonly name: string;
  readonly statistic: string;
  /** Dimensions that the query fixes, and those by which it tells series apart. */
  readonly where: Readonly<Record<string, string>>;
  readonly by: readonly string[];
}

const STATISTICS: Readonly<Record<string, string>> = {
  AVG: "Average",
  SUM: "Sum",
  MIN: "Minimum",
  MAX: "Maximum",
  COUNT: "SampleCount",
};

const NAME = String.raw`(?:"[^"]{1,255}"|[\w.%-]{1,255})`;
const SELECT = new RegExp(
  String.raw`^\s*SELECT\s+(AVG|SUM|MIN|MAX|COUNT)\s*\(\s*(${NAME})\s*\)\s+FROM\s+(?:SCHEMA\s*\(\s*(${NAME})[^)]*\)|(${NAME}|AWS\/\w+))\s*([\s\S]*)$`,
  "i",
);
const CONDITION = new RegExp(String.raw`^\s*(${NAME})\s*=\s*'([^']*)'\s*$`);

/**
 * Parses a Metrics Insights query over one metric; undefined for any other text.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html
 */
export function parseInsightsQuery(text: string): InsightsQuery | undefined {
  const [, statistic = "", metric, schema, plain, rest = ""] = SELECT.exec(text) ?? [];
  const namespace = schema ?? plain;
  if (metric === undefined || namespace === undefined) return undefined;
  const clauses = rest.split(/\b(WHERE|GROUP\s+BY|ORDER\s+BY|LIMIT)\b/i);
  const clause = (word: RegExp): string => clauses[clauses.findIndex((each) => word.test(each)) + 1] ?? "";
  const where = /\bWHERE\b/i.test(rest) ? clause(/^WHERE$/i).split(/\bAND\b/i) : [];
  const equal = where.flatMap((condition): [string, string][] => {
    const [, name, value] = CONDITION.exec(condition) ?? [];
    return name === undefined || value === undefined ? [] : [[unquoted(name), value]];
  });
  const by = /\bGROUP\s+BY\b/i.test(rest) ? clause(/^GROUP\s+BY$/i).split(",") : [];
  return {
    namespace: unquoted(namespace),
    name: unquoted(metric),
    statistic: STATISTICS[statistic.toUpperCase()] ?? "Average",
    where: Object.fromEntries(equal.slice(0, 30)),
    by: by.map((each) => unquoted(each.trim())).filter((each) => each !== ""),
  };
}

function unquoted(name: string): string {
  return name.replaceAll('"', "");
}
