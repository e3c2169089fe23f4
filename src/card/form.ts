/** One field of a form. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: "line" | "lines" | "choice";
  readonly hint?: string;
  readonly optional?: boolean;
  /** The options of a choice; the first is the default. */
  readonly options?: readonly string[];
  /** The text before the value in the command: "since ". */
  readonly before?: string;
  /** A value with spaces in it is quoted. */
  readonly quoted?: boolean;
  /** True if it must be a time and stands behind free text, which would swallow anything else. */
  readonly timeOnly?: boolean;
}

/**
 * The fields that complete a command. Their values are appended to the command in this order, as a person would type them.
 */
export interface Form {
  /** At most 24 characters, the limit of Slack's modals. */
  readonly title: string;
  readonly submit: string;
  /** The commands that it completes. */
  readonly completes: RegExp;
  readonly fields: readonly Field[];
}

export const FORM_NAMES = [
  "start",
  "note",
  "discard",
  "close",
  "metrics",
  "logs",
  "promql",
  "ppl",
  "alarm",
  "snooze",
  "assign",
  "command",
] as const;
export type FormName = (typeof FORM_NAMES)[number];

const TOPIC_HINT = "arn:aws:sns:eu-west-1:111122223333:alarms";
const TIME_HINT = "last 30m, since 02:40, between 9 and 10, yesterday";

/** All forms. */
export const forms: Readonly<Record<FormName, Form>> = {
  start: {
    title: "Start an investigation",
    submit: "Investigate",
    completes: /^investigate$/,
    fields: [
      {
        name: "subject",
        label: "What is wrong?",
        type: "line",
        hint: "An alarm's name, a component, or a sentence: checkout is slow",
      },
      {
        name: "since",
        label: "Since when?",
        type: "line",
        hint: "02:40, 30m ago",
        optional: true,
        before: "since ",
        timeOnly: true,
      },
    ],
  },
  note: {
    title: "Note",
    submit: "Keep",
    completes: /^(?:G-\d+ )?note$/,
    fields: [{ name: "text", label: "Note", type: "lines" }],
  },
  discard: {
    title: "Discard",
    submit: "Discard",
    completes: /^(?:G-\d+ )?discard h\d+$/,
    fields: [{ name: "reason", label: "Why is it not the cause?", type: "lines", optional: true }],
  },
  close: {
    title: "Close",
    submit: "Close",
    completes: /^(?:G-\d+ )?close$/,
    fields: [{ name: "resolution", label: "How was it resolved?", type: "lines", optional: true }],
  },
  snooze: {
    title: "Snooze",
    submit: "Snooze",
    completes: /^(?:G-\d+ )?snooze$/,
    fields: [{ name: "time", label: "How long?", type: "choice", options: ["30m", "1h", "4h", "24h", "until OK"] }],
  },
  assign: {
    title: "Assign",
    submit: "Assign",
    completes: /^(?:G-\d+ )?assign$/,
    fields: [{ name: "person", label: "To whom?", type: "line", hint: "me, or a name of the on-call file" }],
  },
  metrics: {
    title: "Query a metric",
    submit: "Ask",
    completes: /^(?:G-\d+ )?metrics(?: edit .+)?$/s,
    fields: [
      { name: "namespace", label: "Namespace", type: "line", hint: "AWS/Lambda", quoted: true },
      { name: "metric", label: "Metric", type: "line", hint: "Errors", quoted: true },
      { name: "dimensions", label: "Dimensions", type: "line", hint: "FunctionName=checkout", optional: true },
      {
        name: "statistic",
        label: "Statistic",
        type: "choice",
        options: ["Average", "Sum", "Maximum", "Minimum", "SampleCount", "p50", "p90", "p99"],
      },
      { name: "period", label: "Period", type: "choice", options: ["1m", "5m", "15m", "1h"], before: "every " },
      { name: "time", label: "Time", type: "line", hint: TIME_HINT, optional: true },
    ],
  },
  alarm: {
    title: "Create an alarm",
    submit: "Show",
    completes: /^(?:G-\d+ )?alarms create(?: edit (?!when\b).+)?$/s,
    fields: [
      { name: "name", label: "Name", type: "line", hint: "checkout-errors", quoted: true },
      {
        name: "metric",
        label: "Metric",
        type: "line",
        hint: "AWS/Lambda Errors FunctionName=checkout Sum",
        before: "when ",
      },
      { name: "operator", label: "Fires when it is", type: "choice", options: [">", "≥", "<", "≤"] },
      { name: "threshold", label: "Limit", type: "line", hint: "5" },
      { name: "periods", label: "How often", type: "line", hint: "3 of 5 periods", optional: true, before: "for " },
      { name: "period", label: "Period", type: "choice", options: ["1m", "5m", "15m", "1h"], before: "every " },
      {
        name: "missing",
        label: "No data means",
        type: "line",
        hint: "breaching, good, ignore or missing",
        optional: true,
        before: "missing ",
      },
      { name: "topic", label: "Notify topic", type: "line", hint: TOPIC_HINT, optional: true, before: "notify " },
    ],
  },
  ppl: {
    title: "Ask OpenSearch",
    submit: "Ask",
    completes: /^(?:G-\d+ )?ppl(?: edit .+)?$/s,
    fields: [{ name: "query", label: "Query", type: "lines", hint: "source = logs-* | stats count() by level" }],
  },
  promql: {
    title: "Ask Prometheus",
    submit: "Ask",
    completes: /^(?:G-\d+ )?promql(?: edit .+)?$/s,
    fields: [
      { name: "expression", label: "Expression", type: "lines", hint: "sum by (job) (rate(http_requests_total[5m]))" },
      { name: "time", label: "Time", type: "line", hint: TIME_HINT, optional: true, timeOnly: true },
    ],
  },
  logs: {
    title: "Search logs",
    submit: "Search",
    completes: /^(?:G-\d+ )?logs(?: edit .+)?$/s,
    fields: [
      { name: "groups", label: "Component or log groups", type: "line", hint: "checkout, /ecs/orders" },
      {
        name: "query",
        label: "Pattern or query",
        type: "lines",
        hint: "timeout|5\\d\\d, or: stats count(*) by bin(5m). Empty: lines that look like errors",
        optional: true,
      },
      { name: "time", label: "Time", type: "line", hint: TIME_HINT, optional: true, timeOnly: true },
    ],
  },
  command: {
    title: "Ask again",
    submit: "Ask",
    completes: /^G-\d+ edit .+$/s,
    fields: [{ name: "command", label: "Command", type: "lines" }],
  },
};

