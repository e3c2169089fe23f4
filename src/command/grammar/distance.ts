/**
 * The number of letters that were left out, added, replaced or swapped with their neighbour.
 * Damerau-Levenshtein distance in its restricted form (optimal string alignment).
 */
export function distance(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [row, letter] of a.entries()) {
    const current = [row + 1];
    for (const [column, other] of b.entries()) {
      const cost = letter === other ? 0 : 1;
      const changed = Math.min(at(previous, column + 1) + 1, at(current, column) + 1, at(previous, column) + cost);
      const isSwap = row > 0 && column > 0 && letter === b[column - 1] && a[row - 1] === other;
      current.push(isSwap ? Math.min(changed, at(older, column - 1) + 1) : changed);
    }
    older = previous;
    previous = current;
  }
  return at(previous, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
