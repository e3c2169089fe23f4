import type { Question } from "../../../investigation/events.ts";

type Metrics = Extract<Question, { type: "metrics" }>;

/** A question in the words that ask it again, but for its time. */
export function queryOf(question: Question): string {
  switch (question.type) {
    case "metrics":
      return metricsQuery(question);
    case "expression":
      return `metrics ${question.expression}`;
    case "signal":
      return question.component === undefined ? question.signal : `${question.signal} of ${question.component}`;
    case "changes":
      return withObject("changes", question.resource);
    case "logs":
      return `logs ${question.groups.join(",")} ${question.text}`;
    case "traces":
      return withObject("traces", question.component);
    case "topology":
      return withObject("topology", question.component);
    case "alarms":
      return withObject(
        [question.reach ? "watch" : "alarms", stateWord(question.state)].filter(Boolean).join(" "),
        question.prefix,
      );
    case "topics":
      return withObject("topics", question.topic);
    case "subscribe":
      return `subscribe ${question.topic}`;
    case "publish":
      return `test ${question.topic}`;
    case "athena": {
      const { request } = question;
      if (request.type === "sql") return `athena sql ${request.sql}`;
      const given = Object.entries(request.values).map(([name, value]) => `${name}=${word(value)}`);
      return ["athena run", word(request.name), ...given].join(" ");
    }
    default:
      return question satisfies never;
  }
}

/** Several lines are said with commas, as they were typed. */
function metricsQuery(question: Metrics): string {
  const { namespace, dimensions, statistic, period, also, compare } = question;
  const lines = [question, ...also];
  const metrics = unique(lines.map(({ metric }) => metric)).join(",");
  const named = Object.keys(dimensions).map((name) => {
    const values = unique(lines.map((line) => line.dimensions[name] ?? ""));
    return `${name}=${word(values.join(","))}`;
  });
  const before = compare === undefined ? [] : [compare > 86_400 ? "compare last week" : "compare yesterday"];
  return ["metrics", word(namespace), word(metrics), ...named, statistic, `${period}s`, ...before].join(" ");
}

function stateWord(state: Extract<Question, { type: "alarms" }>["state"]): string | undefined {
  return state === "INSUFFICIENT_DATA" ? "nodata" : state?.toLowerCase();
}

function withObject(verb: string, object: string | undefined): string {
  return object === undefined ? verb : `${verb} ${word(object)}`;
}

/** One word as it is typed: in quotes where it holds a space. */
function word(text: string): string {
  return /\s/.test(text) ? `"${text}"` : text;
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
