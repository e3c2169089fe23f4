import { figure, withoutMiddle } from "../../card/number.ts";
import { sameCause } from "../../events/cause.ts";
import type { Cause } from "../../events/events.ts";
import type { Findings } from "../../findings/findings.ts";
import { below } from "../../graph/reach.ts";
import type { Diagnosis, EvidenceDraft, HypothesisDraft } from "../../investigation/diagnosis.ts";
import { isChange } from "../candidates/component-changes.ts";
import { settings } from "../settings.ts";
import { changesBefore } from "./why-changes.ts";

/**
 * Looks for the cause of an accepted cause: its dependencies, changes of the week before, and failed requests that ended there. Adds
 * evidence and hypotheses; the verdict stays.
 */
export function withWhy(diagnosis: Diagnosis, findings: Findings): Diagnosis {
  if (diagnosis.verdict === "NO FAULT FOUND") return diagnosis;
  return (findings.accepted ?? []).reduce((known, cause) => explain(known, cause, findings), diagnosis);
}

function explain(diagnosis: Diagnosis, accepted: Cause, findings: Findings): Diagnosis {
  const near = new Set(below(findings.graph, [accepted.component.id]));
  const explained = diagnosis.hypotheses.map((draft) =>
    near.has(draft.cause.component.id) ? withExplanation(draft, accepted, findings) : { draft, evidence: [] },
  );
  const all = [...explained, ...changesBefore(diagnosis, accepted, findings)];
  const evidence = [...diagnosis.evidence, ...all.flatMap((each) => each.evidence)];
  return {
    ...diagnosis,
    hypotheses: all.map(({ draft }) => draft),
    evidence: [...new Map(evidence.map((each) => [each.key, each])).values()],
  };
}

interface Explained {
  readonly draft: HypothesisDraft;
  readonly evidence: readonly EvidenceDraft[];
}

/** Adds to a hypothesis at or below the accepted component what it explains, and the requests that ended there. */
function withExplanation(draft: HypothesisDraft, accepted: Cause, findings: Findings): Explained {
  const isAccepted = findings.accepted?.some((cause) => sameCause(cause, draft.cause));
  // The effects of a change are not its reason.
  const explains = !isAccepted && !isChange(accepted);
  const evidence = requestsThat(draft.cause, accepted, findings);
  const supports = [...draft.supports, ...evidence.map(({ key }) => key)];
  return { draft: { ...draft, supports, ...(explains && { explains: accepted }) }, evidence };
}

/** The failed and slow requests through the accepted component that ended at the hypothesis' component, according to their traces. */
function requestsThat(
  { component }: Cause,
  { component: through }: Cause,
  { traces = [], horizons, symptom }: Findings,
): readonly EvidenceDraft[] {
  const followed = traces.filter((trace) => trace.component === through.id);
  const ended = followed.filter(({ cause }) => cause?.startsWith(`${component.name}:`));
  if (ended.length < settings.fewestEnded) return [];
  const times = followed.map(({ at }) => at);
  const error = withoutMiddle(ended[0]?.cause ?? "", 120);
  const counted = `${figure(ended.length)} of ${figure(followed.length)} failed or slow requests`;
  return [
    {
      key: `trace ${through.id} ${component.id}`,
      kind: "trace",
      component,
      sentence: `${counted} through ${through.name} ended at ${component.name}: "${error}"`,
      figures: { ended: ended.length, followed: followed.length },
      query: `traces ${through.name}`,
      window: { start: Math.min(...times), end: Math.max(...times) },
      horizon: horizons.traces ?? symptom.at,
    },
  ];
}
