import { counted, withoutEnd } from "../../card/number.ts";

/** The longest line in a message, characters; the file has it in full. */
const LONGEST = 300;
/** The fields of a structured line that are shown behind its text. */
const MOST_FIELDS = 5;
const LEVELS = ["level", "severity", "levelname", "lvl"];
const TEXTS = ["message", "msg", "event", "error", "err", "log"];
/** Fields that say again when and where the line was written. */
const SAID_ALREADY = new Set(["time", "timestamp", "ts", "@timestamp", "datetime", "hostname", "pid", "v"]);

/**
 * A log line as people read it in a table: a line of JSON as its level, its text and its fields, a stack trace as its first line and how
 * many follow, a long line cut at its end.
 */
export function readableLine(line: string): string {
  const [first = "", ...others] = structured(line)
    .split(/\r?\n/)
    .filter((each) => each.trim() !== "");
  const behind = others.length === 0 ? "" : ` (and ${counted(others.length, "more line")})`;
  return `${withoutEnd(first.trimEnd(), LONGEST - behind.length)}${behind}`;
}

/** "ERROR payment declined · orderId=42" of a line of JSON; other lines as they are. */
function structured(line: string): string {
  const fields = objectOf(line.trim());
  if (fields === undefined) return line;
  const level = LEVELS.find((name) => typeof fields[name] === "string");
  const text = TEXTS.find((name) => typeof fields[name] === "string");
  if (text === undefined) return line;
  const others = Object.entries(fields).filter(
    ([name]) => name !== level && name !== text && !SAID_ALREADY.has(name.toLowerCase()),
  );
  const shown = others.slice(0, MOST_FIELDS).map(([name, value]) => `${name}=${valueText(value)}`);
  const left = others.length > MOST_FIELDS ? [`… ${others.length - MOST_FIELDS} more fields`] : [];
  const said = [level && String(fields[level]).toUpperCase(), String(fields[text])].filter(Boolean).join(" ");
  // The fields stand in the first line, before a stack trace in the text.
  const [first = "", ...rest] = said.split("\n");
  return [[first, ...shown, ...left].join(" · "), ...rest].join("\n");
}

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : undefined;
  } catch {
    return undefined;
  }
}

function valueText(value: unknown): string {
  return withoutEnd(typeof value === "string" ? value.replaceAll(/\s+/g, " ") : JSON.stringify(value), 60);
}
