import type { LogPattern } from "./ports.ts";

/** One log line, epoch seconds. */
export interface LogLine {
  readonly at: number;
  readonly group: string;
  readonly message: string;
}

const LONGEST = 1_000;
/** What varies from line to line: addresses, ids, numbers, times, quoted values. Longest shapes first. */
const VARYING: readonly RegExp[] = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /\barn:aws[\w-]*:[^\s"',]+/g,
  /\bhttps?:\/\/[^\s"',]+/g,
  /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?Z?(?:[+-]\d{2}:?\d{2})?/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi,
  /"[^"]{1,200}"/g,
  /'[^']{1,200}'/g,
  /(?<![\w<*])[-+]?\d+(?:\.\d+)?(?=\b|[a-z%])/gi,
];

/** A line with its varying parts as `<*>`. */
export function shapeOf(message: string): string {
  const line = message.slice(0, LONGEST).replaceAll(/\s+/g, " ").trim();
  const shape = VARYING.reduce((text, varying) => text.replaceAll(varying, "<*>"), line);
  return shape.replaceAll(/(?:<\*>[\s,;:=]*){2,}/g, "<*> ").trim();
}

/** Lines grouped by shape: how many in the window that begins at `boundary`, and how many in the time before it. */
export function patternsOf(lines: readonly LogLine[], boundary: number): readonly LogPattern[] {
  const found = new Map<string, LogPattern>();
  for (const { at, group, message } of lines) {
    const pattern = shapeOf(message);
    const key = `${group}\n${pattern}`;
    const known = found.get(key) ?? {
      group,
      pattern,
      severity: severityOf(message),
      count: 0,
      before: 0,
      sample: message.slice(0, LONGEST),
      firstAt: Number.POSITIVE_INFINITY,
    };
    const inside = at >= boundary;
    found.set(key, {
      ...known,
      count: known.count + (inside ? 1 : 0),
      before: known.before + (inside ? 0 : 1),
      firstAt: inside ? Math.min(known.firstAt, at) : known.firstAt,
    });
  }
  return [...found.values()].map((each) => ({
    ...each,
    firstAt: Number.isFinite(each.firstAt) ? each.firstAt : boundary,
  }));
}

function severityOf(message: string): LogPattern["severity"] {
  if (
    /\b(fatal|panic|error|exception|fail(?:ed|ure)?|denied|refused)\b|Exception\b|Error\b|timed? ?out/i.test(message)
  ) {
    return "error";
  }
  return /\bwarn(?:ing)?\b|throttl|retry/i.test(message) ? "warning" : "info";
}
