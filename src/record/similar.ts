import type { Facts } from "../store/facts.ts";
import type { Counted } from "./stats.ts";
import { sharedAlarms } from "./storm-alarms.ts";

/** An earlier investigation that looks like one, and in what. */
export interface Similar {
  readonly earlier: Counted;
  /** "same alarm", "same component", "same log pattern"; of two storms also "most of the same alarms". */
  readonly reasons: readonly string[];
  readonly score: number;
}

/** What two investigations have in common, and what it weighs. A mechanism alone is too common to mean anything. */
const SIGNS = [
  { beginning: "component ", words: "same component", weight: 2 },
  { beginning: "mechanism ", words: "same kind of cause", weight: 1 },
  { beginning: "log ", words: "same log pattern", weight: 3 },
] as const;
const SAME_ALARM = 3;
/** Two storms of which at least this share of the alarms is in both are of the same alarms. */
const MOST_ALARMS = 0.5;
/** One that has less in common is not similar. */
const LEAST = 2;

/** Earlier investigations that look like one, the most alike and then the newest first. Only those count in which people decided something. */
export function similarTo(
  {
    number,
    groupKey,
    facts,
  }: { readonly number: number; readonly groupKey: string | undefined; readonly facts: Facts },
  closed: readonly Counted[],
): readonly Similar[] {
  const own = new Set(facts.signs);
  return closed
    .filter((each) => each.number !== number && isTold(each.facts))
    .map((earlier): Similar => {
      const shared = earlier.facts.signs.filter((sign) => own.has(sign));
      const signs = SIGNS.filter(({ beginning }) => shared.some((sign) => sign.startsWith(beginning)));
      const same = sameAlarms({ groupKey, facts }, earlier);
      return {
        earlier,
        reasons: [...(same === undefined ? [] : [same]), ...signs.map(({ words }) => words)],
        score: (same === undefined ? 0 : SAME_ALARM) + signs.reduce((sum, { weight }) => sum + weight, 0),
      };
    })
    .filter(({ score }) => score >= LEAST)
    .toSorted((one, other) => other.score - one.score || other.earlier.number - one.earlier.number);
}

/** In words; undefined where the alarms are others. */
function sameAlarms(
  { groupKey, facts }: { readonly groupKey: string | undefined; readonly facts: Facts },
  earlier: Counted,
): string | undefined {
  if (groupKey !== undefined && earlier.groupKey === groupKey) return "same alarm";
  const shared = sharedAlarms(facts.signs, earlier.facts.signs);
  if (shared === 1) return "same alarms";
  return shared >= MOST_ALARMS ? "most of the same alarms" : undefined;
}

/** Whether people left anything that helps the next: a cause, how it was resolved, or knowledge. */
function isTold({ cause, resolution, knowledge }: Facts): boolean {
  return cause !== undefined || resolution !== undefined || knowledge.length > 0;
}
