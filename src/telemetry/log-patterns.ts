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

/** Lines of a window; `share` is the part of it that they cover, 1 when all were read. */
export interface Lines {
  readonly lines: readonly LogLine[];
  readonly share: number;
}

/** Lines grouped by shape: how many in the window that begins at `start`, and how many in the time before it. */
export function patternsOf(window: Lines, before: Lines, start: number): readonly LogPattern[] {
  const found = new Map<string, LogPattern>();
  const add = ({ at, group, message }: LogLine, inside: boolean): void => {
    const pattern = shapeOf(message);
    const key = `${group}\n${pattern}`;
    const sample = message.slice(0, LONGEST);
    const known = found.get(key) ?? {
      group,
      pattern,
      severity: severityOf(message),
      count: 0,
      before: 0,
      sample,
      firstAt: at,
    };
    const first = known.count === 0 ? at : Math.min(known.firstAt, at);
    const counted = inside ? { count: known.count + 1, firstAt: first } : { before: known.before + 1 };
    found.set(key, { ...known, ...counted });
  };
  for (const line of before.lines) add(line, false);
  for (const line of window.lines) add(line, true);
  return [...found.values()].map((each) => ({
    ...each,
    count: Math.round(each.count / window.share),
    before: Math.round(each.before / before.share),
    firstAt: each.count === 0 ? start : each.firstAt,
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
