/**
 * How lines name the request that they belong to, the surest first: a named trace with its span, a named request, X-Ray's trace
 * (https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html), a W3C trace in hexadecimal
 * (https://www.w3.org/TR/trace-context/#trace-id), an id between tabs as Lambda's runtimes write it.
 */
const SHAPES: readonly RegExp[] = [
  /\btrace[_-]?id["']?\s*[:=]\s*["']?([\w-]{8,64})(?:.{0,20}?\bspan[_-]?id["']?\s*[:=]\s*["']?([\w-]{8,64}))?/i,
  /\b(?:aws)?(?:request|correlation)[_-]?id["']?\s*[:=]\s*["']?([\w-]{8,64})/i,
  /\b(1-[0-9a-f]{8}-[0-9a-f]{24})\b/i,
  /\b([0-9a-f]{32})\b/,
  /\t([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\t/,
];
/** Ids stand near the beginning of a line. */
const LOOKED_AT = 1_000;

/** The request that a log line belongs to, as far as the line says; with its span, where it is given, one call of one component. */
export function requestOf(line: string): string | undefined {
  const start = line.slice(0, LOOKED_AT);
  for (const shape of SHAPES) {
    const [, id, span] = shape.exec(start) ?? [];
    if (id !== undefined) return span === undefined ? id : `${id} ${span}`;
  }
  return undefined;
}
