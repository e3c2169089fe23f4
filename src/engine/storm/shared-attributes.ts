import type { Attribute, Resource } from "../../findings/shared-attribute.ts";
import { fisherLog10, likelihoodRatio, type Table } from "../series/fisher.ts";

/** One value, with how the affected and the quiet stand to it. */
export interface Sharing {
  readonly attribute: Attribute;
  readonly table: Table;
  /** Of all that are affected, whether they tell the attribute or not: 0 to 1. */
  readonly affectedShare: number;
  /** Of the quiet ones that tell the attribute; NaN where none does. */
  readonly quietShare: number;
  readonly ratio: number;
  /** Minus log10 of Fisher's chance, after Bonferroni's correction for all the values that were looked at; 2 is 1 in 100. */
  readonly score: number;
}

interface Count {
  readonly attribute: Attribute;
  affected: number;
  quiet: number;
}

/**
 * Counts every value that at least two of the affected have, the most telling first. Only those that tell an attribute at all are
 * compared: a quiet resource whose zone nobody knows is not one outside the zone. Names and values mean nothing; equal ones stay in
 * the order in which they were first met.
 */
export function sharings(affected: readonly Resource[], quiet: readonly Resource[]): readonly Sharing[] {
  const counts = new Map<string, Count>();
  const telling = { affected: new Map<string, number>(), quiet: new Map<string, number>() };
  for (const side of ["affected", "quiet"] as const) {
    for (const { attributes } of side === "affected" ? affected : quiet) {
      for (const [key, attribute] of new Map(attributes.map((each) => [keyOf(each), each]))) {
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

/** A text that is the same for the same name and value only. */
export function keyOf({ name, value }: Attribute): string {
  return JSON.stringify([name, value]);
}
