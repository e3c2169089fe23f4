import { distance } from "./distance.ts";

/** Known names with at most two typing errors from a typed one, the nearest first. */
export function nearest(typed: string, known: readonly string[]): readonly string[] {
  const far = (name: string): number => distance(name.toLowerCase(), typed.toLowerCase());
  return known.filter((name) => far(name) <= 2).sort((one, other) => far(one) - far(other));
}

/** "Closest: checkout", else "Known: cart, orders"; empty if there are no known names. */
export function nearestWords(typed: string, known: readonly string[]): string {
  const near = nearest(typed, known);
  if (near.length > 0) return `Closest: ${near.slice(0, 5).join(", ")}`;
  return known.length === 0 ? "" : `Known: ${known.slice(0, 5).join(", ")}`;
}
