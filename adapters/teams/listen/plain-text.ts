const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };

/** The tags that end a line or a cell. */
const BREAK = /<(?:br|hr|\/(?:p|div|li|tr|td|th|h\d|pre|blockquote))\b[^>]*>/gi;

/** What a person sees of a message in HTML, line by line. Each entity is decoded once, so that what was typed as `&lt;` stays. */
export function plainText(html: string): string {
  const text = html
    .replaceAll(/\s+/g, " ")
    .replace(BREAK, "\n")
    .replace(/<\/?[a-z][^>]*>/gi, "")
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (all, decimal?: string, hex?: string, name = "") => {
      if (decimal === undefined && hex === undefined) return NAMED[String(name).toLowerCase()] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    });
  return tidy(text);
}

/** A text without spaces that say nothing and without empty lines. */
export function tidy(text: string): string {
  const lines = text.split("\n").map((line) => line.replaceAll(/\s+/g, " ").trim());
  return lines.filter((line) => line !== "").join("\n");
}
