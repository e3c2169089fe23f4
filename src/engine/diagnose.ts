import type { Findings } from "../findings/findings.ts";
import type { Diagnosis } from "../investigation/diagnosis.ts";
import { compareStandings, lower, mostFor } from "../investigation/ranking/standing-order.ts";
import { fromBlame } from "./candidates/from-blame.ts";
import { fromCeasedCalls } from "./candidates/from-ceased-calls.ts";
import { fromChanges } from "./candidates/from-changes.ts";
import { fromCluster } from "./candidates/from-cluster.ts";
import { fromConnections } from "./candidates/from-connections.ts";
import { fromLogs } from "./candidates/from-logs.ts";
import { fromSigns } from "./candidates/from-signs.ts";
import { fromSuspects } from "./candidates/from-suspects.ts";
import { fromTraffic } from "./candidates/from-traffic.ts";
import { allowed, merge } from "./candidates/merge.ts";
import { withDrivers } from "./candidates/with-drivers.ts";
import { withInputs } from "./candidates/with-inputs.ts";
import { withRules } from "./candidates/with-rules.ts";
import { toHypothesis, type Weighed, weigh } from "./hypothesis.ts";
import { believable } from "./scene/believable.ts";
import { inOrder } from "./scene/in-order.ts";
import { mostWhilePending, withPending } from "./scene/pending.ts";
import { type Scene, sceneOf } from "./scene/scene.ts";
import { seenByCallers } from "./scene/seen-by-callers.ts";
import { withoutRoutine } from "./scene/without-routine.ts";
import type { Reading } from "./series/reading.ts";
import { fromIssues, withIssues } from "./standing/aws-issues.ts";
import { overlooked } from "./standing/overlooked.ts";
import { conclude, isNormal, nowOf } from "./standing/verdict.ts";
import { withChecks } from "./standing/with-checks.ts";
import { symptomEvidence } from "./words/evidence.ts";
import { withImpact } from "./words/impact.ts";
import { nameOf } from "./words/sentence.ts";

const MOST_HYPOTHESES = 8;
const MOST_NAMES = 3;

/** Derives hypotheses with their evidence, best first, and a verdict. Pure: the same findings give the same diagnosis. */
export function diagnose(gathered: Findings): Diagnosis {
  const findings = inOrder(withoutRoutine(seenByCallers(believable(withPending(gathered)))));
  const scene = sceneOf(findings);
  const candidates = [
    ...fromTraffic(scene),
    ...fromBlame(scene),
    ...fromConnections(scene),
    ...fromSigns(scene),
    ...fromSuspects(scene),
    ...fromCeasedCalls(scene),
    ...fromLogs(scene),
    ...fromCluster(scene),
    ...fromChanges(scene),
  ];
  const all = withRules(scene, merge(allowed(scene, withDrivers(scene, withInputs(scene, candidates)))))
    .flatMap((candidate) => weigh(scene, candidate) ?? [])
    .map((each) => withChecks(scene, each));
  const weighed = withoutRetold(all).toSorted(byScore).slice(0, MOST_HYPOTHESES);
  const top = weighed[0]?.score ?? 0;
  const most = mostWhilePending(findings);
  const issues = fromIssues(scene, weighed);
  const causes = weighed.map((each, index) => ({
    ...toHypothesis(scene, each, lower(most, mostFor(each.score, top, index))),
    alone: lower(most, each.standing),
  }));
  const hypotheses = withIssues(causes, issues).map((each) => ({ ...each, standing: lower(most, each.standing) }));
  const symptom = symptomEvidence(scene);
  const evidence = [
    ...(symptom ? [symptom] : []),
    ...issues.map((each) => each.evidence),
    ...weighed.flatMap((each) => [...each.supports, ...each.contradicts]),
  ];
  const readings = [...scene.readings.values()].flat();
  const unusual = readings.filter((reading) => !isNormal(reading));
  const now = withImpact(scene, nowOf(scene));
  const concluded = conclude(scene, hypotheses, now);
  return {
    ...concluded,
    evidence: [...new Map(evidence.map((each) => [each.key, each])).values()],
    hypotheses,
    gaps: concluded.verdict === "NO FAULT FOUND" ? overlooked(scene) : findings.gaps,
    checked: readings.length,
    normal: readings.length - unusual.length,
    unusual: namesOf(scene, unusual),
    horizons: findings.horizons,
    ...(now && { now }),
  };
}

/** Leaves out what only repeats the change that led to a reason of a cluster: the reason says what it did. */
function withoutRetold(all: readonly Weighed[]): readonly Weighed[] {
  const reasons = all.filter(({ candidate }) => candidate.reason !== undefined);
  return all.filter(
    ({ candidate, lead, standing }) =>
      candidate.reason !== undefined ||
      lead === undefined ||
      !reasons.some(
        (each) => each.lead?.change.id === lead.change.id && compareStandings(each.standing, standing) >= 0,
      ),
  );
}

/** The names of the components of readings, each once, the furthest from the usual first. */
function namesOf({ components }: Scene, readings: readonly Reading[]): readonly string[] {
  const strength = ({ departure }: Reading): number => departure?.strength ?? 0;
  const names = readings
    .toSorted((one, other) => strength(other) - strength(one))
    .map(({ measured: { component } }) => nameOf(components.get(component), component));
  return [...new Set(names)].slice(0, MOST_NAMES);
}

/** Orders by standing, then score, then number of supporting evidence, then distance from the usual range. */
function byScore(one: Weighed, other: Weighed): number {
  const standing = compareStandings(other.standing, one.standing);
  const further = other.candidate.strength - one.candidate.strength;
  return standing || other.score - one.score || other.supports.length - one.supports.length || further;
}
