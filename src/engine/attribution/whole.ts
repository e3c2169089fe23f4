import { settings } from "../settings.ts";
import type { Blame } from "./blame.ts";
import type { Loss } from "./volume.ts";

/** The loss of the symptom that a blame is a share of. */
export function lossOf({ loss, leadsTo }: Blame): Loss {
  return leadsTo ?? loss;
}

/** Shares that make one whole at most: what several callers lose is no more than all that is lost. */
export function withinWhole(blames: readonly Blame[]): readonly Blame[] {
  const wholes = new Map([...Map.groupBy(blames, lossOf)].map(([loss, all]) => [loss, wholeOf(all)]));
  return blames.map((blame) => ({ ...blame, share: blame.share / (wholes.get(lossOf(blame)) ?? 1) }));
}

/** The sum of those that lost anything themselves, where it is more than all. */
function wholeOf(blames: readonly Blame[]): number {
  const losing = blames.filter(({ own }) => own !== undefined && own.strength >= settings.departed);
  return Math.max(
    1,
    losing.reduce((sum, { share }) => sum + share, 0),
  );
}
