/**
 * A two-by-two contingency table: affected and unaffected components, with and without a value of an attribute. Only components whose
 * attribute is known count.
 */
export interface ContingencyTable {
  readonly affectedWith: number;
  readonly affectedWithout: number;
  readonly quietWith: number;
  readonly quietWithout: number;
}

/**
 * log10 of the probability that at least `affectedWith` of the affected have the value by chance: Fisher's exact test, one-sided (R. A.
 * Fisher, The Design of Experiments, 1935, chapter 2; https://doi.org/10.2307/2340521). At most 0. Exact for small groups, where a
 * chi-squared test is not. Fractions, and counts of more than {@link MOST_COUNTED} in all, are rounded in favour of chance.
 */
export function fisherLog10(table: ContingencyTable): number {
  const { affectedWith, affectedWithout, quietWith, quietWithout } = inWholes(table);
  const withIt = affectedWith + quietWith;
  const affected = affectedWith + affectedWithout;
  const without = affectedWithout + quietWithout;
  const all = withIt + without;
  const first = choose(withIt, affectedWith) + choose(without, affectedWithout) - choose(all, affected);
  let term = 1;
  let sum = 1;
  for (let count = affectedWith; count < Math.min(withIt, affected); count++) {
    term *= ((withIt - count) * (affected - count)) / ((count + 1) * (without - affected + count + 1));
    sum += term;
    // Terms that fall once fall ever faster.
    if (term < sum * Number.EPSILON) break;
  }
  return Math.min(0, (first + Math.log(sum)) / Math.LN10);
}

/**
 * How many times as often the affected have the value as the unaffected. Half a count is added to each cell, so that none is zero (J. B. S.
 * Haldane, 1956, https://doi.org/10.1111/j.1469-1809.1955.tb01285.x).
 */
export function likelihoodRatio({ affectedWith, affectedWithout, quietWith, quietWithout }: ContingencyTable): number {
  const affected = (affectedWith + 0.5) / (affectedWith + affectedWithout + 1);
  const quiet = (quietWith + 0.5) / (quietWith + quietWithout + 1);
  return affected / quiet;
}

/** The most that is counted: bounds the cached log-factorials. */
export const MOST_COUNTED = 1_000_000;

/** Whole numbers of at most about {@link MOST_COUNTED} in all, which never tell more than the table did. */
function inWholes({ affectedWith, affectedWithout, quietWith, quietWithout }: ContingencyTable): ContingencyTable {
  const all = affectedWith + affectedWithout + quietWith + quietWithout;
  const scale = Math.min(1, MOST_COUNTED / all);
  return {
    affectedWith: Math.floor(scale * affectedWith),
    affectedWithout: Math.ceil(scale * affectedWithout),
    quietWith: Math.ceil(scale * quietWith),
    quietWithout: Math.floor(scale * quietWithout),
  };
}

const logs: number[] = [0];

/** The natural logarithm of n over k. */
function choose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

function logFactorial(n: number): number {
  for (let known = logs.length; known <= n; known++) logs.push((logs[known - 1] ?? 0) + Math.log(known));
  return logs[n] ?? 0;
}
