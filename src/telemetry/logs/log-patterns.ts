import type { LogPattern, RequestLines } from "../../findings/log-pattern.ts";
import type { Window } from "../../findings/measured.ts";
import { mask } from "../masking/mask.ts";
import { readLine } from "./log-line.ts";
import { requestOf } from "./request-id.ts";
import { requestLinesOf } from "./request-lines.ts";
import { BEFORE_LINE_NUMBER } from "./source-location.ts";

/** What a line comes to: without its secrets. */
export type Shape = Pick<LogPattern, "pattern" | "severity" | "sample">;

/** One log line, epoch seconds; with its shape and the request it belongs to where these are known already. */
export interface LogLine {
  readonly at: number;
  readonly group: string;
  readonly message: string;
  readonly shape?: Shape;
  readonly request?: string | undefined;
}

/** Characters of a line that are looked at, and that a shape or a sample keeps. */
const LOOKED_AT = 4_000;
const KEPT = 1_000;
/** What varies from line to line: addresses, ids, numbers, times, quoted values. Longest shapes first. A line number of the source does not. */
const VARYING: readonly RegExp[] = [
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi,
  /\barn:aws[\w-]*:[^\s"',]+/g,
  /\bhttps?:\/\/[^\s"',]+/g,
  /\d{1,2}\/(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\/\d{4}/g,
  /\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\d{1,2}(?= \d{2}:)/g,
  /\b0x[0-9a-f]+\b/gi,
  /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d+)?Z?(?:[+-]\d{2}:?\d{2})?/g,
  /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g,
  /\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}\b/gi,
  /"[^"]{0,200}"/g,
  // Not from one apostrophe to the next.
  /(?<!\w)'[^']{0,200}'(?!\w)/g,
  new RegExp(String.raw`(?=[-+\d])(?<![\w<*]|${BEFORE_LINE_NUMBER})[-+]?\d+(?:\.\d+)?(?=\b|[a-z%])`, "gi"),
  // An id of digits alone may pass for one.
  /\[card number hidden\]/g,
];
/** What is in brackets and in no others within. */
const BRACKETED = /[([{][^()[\]{}]*[)\]}]/g;
/** Words with commas between them, or one object: a sentence is none. */
const LIST = /^\s*(?:[^\s,]+(?:,\s*[^\s,]+)+|\w+<\*>)\s*$/;
/** Objects in objects that are looked into. */
const DEEPEST = 8;

/** A line with its varying parts as `<*>`. */
export function shapeOf(message: string): string {
  const line = message.slice(0, LOOKED_AT).replaceAll(/\s+/g, " ").trim();
  const shape = VARYING.reduce((text, varying) => text.replaceAll(varying, "<*>"), line);
  const short = withoutPrinted(shape)
    .replaceAll(/(?:<\*>[\s,;:=]*){2,}/g, "<*> ")
    .trim();
  return short.slice(0, KEPT);
}

/** Without objects and lists as languages print them, whose length and order vary: Order(id=<*>, items=[Item(size=<*>)]), {state=new}, [a, b]. */
function withoutPrinted(shape: string): string {
  let text = shape;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const before = text;
    text = before.replaceAll(BRACKETED, (found, at: number) => (isPrinted(found, before[at - 1]) ? "<*>" : found));
    if (text === before) break;
  }
  return text;
}

function isPrinted(bracketed: string, before = ""): boolean {
  const inside = bracketed.slice(1, -1);
  if (bracketed.startsWith("[")) return before === "=" || LIST.test(inside);
  return /[\w>]=/.test(inside) && (bracketed.startsWith("{") || /[\w>]/.test(before));
}

/** What a line comes to among others like it. */
export function toShape(said: string): Shape {
  // Before its numbers are cut out: half a token has another shape than a whole one.
  const message = mask(said.slice(0, LOOKED_AT));
  const { text, level } = readLine(message);
  return { pattern: shapeOf(text), severity: level ?? severityOf(text), sample: message.slice(0, KEPT) };
}

/** Lines of a window; `share` is the part of it that they cover, 1 when all were read. */
export interface Lines {
  readonly lines: readonly LogLine[];
  readonly share: number;
  /** Minutes since 1970 of which the source holds lines at all, where that is not all of the window. */
  readonly minutes?: ReadonlySet<number>;
  /** Ordinary lines were read, too, not errors and warnings alone. */
  readonly ordinary?: true;
}

/** Lines without their secrets grouped by shape: how many in the window, and how many in the time before it. */
export function patternsOf(window: Lines, before: Lines, { start, end }: Window): readonly LogPattern[] {
  const minutes = known(window, { start, end });
  const found = new Map<string, LogPattern & { readonly byMinute: Float64Array }>();
  const add = ({ at, group, message, shape = toShape(message) }: LogLine, inside: boolean): void => {
    const key = `${group}\n${shape.pattern}`;
    const known = found.get(key) ?? { group, ...shape, count: 0, before: 0, firstAt: at, byMinute: minutes.slice() };
    const minute = Math.floor((at - start) / 60);
    if (inside && minute < minutes.length) known.byMinute[minute] = (known.byMinute[minute] || 0) + 1;
    const first = known.count === 0 ? at : Math.min(known.firstAt, at);
    const last = Math.max(known.lastAt ?? at, at);
    const counted = inside ? { count: known.count + 1, firstAt: first, lastAt: last } : { before: known.before + 1 };
    found.set(key, { ...known, ...counted });
  };
  for (const line of before.lines) add(line, false);
  for (const line of window.lines) add(line, true);
  const requests = window.ordinary && window.share === 1 ? ofRequests(window.lines, start, minutes) : undefined;
  return [...found.entries()].map(([key, { lastAt, byMinute, ...each }]) => ({
    ...each,
    window: { start, end },
    ...withRequests(requests?.get(key)),
    ...(window.share === 1 && { byMinute }),
    ...(before.minutes && { minutesBefore: before.minutes.size }),
    ...(lastAt !== undefined && window.share === 1 && { lastAt }),
    count: Math.round(each.count / window.share),
    before: Math.round(each.before / before.share),
    firstAt: each.count === 0 ? start : each.firstAt,
  }));
}

function ofRequests(
  lines: readonly LogLine[],
  start: number,
  minutes: Float64Array,
): ReadonlyMap<string, RequestLines> {
  const told = lines.flatMap(({ at, group, message, shape = toShape(message), request = requestOf(message) }) =>
    request === undefined || shape.severity !== "info" ? [] : [{ at, group, request, pattern: shape.pattern }],
  );
  return requestLinesOf(told, start, minutes);
}

function withRequests(requests: RequestLines | undefined): Pick<LogPattern, "requests"> {
  return requests ? { requests } : {};
}

/** Zero for each minute of a window of which the source holds lines, NaN for the others. */
function known({ minutes }: Lines, { start, end }: Window): Float64Array {
  const length = Math.max(1, Math.ceil((end - start) / 60));
  return Float64Array.from({ length }, (_, index) =>
    !minutes || minutes.has(Math.floor((start + 60 * index) / 60)) ? 0 : Number.NaN,
  );
}

/** How bad a line without a level sounds. */
function severityOf(message: string): LogPattern["severity"] {
  if (
    /\b(fatal|panic|error|exception|fail(?:ed|ure)?|denied|refused)\b|Exception\b|Error\b|timed? ?out/i.test(message)
  ) {
    return "error";
  }
  return /\bwarn(?:ing)?\b|throttl|retry/i.test(message) ? "warning" : "info";
}
