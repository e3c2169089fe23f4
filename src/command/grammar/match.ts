/** Which of some names a text means. */
export type Match<T> =
  | { readonly type: "one"; readonly item: T; readonly exact: boolean }
  | { readonly type: "several"; readonly items: readonly T[] }
  | { readonly type: "none" };

/** Quoted: the same letters. Else equal but for case and separators, else every word begins a word of the name. */
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

/** A name in lower-case words, without separators. */
function folded(name: string): readonly string[] {
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