/** The form that completes a button's command; undefined if the command is complete. */
export function formOf(command: string): FormName | undefined {
  return FORM_NAMES.find((name) => forms[name].completes.test(command));
}

/** The command with the values of a form, as a person would type it. Empty fields are left out. */
export function commandFrom(command: string, form: FormName, values: Readonly<Record<string, string>>): string {
  const parts = forms[form].fields.map(({ name, type, options, before = "", quoted }) => {
    const given = (Object.hasOwn(values, name) ? (values[name] ?? "") : "").trim();
    const value = given === "" && type === "choice" ? (options?.[0] ?? "") : given;
    if (value === "") return "";
    const again = before !== "" && value.toLowerCase().startsWith(before.trim());
    return `${again ? "" : before}${quoted && /\s/.test(value) ? `"${value.replaceAll('"', "'")}"` : value}`;
  });
  return [command.replace(EDITED, ""), ...parts.filter((part) => part !== "")].join(" ");
}

/** What was typed already, in a command that opens a form: "metrics edit AWS/Lambda Errors Sum 60s last 3h". */
export const EDITED = / edit .+$/s;
/** The longest text that such a command brings: it has to fit into a button. */
const LONGEST = 1_000;

/** The command that opens a form with what was typed after the verb; the bare command where that is too long for a button. */
export function editing(command: string, typed: string): string {
  const text = typed.trim();
  const whole = `${command} edit ${text}`;
  return text !== "" && text.length <= LONGEST && formOf(whole) === formOf(command) ? whole : command;
}

/** Longer ones are no options in Slack. */
const LONGEST_OPTION = 75;

/** The options of a field, including its initial value. */
export function optionsOf({ options = [] }: Field, initial = ""): readonly string[] {
  return initial === "" || initial.length > LONGEST_OPTION || options.includes(initial)
    ? options
    : [initial, ...options];
}
