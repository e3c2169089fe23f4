import type { LogPattern } from "../../findings/log-pattern.ts";

/** What a line says, without what its runtime and its logger wrap it in, and how bad it says that is. */
export interface ReadLine {
  readonly text: string;
  /** Undefined where it names no level. */
  readonly level: LogPattern["severity"] | undefined;
}

/** A line within a line within a line is as deep as it gets. */
const DEEPEST = 3;
/** As container runtimes write it: time, stream, and whether the line is whole. https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md */
const RUNTIME = /^\d{4}-\d{2}-\d{2}T\S{1,30} (?:stdout|stderr) [FP] /;
/** Under which names JSON loggers keep the message, what went wrong, and the level. */
const MESSAGE = ["message", "msg", "log", "@message", "body", "textPayload"];
const WRONG = ["error", "err", "exception"];
const LEVEL = ["level", "severity", "lvl", "levelname", "log.level", "loglevel", "severityText"];

/** Reads a log line as people write them: behind a container runtime's prefix, as JSON, as logfmt, or with a level near its beginning. */
export function readLine(line: string, depth = 0): ReadLine {
  const bare = line.replace(RUNTIME, "");
  const fields = depth < DEEPEST ? toFields(bare) : undefined;
  if (!fields) return { text: bare, level: levelIn(bare) };
  const message = textOf(fields, MESSAGE);
  const wrong = textOf(fields, WRONG);
  const level = levelOf(fields);
  if (message === undefined) return { text: bare, level: level ?? (wrong === undefined ? undefined : "error") };
  const inner = readLine(message.trim(), depth + 1);
  const text = wrong === undefined ? inner.text : `${inner.text}: ${wrong}`;
  return { text, level: level ?? inner.level };
}

type Fields = ReadonlyMap<string, unknown>;

function toFields(line: string): Fields | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return new Map(Object.entries(JSON.parse(line) as object));
  } catch {
    return undefined;
  }
}

function textOf(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields.get(name);
    const text = typeof value === "object" && value !== null && "message" in value ? value.message : value;
    if (typeof text === "string" && text !== "") return text;
  }
  return undefined;
}

function levelOf(fields: Fields): ReadLine["level"] {
  for (const name of LEVEL) {
    const value = fields.get(name);
    if (typeof value === "number") return ofNumber(value);
    const known = typeof value === "string" ? ofWord(value) : undefined;
    if (known) return known;
  }
  return undefined;
}

/** pino and bunyan count up from 10, syslog and GELF down from 7. */
function ofNumber(level: number): ReadLine["level"] {
  if (level >= 10) return level >= 50 ? "error" : level >= 40 ? "warning" : "info";
  return level <= 3 ? "error" : level === 4 ? "warning" : "info";
}

const WORDS =
  "TRACE|DEBUG|INFO(?:RMATION)?|NOTICE|WARN(?:ING)?|ERR(?:OR)?|SEVERE|CRIT(?:ICAL)?|ALERT|EMERG(?:ENCY)?|FATAL|PANIC";
/** Where a level stands in plain text, the surest first: behind its name, in brackets, in capitals among the first words, as one letter before a date, as a word of four letters. */
const PLACES: readonly RegExp[] = [
  new RegExp(String.raw`(?:^|\s)(?:level|lvl|severity)=["']?(${WORDS})\b`, "i"),
  new RegExp(String.raw`^(?:\S{1,60}\s+){0,4}?\[(${WORDS})\]`, "i"),
  new RegExp(String.raw`^(?:\S{1,200}\s+){0,6}?[[(<|]?(${WORDS})[\])>|:]?(?=\s|$)`),
  /^([IWEF])\d{4} \d{2}:\d{2}:/,
  /^(trce|dbug|info|warn|fail|crit): /,
];

function levelIn(line: string): ReadLine["level"] {
  for (const place of PLACES) {
    const word = place.exec(line)?.[1];
    if (word !== undefined) return ofWord(word);
  }
  return undefined;
}

function ofWord(word: string): ReadLine["level"] {
  if (/^(?:e(?:rr(?:or)?|merg(?:ency)?)?|f(?:ail|atal)?|severe|crit(?:ical)?|alert|panic)$/i.test(word)) return "error";
  if (/^w(?:arn(?:ing)?)?$/i.test(word)) return "warning";
  return /^(?:i(?:nfo(?:rmation)?)?|trce|trace|dbug|debug|notice|default|verbose)$/i.test(word) ? "info" : undefined;
}
