import { LISTINGS, type Listing } from "./listing.ts";

/** A question about the resources of a pack, with its exact query. */
export interface NamedQuery {
  /** Unique in its pack, as people type it: "slowest". */
  readonly id: string;
  /** The question, in words: "Which functions are throttled most". */
  readonly asks: string;
  /**
   * `metrics`: Metrics Insights or metric math. `logs`: Logs Insights. `sql`: Athena. `redshift`: SQL of Redshift, with the parameters
   * `workgroup` and `database`. `promql`: Prometheus. `ppl`: OpenSearch's piped language. `listing`: the text is the name of a {@link Listing}, which takes the parameters.
   */
  readonly language: "metrics" | "logs" | "sql" | "redshift" | "promql" | "ppl" | "listing";
  /** The query, with `{{name}}` for each parameter; in SQL also {{startDay}}, {{endDay}}, {{startMs}} and {{endMs}} of the window, in PPL {{startTime}} and {{endTime}}. */
  readonly text: string;
  /** The log group of a query in logs, with parameters. */
  readonly group?: string;
  /** By their names in the text. */
  readonly parameters?: Readonly<Record<string, Parameter>>;
  /** The window that is looked at where none is named, seconds; 3 h where it is not set. */
  readonly back?: number;
}

/** A part of a query that people give. */
export interface Parameter {
  readonly type: keyof typeof PARAMETERS;
  /** Its meaning, in words. */
  readonly means: string;
  readonly example: string;
  /** The value where none is given. */
  readonly default?: string;
}

/** What values of a type look like. No value can end a string or a regular expression of a query. */
export const PARAMETERS = {
  /** The name or id of a resource, also an ARN. */
  name: /^[\w.:/@#+-]{1,512}$/,
  /** A log group. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
  group: /^[\w./#-]{1,512}$/,
  count: /^\d{1,5}$/,
  number: /^-?\d{1,15}(?:\.\d{1,6})?$/,
  /** A table of Athena, with or without its database. */
  table: /^\w{1,128}(?:\.\w{1,128})?$/,
  /** An index of OpenSearch, or the pattern of several. */
  index: /^[a-z\d*][a-z\d_.*-]{0,254}$/,
} as const satisfies Readonly<Record<string, RegExp>>;

/** The listing that answers a query; undefined for those in a language. */
export function listingOf({ language, text }: Pick<NamedQuery, "language" | "text">): Listing | undefined {
  if (language === "redshift") return "redshift";
  return language === "listing" ? LISTINGS.find((name) => name === text) : undefined;
}

/** What Gumshoe itself fills in of the window: into SQL its days and milliseconds, into PPL its times in UTC. */
export const OF_WINDOW = ["startDay", "endDay", "startMs", "endMs", "startTime", "endTime"] as const;

/** The names of the parameters in a text, each once. */
export function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(PLACE)].map(([, name = ""]) => name))];
}

/** A text with its parameters filled in. A value that is not given stays a parameter. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(PLACE, (place, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? "") : place));
}

const PLACE = /\{\{(\w+)\}\}/g;
