/** File extensions in stack frames and logger prefixes. */
const FILES =
  "c|cc|cjs|clj|cpp|cs|cxx|ex|exs|fs|go|h|hpp|java|js|jsx|kt|kts|lua|mjs|php|pl|py|rb|rs|scala|swift|ts|tsx|vb";
/** The text before a source line number: `orders.OrderService#`, `server.go:`. */
export const BEFORE_LINE_NUMBER = String.raw`\b[a-z]\w{0,40}\.[\w.$]{1,80}#|\w\.(?:${FILES}):`;

const LOCATION = new RegExp(String.raw`\b[a-z]\w{0,40}\.[\w.$]{1,80}#\d+|[\w./-]{1,80}\.(?:${FILES}):\d+`);

/** The statement that wrote a line: its source location if the line contains it, else its pattern. */
export function sourceStatement(pattern: string): string {
  return LOCATION.exec(pattern)?.[0] ?? pattern;
}
