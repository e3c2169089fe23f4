import type { Question } from "../events/events.ts";

type Asked<Type extends Question["type"]> = Extract<Question, { type: Type }>;

const DAY = 86_400;
const STATE = { ALARM: "alarm", OK: "ok", INSUFFICIENT_DATA: "nodata" } as const;

/** A question that is answered from what is recorded, without telemetry: it can be asked of a closed investigation as well. */
export type StoredQuestion = Asked<"report" | "similar" | "stats" | "ticket" | "tool" | "deadLetters">;

/** Whether a question is answered from what is recorded. */
export function isFromStore(question: Question): question is StoredQuestion {
  return ["report", "similar", "stats", "ticket", "tool", "deadLetters"].includes(question.type);
}

/** Whether a question is about one investigation, so that it means nothing outside of one. */
export function isOfThread({ type }: Question): boolean {
  return type === "report" || type === "similar" || type === "ticket";
}

/** Whether a question is answered by a source that investigations do not read: it has no account, no simulation and no budget. */
export function isOfAddedSource({ type }: Question): boolean {
  return type === "ppl" || type === "promql" || type === "promqlNow" || type === "promqlLabel";
}

/** The command that asks a question again, without its time. */
export function questionText(question: Question): string {
  switch (question.type) {
    case "metrics":
      return metricsQuery(question);
    case "expression":
      return `metrics ${question.expression}`;
    case "signal":
      return said(
        "metrics",
        question.signal,
        question.component === undefined ? "" : `of ${exact(question.component)}`,
        question.band ? "band" : "",
      );
    case "changes":
      return said("changes", exact(question.resource));
    case "logs":
      return `logs ${question.groups.join(",")} ${question.text}`;
    case "traces":
    case "topology":
      return said(question.type, exact(question.component));
    case "cluster":
      return said("cluster", exact(question.cluster), exact(question.namespace));
    case "alarms":
      if (question.reach) return said("watch", word(question.prefix));
      return said("alarms", question.state === undefined ? "" : STATE[question.state], word(question.prefix));
    case "alarmHistory":
      return said("alarms history", word(question.name));
    case "alarm":
      return alarmQuery(question);
    case "pack":
      return said("pack", question.pack, exact(question.resource));
    case "recommend":
      return planText("recommend", question);
    case "topics":
      return said("topics", question.topic ?? "");
    case "subscribe":
      return `subscribe ${question.topic}`;
    case "held":
      return questionText(question.change);
    case "mute":
      return question.on ? "mute-alarm" : "unmute-alarm";
    case "publish":
      return `test ${question.topic}`;
    case "report":
      return `report ${question.format}`;
    case "similar":
    case "ticket":
      return question.type;
    case "stats":
      return `stats by ${question.by}`;
    case "free":
      return question.text;
    case "tool":
      return said("tool", question.server, question.tool, ...valuesOf(question.values));
    case "deadLetters":
      return said("dead-letters", question.retry ? "retry" : "");
    case "athena":
      return athenaQuery(question);
    case "listing":
      return said("ask", question.pack, question.query, ...valuesOf(question.values));
    case "ppl":
      return question.language === "sql" ? `ppl sql ${question.text}` : `ppl ${question.text}`;
    case "top":
      return `top sql of ${word(question.database)}`;
    case "promql":
      return `promql ${question.expression}`;
    case "promqlNow":
      return `promql ${question.expression} now`;
    case "promqlLabel":
      return `promql labels ${question.label}`;
    default:
      return question satisfies never;
  }
}

/** The complete command of a question, with its exact window, so that it asks the same at any time. */
export function questionCommand(question: Question): string {
  return said(questionText(question), "window" in question ? windowPhrase(question.window) : "");
}

/** A window of epoch seconds as "from 2026-11-24T02:00Z to 2026-11-24T03:00Z". */
function windowPhrase({ start, end }: { readonly start: number; readonly end: number }): string {
  return `from ${moment(start)} to ${moment(end)}`;
}

