/** Endings of source files in stack frames and in the prefixes of loggers. */
const FILES = "cc|cpp|cs|go|java|js|kt|php|py|rb|rs|scala|ts";
/** What stands before the number of a line of source: `orders.OrderService#`, `server.go:`. */
export const BEFORE_LINE_NUMBER = String.raw`\b[a-z]\w{0,40}\.[\w.$]{1,80}#|\w\.(?:${FILES}):`;

const LOCATION = new RegExp(String.raw`\b[a-z]\w{0,40}\.[\w.$]{1,80}#\d+|[\w/-]{1,80}\.(?:${FILES}):\d+`);

/** The statement that wrote a line: where in its source it stands, if the line says so, else the line's pattern. */
export function statementOf(pattern: string): string {
  return LOCATION.exec(pattern)?.[0] ?? pattern;
}
