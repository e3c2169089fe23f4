import type { Gap, Standing } from "../../events/events.ts";
import type { Attribute } from "../../findings/shared-attribute.ts";
import type { Diagnosis, EvidenceDraft, HypothesisDraft } from "../../investigation/diagnosis.ts";
import { compareStandings } from "../../investigation/ranking/standing-order.ts";
import { settings } from "../settings.ts";
import type { Announced, Many } from "./affected.ts";
import { attributeKey, type Sharing, sharings } from "./shared-attributes.ts";
import { reliefOf, settlesOf } from "./shared-relief.ts";
import { announcedEvidence, exceptionsEvidence, sharingEvidence, sharingStatement } from "./shared-words.ts";

const MOST_CAUSES = 4;

/**
 * What the affected resources have in common and the unaffected have not, best first, as causes with evidence. Two kinds of evidence
 * confirm a cause: a shared value, and an external announcement that names it. One alone is LIKELY at most. Pure.
 */
export function sharedCause(many: Many): Diagnosis {
  const { affected, quiet } = many;
  const all = sharings(affected, quiet).filter(({ affectedShare }) => affectedShare >= settings.stormShare);
  const ranked = all
    .filter((each) => !many.discarded.includes(idOf(each.attribute)))
    .map((sharing) => ({ sharing, announced: announcedOf(many, sharing.attribute) }))
    .map((each) => ({ ...each, standing: standingOf(each.sharing, each.announced) }))
    .flatMap(({ standing, ...each }) => (standing ? [{ ...each, standing }] : []))
    .toSorted((one, other) => compareStandings(other.standing, one.standing))
    .slice(0, MOST_CAUSES);
  const causes = ranked.map((each, index) => toCause(many, all, each, index === 0));
  const hypotheses = causes.map(({ hypothesis }) => hypothesis);
  const evidence = causes.flatMap((cause) => cause.evidence);
  return {
    ...concluded(many, hypotheses),
    evidence: [...new Map(evidence.map((each) => [each.key, each])).values()],
    hypotheses,
    gaps: [...many.gaps, ...incomparable(all)],
    checked: affected.length + quiet.length,
    normal: quiet.length,
    horizons: many.horizons,
  };
}

interface Ranked {
  readonly sharing: Sharing;
  readonly announced: readonly Announced[];
  readonly standing: Standing;
}

function standingOf({ score, ratio }: Sharing, announced: readonly Announced[]): Standing | undefined {
  if (score >= settings.stormLikely && ratio >= settings.stormRatio)
    return announced.length > 0 ? "CONFIRMED" : "LIKELY";
  if (announced.length > 0 || (score >= settings.stormPossible && ratio >= settings.stormRatio)) return "POSSIBLE";
  return undefined;
}

function announcedOf({ announced }: Many, attribute: Attribute): readonly Announced[] {
  const key = attributeKey(attribute);
  return announced.filter(({ names }) => names.some((each) => attributeKey(each) === key));
}

interface Cause {
  readonly hypothesis: HypothesisDraft;
  readonly evidence: readonly EvidenceDraft[];
}

/** Only the first cause can be confirmed, because the others explain the same alarms less well. */
function toCause(many: Many, all: readonly Sharing[], { sharing, announced, standing }: Ranked, first: boolean): Cause {
  const { attribute } = sharing;
  const component = { id: idOf(attribute), name: attribute.value, kind: attribute.name };
  const supports = [
    sharingEvidence(many, sharing, component),
    ...announced.map((each) => announcedEvidence(many, each, component)),
  ];
  const exceptions = exceptionsEvidence(many, sharing, component);
  const contradicts = exceptions ? [exceptions] : [];
  const same = all.filter((other) => other !== sharing && sameTable(other, sharing));
  return {
    evidence: [...supports, ...contradicts],
    hypothesis: {
      cause: { component, mechanism: "shared by the alarms" },
      standing: standing === "CONFIRMED" && !first ? "LIKELY" : standing,
      statement: sharingStatement(many, sharing),
      supports: supports.map(({ key }) => key),
      contradicts: contradicts.map(({ key }) => key),
      unchecked: same.map(({ attribute: { name, value } }) => ({
        what: `${name} ${value}`,
        reason: "the same alarms share it, so the two cannot be told apart",
      })),
      refutedBy: `more alarms without ${attribute.name} ${attribute.value}, or resources with it that stay quiet`,
      ...(announced.length === 0 && { settles: settlesOf(attribute) }),
      ...reliefOf(attribute),
      score: Number(sharing.score.toFixed(4)),
    },
  };
}

/** The id of a cause: the same attribute and value give the same id. */
export function idOf({ name, value }: Attribute): string {
  return `${name} ${value}`;
}

function sameTable({ table: one }: Sharing, { table: other }: Sharing): boolean {
  return (
    one.affectedWith === other.affectedWith &&
    one.affectedWithout === other.affectedWithout &&
    one.quietWith === other.quietWith &&
    one.quietWithout === other.quietWithout
  );
}

function concluded(
  { affected, quiet }: Many,
  [best]: readonly HypothesisDraft[],
): Pick<Diagnosis, "verdict" | "reason"> {
  if (best && best.standing !== "POSSIBLE") return { verdict: best.standing, reason: best.statement };
  const verdict = "INCONCLUSIVE";
  if (quiet.length === 0)
    return { verdict, reason: "nothing quiet is known to compare the alarms with, cause unproven" };
  const reason = `nothing that most of the ${affected.length} alarms share sets them apart from ${quiet.length} resources without an alarm, cause unproven`;
  return { verdict, reason };
}

const MOST_GAPS = 3;

/** Values that most of the affected share, and that are unknown for all unaffected resources. */
function incomparable(all: readonly Sharing[]): readonly Gap[] {
  return all
    .filter(({ table }) => table.quietWith + table.quietWithout === 0)
    .slice(0, MOST_GAPS)
    .map(({ attribute: { name, value } }) => ({
      what: `${name} ${value}`,
      reason: `no resource without an alarm tells its ${name}, so there is nothing to compare with`,
    }));
}
