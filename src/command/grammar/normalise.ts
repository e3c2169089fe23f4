const ENTITY = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["#39", "'"],
  ["#34", '"'],
  ["#160", " "],
  ["amp", "&"],
]);

/** The most characters that are read. `understand` refuses a longer text instead of cutting it. */
export const LONGEST = 12_000;

/** Normalises a text from any platform: plain characters, single mentions, no markup. Idempotent; the case of letters does not change. */
export function normalise(text: string): string {
  let before = text.slice(0, LONGEST).toWellFormed();
  for (;;) {
    const after = once(before);
    if (after === before) return after;
    before = after;
  }
}

/** One pass, which never makes a text longer, so that repeating it ends. */
function once(text: string): string {
  return withoutWrapping(withoutBot(plainCharacters(withoutMarkup(withoutEntities(text))).trim())).trim();
}

function withoutEntities(text: string): string {
  return text.replace(
    /&(?:amp;)*(lt|gt|quot|apos|nbsp|amp|#39|#34|#160);/gi,
    (all, name: string) => ENTITY.get(name.toLowerCase()) ?? all,
  );
}

/** Removes Slack's `<url|label>`, `<@U1|ana>`, `<#C1|name>`, and Teams' `<at>Gumshoe</at>` and paragraphs. */
function withoutMarkup(text: string): string {
  return text
    .replace(/<at(?: [^<>]*)?>([^<>]*)<\/at>/gi, (_, name: string) => `@${name.trim().replace(/\s+/g, "_")}`)
    .replace(
      /<([@#!])[^<>|\s]+\|([^<>|]+)>/g,
      (_, kind: string, name: string) =>
        `${kind === "#" ? "#" : "@"}${name.trim().replace(/^[@#]/, "").replace(/\s+/g, "_")}`,
    )
    .replace(/<@([^<>|\s]+)\|?>/g, "@$1")
    .replace(/<#([^<>|\s]+)\|?>/g, "#$1")
    .replace(/<!([a-z]+)(?:\^[^<>|]*)?>/g, "@$1")
    .replace(/<((?:https?|mailto|tel):[^<>|\s]+)(?:\|([^<>]*))?>/gi, (_, url: string, label = "") =>
      typedLink(url, label),
    )
    .replace(/<\/?p(?: [^<>]*)?>/gi, "")
    .replace(/<br ?\/?>/gi, "\n");
}

/** A link as it was typed: Slack makes one of every name that looks like an address, and shows what was typed as its label. */
function typedLink(url: string, label: string): string {
  return url.replace(/^(?:https?:\/\/|mailto:|tel:)/i, "").replace(/\/$/, "") === label ? label : url;
}

function plainCharacters(text: string): string {
  return text
    .replace(/[\u200B-\u200F\u2060-\u2064\u202A-\u202E\u00AD\uFEFF]/g, "")
    .replace(/[\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\t]/g, " ")
    .replace(/[\u2028\u2029]|\r\n?/g, "\n")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[‘’‚‛]/g, "'")
    .replace(/[‐‑‒–—―−]/g, "-");
}

function withoutBot(text: string): string {
  return text.replace(/^(?:[@/]gumshoe(?:[_-]?bot)?(?![\w-])[:,]?|gumshoe\s*[:,])\s*/i, "");
}

/** Removes bold and code marks around the whole text, or around its first word. */
function withoutWrapping(text: string): string {
  const number = /^([*_~`]{1,3})(G-?\d{1,9}|[a-z]+)\1(?=[\s:,])/i.exec(text);
  if (number) return `${number[2]}${text.slice(number[0].length)}`;
  const inner = /^(```|`|\*\*|\*)([^`*]+)\1$/s.exec(text)?.[2];
  return inner?.trim() ? inner : text;
}
