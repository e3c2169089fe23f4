/**
 * Forms in which lines name their request, the most reliable first: a named trace with its span, a named request (which Lambda's own lines
 * name beside X-Ray's trace, and loggers with a prefix: aws_request_id), a named trace, X-Ray's trace
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html), a W3C trace in hexadecimal
 * (https://www.w3.org/TR/trace-context/#trace-id), an id between tabs as written by Lambda's runtimes.
 */
const SHAPES: readonly RegExp[] = [
  /trace[_-]?id["']?\s*[:=]\s*["']?([\w-]{8,64}).{0,20}?span[_-]?id["']?\s*[:=]\s*["']?([\w-]{8,64})/i,
  /(?:request|correlation)[_-]?id["']?\s*[:=]\s*["']?([\w-]{8,64})/i,
  /trace[_-]?id["']?\s*[:=]\s*["']?([\w-]{8,64})/i,
  /\b(1-[0-9a-f]{8}-[0-9a-f]{24})\b/i,
  /\b([0-9a-f]{32})\b/,
  /\t([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\t/,
];
/** The characters of a line that are searched, because ids stand near its beginning. */
const LOOKED_AT = 1_000;

/** The request of a log line, if the line names it; with its span, if given, a single call of a component. */
export function requestOf(line: string): string | undefined {
  const start = line.slice(0, LOOKED_AT);
  for (const shape of SHAPES) {
    const [, id, span] = shape.exec(start) ?? [];
    if (id !== undefined) return span === undefined ? id : `${id} ${span}`;
  }
  return undefined;
}
