import type { Attribute, AttributedResource } from "../../findings/shared-attribute.ts";
import { type ContingencyTable, fisherLog10, likelihoodRatio } from "../series/fisher.ts";

/** A value, and how many of the affected and unaffected resources have it. */
export interface Sharing {
  readonly attribute: Attribute;
  readonly table: ContingencyTable;
  /** Of all affected resources, whether the attribute is known for them or not: 0 to 1. */
  readonly affectedShare: number;
  /** Of the unaffected resources whose attribute is known; NaN if there are none. */
  readonly quietShare: number;
  readonly ratio: number;
  /** Minus log10 of the probability by Fisher's test, with Bonferroni's correction for all values that were compared; 2 is 1 in 100. */
  readonly score: number;
}

interface Count {
  readonly attribute: Attribute;
  affected: number;
  quiet: number;
}

/**
 * Counts every value that at least two of the affected have, the most significant first. Only resources whose attribute is known are
 * compared: an unaffected resource of an unknown zone is not outside the zone. Names and values have no meaning here; ties keep the order
 * of first occurrence.
 */
export function sharings(
  affected: readonly AttributedResource[],
  quiet: readonly AttributedResource[],
): readonly Sharing[] {
  const counts = new Map<string, Count>();
  const telling = { affected: new Map<string, number>(), quiet: new Map<string, number>() };
  for (const side of ["affected", "quiet"] as const) {
    for (const { attributes } of side === "affected" ? affected : quiet) {
      for (const [key, attribute] of new Map(attributes.map((each) => [attributeKey(each), each]))) {
        const count = counts.get(key) ?? { attribute, affected: 0, quiet: 0 };
        count[side] += 1;
        counts.set(key, count);
      }
      for (const name of new Set(attributes.map((each) => each.name))) {
        telling[side].set(name, (telling[side].get(name) ?? 0) + 1);
      }
    }
  }
  const shared = [...counts.values()].filter((count) => count.affected >= 2);
  const tests = Math.log10(Math.max(1, shared.length));
  return shared
    .map((count): Sharing => {
      const { name } = count.attribute;
      const quietTelling = telling.quiet.get(name) ?? 0;
      const table = {
        affectedWith: count.affected,
        affectedWithout: (telling.affected.get(name) ?? 0) - count.affected,
        quietWith: count.quiet,
        quietWithout: quietTelling - count.quiet,
      };
      return {
        attribute: count.attribute,
        table,
        affectedShare: count.affected / affected.length,
        quietShare: count.quiet / quietTelling,
        ratio: quietTelling === 0 ? 1 : likelihoodRatio(table),
        score: Math.max(0, -fisherLog10(table) - tests),
      };
    })
    .toSorted((one, other) => other.score - one.score || other.affectedShare - one.affectedShare);
}

/** A key that is unique for name and value. */
export function attributeKey({ name, value }: Attribute): string {
  return JSON.stringify([name, value]);
}
