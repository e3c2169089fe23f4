const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'", nbsp: " " };

/** The tags that end a line or a cell. */
const BREAK = /<(?:br|hr|\/(?:p|div|li|tr|td|th|h\d|pre|blockquote))\b[^>]*>/gi;

/** What a person sees of a message in HTML, on one line. Each entity is decoded once, so that what was typed as `&lt;` stays. */
export function plainText(html: string): string {
  return html
    .replace(BREAK, " ")
    .replace(/<\/?[a-z][^>]*>/gi, "")
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (all, decimal?: string, hex?: string, name = "") => {
      if (decimal === undefined && hex === undefined) return NAMED[String(name).toLowerCase()] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
    })
    .replaceAll(/\s+/g, " ")
    .trim();
}
