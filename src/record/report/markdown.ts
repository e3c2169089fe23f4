import type { DocumentBlock, ReportDocument } from "./document.ts";
import { visible } from "./visible.ts";

/** A document as Markdown (GitHub's flavour). Text from the record is escaped: it is never markup, a link, a mention or HTML. */
export function toMarkdown({ title, subtitle, label, sections }: ReportDocument): string {
  const head = [`# ${escaped(title)}`, ...(label === undefined ? [] : [`**${escaped(label)}**`]), escaped(subtitle)];
  const parts = sections.flatMap((section) => [`## ${escaped(section.title)}`, ...section.blocks.map(toBlock)]);
  return `${[...head, ...parts].join("\n\n")}\n`;
}

function toBlock(block: DocumentBlock): string {
  switch (block.type) {
    case "paragraph":
      return escaped(block.text);
    case "facts":
      return block.facts.map(([label, value]) => `- **${escaped(label)}:** ${escaped(value)}`).join("\n");
    case "table":
      return [block.columns, block.columns.map(() => "---"), ...block.rows]
        .map((row, index) => `| ${row.map((cell) => (index === 1 ? cell : escaped(cell))).join(" | ")} |`)
        .join("\n");
    case "list":
      return block.items.map((item) => `- ${escaped(item)}`).join("\n");
    case "prompt":
      return `- **${escaped(block.question)}**\n  ${block.answer === undefined ? "*(to be filled in)*" : escaped(block.answer)}`;
    case "quote":
      return `${lines(block.text)
        .map((line) => `> ${escaped(line)}`)
        .join("  \n")}\n>\n> — ${escaped(block.by)}`;
    case "chart":
      return `*Chart: ${escaped(block.alt)}*`;
    default:
      return block satisfies never;
  }
}

/** Characters that mean something in Markdown or HTML wherever they stand. */
const MARKUP = /[\\`*_[\]<>|~@&$]/g;
/** The same at the beginning of a line. */
const LEADING = /^(?:[-+=#]|\d+(?=[.)]))/;
/** What is made a link without any markup. */
const LINK = /\b(?:(https?|ftp|mailto|xmpp)(?=:)|(www)(?=\.))/gi;

/** A text in one line that is shown as it is. */
function escaped(text: string): string {
  return visible(text)
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(MARKUP, "\\$&")
    .replaceAll(LINK, "$&\\")
    .replace(LEADING, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

function lines(text: string): readonly string[] {
  return text.split(/\r?\n/);
}
