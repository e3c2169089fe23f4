/** File extensions in stack frames and logger prefixes. */
const FILES = "cc|cpp|cs|go|java|js|kt|php|py|rb|rs|scala|ts";
/** The text before a source line number: `orders.OrderService#`, `server.go:`. */
export const BEFORE_LINE_NUMBER = String.raw`\b[a-z]\w{0,40}\.[\w.$]{1,80}#|\w\.(?:${FILES}):`;

const LOCATION = new RegExp(String.raw`\b[a-z]\w{0,40}\.[\w.$]{1,80}#\d+|[\w/-]{1,80}\.(?:${FILES}):\d+`);

/** The statement that wrote a line: its source location if the line contains it, else its pattern. */
export function sourceStatement(pattern: string): string {
  return LOCATION.exec(pattern)?.[0] ?? pattern;
}
