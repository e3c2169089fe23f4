/** Stands in front of what leaves for a model, and behind what comes back. */
export interface Pseudonyms {
  /** The text with names of people, accounts, addresses and e-mail addresses replaced. */
  hide(text: string): string;
  /** The text with everything put back that was hidden. */
  reveal(text: string): string;
}

/** What says who or where somebody is, by its shape. Secrets are masked before, and never come back. */
const SHAPES: readonly (readonly [kind: string, shape: RegExp])[] = [
  ["EMAIL", /[\p{L}\w.%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,10}/gu],
  ["ADDRESS", /(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])/g],
  ["ADDRESS", /(?<![\w:])(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![\w:])/gi],
  ["ACCOUNT", /(?<!\d)\d{12}(?!\d)/g],
  ["MEMBER", /\b(?:slack|teams|web):[\w.@%-]{2,80}/g],
  ["PHONE", /(?<![\w+])\+\d[\d ()-]{7,18}\d(?!\w)/g],
];

/** Replaces the same by the same throughout one answer. `names`: people that are known. */
export function createPseudonyms(names: readonly string[]): Pseudonyms {
  const tokens = new Map<string, string>();
  const originals = new Map<string, string>();
  const counts = new Map<string, number>();
  const shapes = [...SHAPES, ...namesShape(names)];

  function tokenOf(kind: string, original: string): string {
    const known = tokens.get(original);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    const token = `[${kind}-${letters(count)}]`;
    counts.set(kind, count);
    tokens.set(original, token);
    originals.set(token, original);
    return token;
  }

  return {
    hide: (text) =>
      shapes.reduce((left, [kind, shape]) => left.replaceAll(shape, (found) => tokenOf(kind, found)), text),
    reveal: (text) => text.replaceAll(/\[[A-Z]+-[A-Z]+\]/g, (token) => originals.get(token) ?? token),
  };
}

/** 1 → A, 27 → AA: without digits, which are figures in an answer. */
function letters(count: number): string {
  const rest = Math.floor((count - 1) / 26);
  return `${rest === 0 ? "" : letters(rest)}${String.fromCharCode(65 + ((count - 1) % 26))}`;
}

function namesShape(names: readonly string[]): readonly (readonly [string, RegExp])[] {
  const known = [...new Set(names)]
    .filter((name) => name.trim().length > 1)
    .toSorted((one, other) => other.length - one.length);
  if (known.length === 0) return [];
  const escaped = known.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return [["PERSON", new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${escaped.join("|")})(?![\p{L}\p{N}])`, "gu")]];
}
