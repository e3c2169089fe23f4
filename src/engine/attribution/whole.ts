import { settings } from "../settings.ts";
import type { Blame } from "./blame.ts";
import type { Loss } from "./volume.ts";

/** The kind of the symptom's loss that a blame is a share of. */
export function lossOf({ loss, leadsTo }: Blame): Loss {
  return leadsTo ?? loss;
}

/** Scales shares so that they add up to at most 1: several callers may report the same loss. */
export function withinWhole(blames: readonly Blame[]): readonly Blame[] {
  const wholes = new Map([...Map.groupBy(blames, lossOf)].map(([loss, all]) => [loss, wholeOf(all)]));
  return blames.map((blame) => ({ ...blame, share: blame.share / (wholes.get(lossOf(blame)) ?? 1) }));
}

/** The sum of the shares of components with a loss of their own, if it exceeds 1. */
function wholeOf(blames: readonly Blame[]): number {
  const losing = blames.filter(({ own }) => own !== undefined && own.strength >= settings.departed);
  return Math.max(
    1,
    losing.reduce((sum, { share }) => sum + share, 0),
  );
}
