import { serviceOfKind, serviceOfNamespace } from "../../aws-names/aws-services.ts";
import type { Standing } from "../../events/events.ts";
import type { EvidenceDraft, HypothesisDraft } from "../../investigation/diagnosis.ts";
import { compareStandings } from "../../investigation/ranking/standing-order.ts";
import { type AwsIssue, issueOf } from "../../telemetry/ports/aws-issue.ts";
import type { Weighed } from "../hypothesis.ts";
import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import { nameOf, nounOf, order } from "../words/sentence.ts";

/** A hypothesis that AWS itself is the cause, with what AWS Health reports. */
export interface IssueCause {
  readonly hypothesis: HypothesisDraft;
  readonly evidence: EvidenceDraft;
}

const MOST_ISSUES = 2;

/** Open AWS issues around the onset as causes: likely if the failing components use that service; the most specific first. */
export function fromIssues(scene: Scene, weighed: readonly Weighed[]): readonly IssueCause[] {
  if (scene.symptom && !scene.symptom.departed) return [];
  const issues = scene.findings.changes.flatMap((change) => issueOf(change) ?? []).filter(isAround(scene.onset));
  const distinct = new Map(issues.map((issue) => [`${causeId(issue)} ${issue.type}`, issue]));
  return [...distinct.values()]
    .filter((issue) => !scene.findings.discarded.some((cause) => isCause(cause, issue)))
    .map((issue) => toCause(scene, weighed, issue))
    .toSorted((one, other) => compareStandings(other.hypothesis.standing, one.hypothesis.standing))
    .slice(0, MOST_ISSUES);
}

/** Inserts AWS issues into the hypotheses: before others of the same standing, but last if they are only possible. */
export function withIssues(
  hypotheses: readonly HypothesisDraft[],
  issues: readonly IssueCause[],
): readonly HypothesisDraft[] {
  const own = issues.map(({ hypothesis }, index) => (index === 0 ? hypothesis : atMostLikely(hypothesis)));
  const others = own[0]?.standing === "CONFIRMED" ? hypotheses.map(atMostLikely) : hypotheses;
  const at = (standing: Standing) => own.filter((each) => each.standing === standing);
  const proven = others.filter(({ standing }) => standing === "CONFIRMED");
  const unproven = others.filter(({ standing }) => standing !== "CONFIRMED");
  return [...at("CONFIRMED"), ...proven, ...at("LIKELY"), ...unproven, ...at("POSSIBLE")];
}

function atMostLikely(hypothesis: HypothesisDraft): HypothesisDraft {
  return hypothesis.standing === "CONFIRMED" ? { ...hypothesis, standing: "LIKELY" } : hypothesis;
}

function isAround(onset: number): (issue: AwsIssue) => boolean {
  return ({ began, until }) => began <= onset + settings.issueWithin && (until === undefined || until >= onset);
}

function causeId({ code, region }: AwsIssue): string {
  return `aws ${code} ${region ?? "all Regions"}`;
}

function isCause({ component, mechanism }: Scene["findings"]["discarded"][number], issue: AwsIssue): boolean {
  return component.id === causeId(issue) && mechanism === issue.type;
}

function toCause(scene: Scene, weighed: readonly Weighed[], issue: AwsIssue): IssueCause {
  const own = weighed.filter(
    ({ candidate: { readings, share = 1 } }) => readings.length > 0 && share >= settings.smallestShare,
  );
  const meant = own.filter(({ candidate }) => isOf(scene, candidate.component, issue));
  const standing = standingOf(scene, own, meant, issue);
  const [top] = weighed;
  const evidence = announcement(scene, issue);
  const supports = [evidence.key, ...meant.flatMap((each) => each.supports.slice(0, 1).map(({ key }) => key))];
  const against = standing === "POSSIBLE" && top && !meant.includes(top) ? top.supports.slice(0, 1) : [];
  const name = `${issue.code} in ${issue.region ?? "all Regions"}`;
  const step = scene.grid?.step ?? 60;
  const { component } = scene.findings.symptom;
  const symptom = `${nameOf(scene.components.get(component), component)} ${nounOf(scene.findings.symptom)}`;
  const statement = `AWS: ${issue.type} of ${name}`;
  return {
    evidence,
    hypothesis: {
      cause: { component: { id: causeId(issue), name, kind: "AWS" }, mechanism: issue.type },
      standing,
      statement:
        standing === "CONFIRMED"
          ? `${statement} caused it: ${meant.length} of its resources fail, and no other`
          : `${statement}, ${order(issue.began, scene.onset, step)} ${symptom} moved`,
      supports,
      contradicts: against.map(({ key }) => key).filter((key) => !supports.includes(key)),
      unchecked: [],
      settles: { text: "what AWS Health says since, and what else changed", command: "changes last 3h" },
      refutedBy: `other resources of ${name} work as usual, or AWS ends the issue while the alarm goes on`,
      score:
        standing === "POSSIBLE" ? settings.issueWeight : Number(((top?.score ?? 0) + settings.issueWeight).toFixed(4)),
    },
  };
}

/** An announcement alone is possible. A higher standing needs failing components of the service: several, and no others. */
function standingOf(scene: Scene, own: readonly Weighed[], meant: readonly Weighed[], issue: AwsIssue): Standing {
  const [first] = own;
  const place = first?.candidate.component ?? scene.findings.symptom.component;
  if (!scene.symptom?.departed || !isOf(scene, place, issue)) return "POSSIBLE";
  const alone = meant.length === own.length && own.every(({ lead }) => lead === undefined);
  return meant.length >= 2 && alone ? "CONFIRMED" : "LIKELY";
}

/** Whether a component uses the issue's service: by its kind, or by metrics that only this service has. */
function isOf(scene: Scene, id: string, { service }: AwsIssue): boolean {
  const component = scene.components.get(id);
  if (!component || service === undefined) return false;
  const namespaces = component.metrics.map(({ query }) => query.namespace);
  return (serviceOfKind(component.kind) ?? namespaces.map(serviceOfNamespace).find((each) => each)) === service;
}

function announcement(scene: Scene, { type, code, region, began }: AwsIssue): EvidenceDraft {
  const step = scene.grid?.step ?? 60;
  const where = region ?? "all Regions";
  const { horizons, symptom } = scene.findings;
  return {
    key: `health ${type} ${code} ${where} ${began}`,
    kind: "change",
    sentence: `AWS Health: ${type} of ${code} in ${where}, ${order(began, scene.onset, step)} the alarm's metric moved`,
    figures: { at: began, minutesBefore: Math.round((scene.onset - began) / 60) },
    query: `changes ${type}`,
    window: { start: Math.min(began, scene.onset), end: Math.max(began, scene.onset) },
    horizon: horizons.changes ?? symptom.at,
  };
}
