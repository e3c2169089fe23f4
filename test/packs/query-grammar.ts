/** A Metrics Insights query. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-querylanguage.html */
const NAME = String.raw`(?:"[^"]+"|[A-Za-z_]\w*)`;
const LIST = `${NAME}(?:, ${NAME})*`;
const EQUALS = `${NAME} (?:=|!=) '[^']+'`;
const METRICS_INSIGHTS = new RegExp(
  [
    `^SELECT (?:AVG|COUNT|MAX|MIN|SUM)\\((?<metric>${NAME})\\)`,
    `FROM (?:SCHEMA\\("(?<namespace>[^"]+)", (?<dimensions>${LIST})\\)|"[^"]+")`,
    `(?:WHERE (?<where>${EQUALS}(?: AND ${EQUALS})*) )?GROUP BY (?<by>${LIST})`,
    "(?:ORDER BY (?:AVG|COUNT|MAX|MIN|SUM)\\(\\) (?:ASC|DESC) ?)?(?:LIMIT \\d+)?$",
  ]
    .join(" ")
    .replaceAll(" (?:ORDER", "(?: ORDER"),
);

/** What a Metrics Insights query reads. Throws where it is none. */
export interface MetricsQuery {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: readonly string[];
  /** Names that stand in WHERE and GROUP BY. */
  readonly named: readonly string[];
}

export function parseMetricsInsights(text: string): MetricsQuery {
  const {
    namespace = "",
    metric = "",
    dimensions = "",
    where = "",
    by = "",
  } = METRICS_INSIGHTS.exec(text)?.groups ?? {};
  if (metric === "") throw new Error(`no query of Metrics Insights: ${text}`);
  const named = [...by.split(", "), ...where.split(" AND ").flatMap((each) => each.split(/ !?= /)[0] ?? [])];
  return {
    namespace,
    metric: bare(metric),
    dimensions: dimensions.split(", ").map(bare),
    named: named.filter((each) => each !== "").map(bare),
  };
}

function bare(name: string): string {
  return name.replaceAll('"', "");
}

/** Commands of Logs Insights. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html */
const COMMANDS = ["fields", "filter", "stats", "sort", "limit", "display", "parse", "pattern", "dedup"];

/** What is wrong with a query of Logs Insights: an unknown command, an open quote or bracket, a field that `stats` left out. */
export function wrongLogsQuery(text: string): string | undefined {
  const outside = text.replaceAll(/"[^"]*"|\/(?:[^/\\]|\\.)*\/(?=[\s|)]|$)/g, '""');
  if (/["']/.test(outside.replaceAll('""', ""))) return "an open quote";
  if ((outside.match(/\(/g) ?? []).length !== (outside.match(/\)/g) ?? []).length) return "an open bracket";
  const commands = outside.split("|").map((each) => each.trim());
  const unknown = commands.find((each) => !COMMANDS.includes(each.split(/\s/)[0] ?? ""));
  if (unknown !== undefined) return `no command: ${unknown}`;
  const at = commands.findIndex((each) => each.startsWith("stats "));
  const { 1: made = "" } = /^stats (.*)$/.exec(commands[at] ?? "") ?? [];
  const sorted = commands.slice(at + 1).flatMap((each) => /^sort (\S+)/.exec(each)?.[1] ?? []);
  const lost =
    at < 0
      ? undefined
      : sorted.find((field) => !new RegExp(`(?:as|by|,) (?:.*, )?${field.replaceAll(".", "\\.")}\\b`).test(made));
  return lost === undefined ? undefined : `stats leaves no ${lost} to sort by`;
}

/** The commands of PPL that packs use. https://docs.opensearch.org/latest/search-plugins/sql/ppl/functions/ */
const FIELD = "(?:`[^`]+`|[\\w.@]+)";
const TEST = `(?:${FIELD} (?:=|!=|>=|<=|>|<) '[^']*'|locate\\('[^']*', ${FIELD}\\) > 0)`;
const GROUP = `(?:span\\(${FIELD}, \\d+[smhd]\\)|${FIELD})`;
const PPL: readonly RegExp[] = [
  new RegExp(`^where ${TEST}(?: and ${TEST})*$`),
  new RegExp(`^stats count\\(\\) by ${GROUP}(?:, ${GROUP})*$`),
  new RegExp(`^sort [+-]? ?${FIELD}$`),
  /^head \d+$/,
];

/** What is wrong with a query of PPL; undefined if nothing is. */
export function wrongPpl(text: string): string | undefined {
  const [source = "", ...commands] = text.split(" | ");
  if (!/^source = [a-z\d_.*-]+$/.test(source)) return `no source: ${source}`;
  const unknown = commands.find((each) => !PPL.some((form) => form.test(each)));
  return unknown === undefined ? undefined : `no command: ${unknown}`;
}
