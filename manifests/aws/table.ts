const BEGIN = "<!-- actions: npm run manifest:aws -->";
const END = "<!-- /actions -->";

/** A page with the table between its two markers. Throws if they are missing. */
export function withTable(page: string, table: string): string {
  const [before, rest] = page.split(BEGIN);
  const [, after] = rest?.split(END) ?? [];
  if (before === undefined || after === undefined) throw new Error(`There is no ${BEGIN} … ${END} in the page.`);
  return `${before}${BEGIN}\n${table}\n${END}${after}`;
}
