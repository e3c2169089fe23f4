import { createHash } from "node:crypto";

/** Alarms of a storm that its mark keeps; 24 tell half from a quarter, in about 200 characters. */
const KEPT = 24;
const BEGINNING = "alarms ";

/**
 * A mark of a storm's alarms, by which two storms of any size can be compared: those of its group keys whose hashes are the smallest
 * (A. Broder, "On the resemblance and containment of documents", 1997).
 */
export function stormMark(groupKeys: readonly string[]): string {
  const hashes = groupKeys.map((key) => createHash("sha256").update(key).digest("hex").slice(0, 8));
  return `${BEGINNING}${[...new Set(hashes)].toSorted().slice(0, KEPT).join(" ")}`;
}

/** Which share of two storms' alarms is in both, from their signs, 0 to 1; 0 where one is no storm. */
export function sharedAlarms(own: readonly string[], other: readonly string[]): number {
  const [one, two] = [kept(own), kept(other)];
  const all = [...new Set([...one, ...two])].toSorted().slice(0, KEPT);
  return all.length === 0 ? 0 : all.filter((hash) => one.has(hash) && two.has(hash)).length / all.length;
}

function kept(signs: readonly string[]): ReadonlySet<string> {
  const mark = signs.find((sign) => sign.startsWith(BEGINNING));
  return new Set(mark?.slice(BEGINNING.length).split(" ").filter(Boolean));
}
