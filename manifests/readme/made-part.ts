/** A page with new content between the markers of a part that `npm run docs` makes; throws if they are missing. */
export function withMadePart(page: string, part: string, content: string): string {
  const [begin, end] = [`<!-- ${part}: made by npm run docs -->`, `<!-- /${part} -->`];
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`The page has no ${begin} before ${end}`);
  return `${page.slice(0, from)}${begin}\n\n${content}\n\n${page.slice(to)}`;
}

/** A pipe would end the cell of a table, even in code. */
export function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

/** A Markdown table. */
export function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
