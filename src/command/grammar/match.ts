/** The result of matching a text with some names. */
export type Match<T> =
  | { readonly type: "one"; readonly item: T; readonly exact: boolean }
  | { readonly type: "several"; readonly items: readonly T[] }
  | { readonly type: "none" };

/** Matches a quoted text exactly. Others match without case and separators, else if every word is a prefix of a word of the name. */
export function match<T>(typed: string, quoted: boolean, items: readonly T[], nameOf: (item: T) => string): Match<T> {
  if (quoted)
    return settle(
      items.filter((item) => nameOf(item) === typed),
      true,
    );
  const wanted = folded(typed);
  if (wanted.length === 0) return { type: "none" };
  const same = items.filter((item) => folded(nameOf(item)).join(" ") === wanted.join(" "));
  if (same.length > 0) return settle(same, true);
  return settle(
    items.filter((item) => begins(wanted, folded(nameOf(item)))),
    false,
  );
}

/** The lower-case words of a name, without separators. */
export function folded(name: string): readonly string[] {
  return name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function begins(wanted: readonly string[], words: readonly string[]): boolean {
  return wanted.every((start) => words.some((word) => word.startsWith(start)));
}

function settle<T>(items: readonly T[], exact: boolean): Match<T> {
  const [first] = items;
  if (first === undefined) return { type: "none" };
  return items.length === 1 ? { type: "one", item: first, exact } : { type: "several", items };
}
