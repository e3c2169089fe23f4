/** The name most like another, if it is close enough to be meant: at most a third of its letters differ, or one contains the other. */
export function nearestName(name: string, among: readonly string[]): string | undefined {
  const wanted = plain(name);
  const [best] = among
    .map((each) => ({ each, far: distance(wanted, plain(each)), contains: contains(wanted, plain(each)) }))
    .filter(({ far, contains: has }) => has || far <= Math.max(1, Math.floor(wanted.length / 3)))
    .toSorted((one, other) => one.far - other.far);
  return best?.each;
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[-_.]/g, "");

function contains(one: string, other: string): boolean {
  return Math.min(one.length, other.length) > 3 && (one.includes(other) || other.includes(one));
}

/** How many letters must be added, removed or exchanged (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [index, each] of [...other].entries()) {
      const exchanged = (row[index] ?? 0) + (letter === each ? 0 : 1);
      next.push(Math.min(exchanged, (row[index + 1] ?? 0) + 1, (next[index] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
