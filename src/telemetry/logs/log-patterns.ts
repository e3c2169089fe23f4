import type { LogPattern, RequestLines } from "../../findings/log-pattern.ts";
import type { Window } from "../../findings/measured.ts";
import { mask } from "../masking/mask.ts";
import { readLine } from "./log-line.ts";
import { requestOf } from "./request-id.ts";
import { requestLinesOf } from "./request-lines.ts";
import { BEFORE_LINE_NUMBER } from "./source-location.ts";

/** The pattern of a line, its severity and a sample, without secrets. */
export type LineShape = Pick<LogPattern, "pattern" | "severity" | "sample">;

/** A log line, epoch seconds; with its pattern and its request if these are known already. */
export interface LogLine {
  readonly at: number;
  readonly group: string;
  readonly message: string;
  readonly shape?: LineShape;
  readonly request?: string | undefined;
}

/** Characters of a line that are read, and that a pattern or a sample keeps. */
const LOOKED_AT = 4_000;
const KEPT = 1_000;
/** The variable parts of a line: addresses, ids, numbers, times, quoted values. Longest forms first. Source line numbers are not variable. */
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
  // An id of digits only may look like a card number.
  /\[card number hidden\]/g,
];
/** A pair of brackets without brackets inside. */
const BRACKETED = /[([{][^()[\]{}]*[)\]}]/g;
/** Comma-separated words, or a single object; not a sentence. */
const LIST = /^\s*(?:[^\s,]+(?:,\s*[^\s,]+)+|\w+<\*>)\s*$/;
/** The most levels of nested objects. */
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

/** The pattern, severity and sample of a line. */
export function toShape(said: string): LineShape {
  // Masked before variable parts are replaced, because that would hide the form of a secret.
  const message = mask(said.slice(0, LOOKED_AT));
  const { text, level } = readLine(message);
  return { pattern: shapeOf(text), severity: level ?? severityOf(text), sample: message.slice(0, KEPT) };
}

/** The severity alone, without the search for secrets and for varying parts that a pattern needs. */
export function severityOfLine(said: string): LineShape["severity"] {
  const { text, level } = readLine(said.slice(0, LOOKED_AT));
  return level ?? severityOf(text);
}

/** The lines of a window; `share` is the part of the window that they cover, 1 if all were read. */
export interface Lines {
  readonly lines: readonly LogLine[];
  readonly share: number;
  /** Minutes since 1970 with lines in the source, unless that is all of the window. */
  readonly minutes?: ReadonlySet<number>;
  /** Set if ordinary lines were read, too, not only errors and warnings. */
  readonly ordinary?: true;
}

type ShapedLine = LogLine & { readonly shape: LineShape };

/** A pattern while its lines are counted. */
interface Counted extends LineShape {
  readonly group: string;
  readonly byMinute: Float64Array;
  count: number;
  before: number;
  firstAt: number;
  lastAt: number | undefined;
}

/** Groups lines without secrets by pattern, with counts in the window and in the time before. */
export function patternsOf(window: Lines, before: Lines, { start, end }: Window): readonly LogPattern[] {
  const minutes = known(window, { start, end });
  const found = new Map<string, Counted>();
  const shaped = (lines: Lines["lines"]) =>
    lines.map((line) => ({ ...line, shape: line.shape ?? toShape(line.message) }));
  const inside = shaped(window.lines);
  const counted = ({ at, group, shape }: ShapedLine): Counted => {
    const key = `${group}\n${shape.pattern}`;
    const known = found.get(key);
    if (known) return known;
    const first = { group, ...shape, count: 0, before: 0, firstAt: at, lastAt: undefined, byMinute: minutes.slice() };
    found.set(key, first);
    return first;
  };
  for (const line of shaped(before.lines)) counted(line).before += 1;
  for (const line of inside) {
    const known = counted(line);
    const minute = Math.floor((line.at - start) / 60);
    if (minute < minutes.length) known.byMinute[minute] = (known.byMinute[minute] || 0) + 1;
    known.firstAt = known.count === 0 ? line.at : Math.min(known.firstAt, line.at);
    known.lastAt = Math.max(known.lastAt ?? line.at, line.at);
    known.count += 1;
  }
  const requests = window.ordinary && window.share === 1 ? ofRequests(inside, start, minutes) : undefined;
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
  lines: readonly ShapedLine[],
  start: number,
  minutes: Float64Array,
): ReadonlyMap<string, RequestLines> {
  const told = lines.flatMap(({ at, group, message, shape, request = requestOf(message) }) =>
    request === undefined || shape.severity !== "info" ? [] : [{ at, group, request, pattern: shape.pattern }],
  );
  return requestLinesOf(told, start, minutes);
}

function withRequests(requests: RequestLines | undefined): Pick<LogPattern, "requests"> {
  return requests ? { requests } : {};
}

/** Zero for each minute of a window with lines in the source, NaN for others. */
function known({ minutes }: Lines, { start, end }: Window): Float64Array {
  const length = Math.max(1, Math.ceil((end - start) / 60));
  return Float64Array.from({ length }, (_, index) =>
    !minutes || minutes.has(Math.floor((start + 60 * index) / 60)) ? 0 : Number.NaN,
  );
}

/** The severity of a line without a level, by its words. */
function severityOf(message: string): LogPattern["severity"] {
  if (
    /\b(fatal|panic|error|exception|fail(?:ed|ure)?|denied|refused)\b|Exception\b|Error\b|timed? ?out/i.test(message)
  ) {
    return "error";
  }
  return /\bwarn(?:ing)?\b|throttl|retry/i.test(message) ? "warning" : "info";
}