function moment(seconds: number): string {
  return new Date(seconds * 1000)
    .toISOString()
    .replace(/\.\d+Z$/, "Z")
    .replace(/:00Z$/, "Z");
}

/** The lines of a chart differ in the metric and in one dimension; their values are joined with commas. */
function metricsQuery(question: Asked<"metrics">): string {
  const { metric, dimensions, statistic, period, also, compare, band } = question;
  const metrics = [...new Set([metric, ...also.map((line) => line.metric)])].join(",");
  const named = Object.keys(dimensions).map((name) => {
    const values = [...new Set([dimensions, ...also.map((line) => line.dimensions)].map((each) => each[name] ?? ""))];
    return `${spaced(name)}=${spaced(values.join(","))}`;
  });
  const against = compare === undefined ? "" : compare > DAY ? "compare last week" : "compare yesterday";
  const what = [space(question.namespace), word(metrics), ...named, statistic, `${period}s`];
  return said("metrics", ...what, band ? "band" : "", against);
}

/** The token is left out, so that the command shows the preview again and writes nothing. */
function alarmQuery(question: Asked<"alarm">): string {
  const { name, metric: line, operator, threshold, datapoints, periods, missing, topic } = question;
  const { namespace, metric, dimensions, statistic, period } = line;
  const named = Object.entries(dimensions).map(([key, value]) => `${spaced(key)}=${spaced(value)}`);
  return said(
    "alarms create",
    word(name),
    "when",
    ...[space(namespace), word(metric), ...named, statistic, operator, String(threshold)],
    `for ${datapoints} of ${periods} every ${period}s`,
    missing === undefined ? "" : `missing ${missing}`,
    topic === undefined ? "" : `notify ${topic}`,
  );
}

/** The words that name a plan of recommended alarms, behind `recommend` or `alarms apply`. */
export function planText(verb: string, { pack, resource, topic }: Omit<Asked<"recommend">, "type" | "token">): string {
  return said(verb, pack, exact(resource), topic === undefined ? "" : `notify ${topic}`);
}

function space(namespace: string): string {
  return SPACE.test(namespace) ? word(namespace) : quoted(namespace);
}

function athenaQuery({ request }: Asked<"athena">): string {
  if (request.type === "sql") return `athena sql ${request.sql}`;
  return said("athena run", word(request.name), ...valuesOf(request.values));
}

function valuesOf(values: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(values).map(([name, value]) => `${name}=${spaced(value)}`);
}

function said(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

/** Words with a meaning of their own in commands, such as words of times, and politeness, which is left out at the end. */
const TAKEN =
  /^(?:today|yesterday|now|noon|midnight|last|past|previous|since|from|between|and|to|until|till|at|around|about|for|over|in|during|within|the|of|every|period|by|stat|compared?|with|alarm|firing|ok|nodata|history|create|apply|confirm|notify|tell|missing|band|please|pls|plz|thanks|thx|ty|cheers|asap|rn)$/i;

/** A namespace that is not a short metric: "AWS/Lambda", "ApplicationSignals", but not "Errors". */
const SPACE = /\/|[a-z][A-Z]|[A-Z]{2}[a-z]/;

/** A name as one word, quoted if it could be read as something else. */
function word(name = ""): string {
  if (name === "" || (/^[A-Za-z/](?:[\w./:,#-]*[\w/])?$/.test(name) && !TAKEN.test(name))) return name;
  return quoted(name);
}

/** The name of a component, quoted: read as it stands, even where a component is called almost the same. */
function exact(name = ""): string {
  return name === "" ? "" : quoted(name);
}

/** A part of `Name=value`, quoted if it has spaces or could be a time. */
function spaced(text: string): string {
  return /^[\w./:,@#-]*[\w/]$/.test(text) ? text : quoted(text);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', "'")}"`;
}
