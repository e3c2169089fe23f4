import { duration, figure } from "../../card/number.ts";
import { sameCause } from "../../events/cause.ts";
import type { Cause } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { Findings } from "../../findings/findings.ts";
import type { Component } from "../../graph/service-graph.ts";
import type { Diagnosis, EvidenceDraft, HypothesisDraft } from "../../investigation/diagnosis.ts";
import { historyOf, mechanismOf } from "../candidates/component-changes.ts";
import { settings } from "../settings.ts";

const MOST_CHANGES = 3;

/** A change that may have led to an accepted cause, as a hypothesis with its single piece of evidence. */
export interface Before {
  readonly draft: HypothesisDraft;
  readonly evidence: readonly EvidenceDraft[];
}

/** Earlier changes to the accepted component that no hypothesis covers, as far back as changes were read. */
export function changesBefore(diagnosis: Diagnosis, accepted: Cause, findings: Findings): readonly Before[] {
  const component = findings.graph.components.find(({ id }) => id === accepted.component.id);
  if (!component) return [];
  const onset = onsetOf(diagnosis, accepted) ?? findings.symptom.at;
  const causes = [
    ...findings.discarded,
    ...(findings.accepted ?? []),
    ...diagnosis.hypotheses.map(({ cause }) => cause),
  ];
  return historyOf(findings.changes, component, onset)
    .filter((change) => !causes.some((cause) => sameCause(cause, { ...accepted, mechanism: mechanismOf(change) })))
    .slice(0, MOST_CHANGES)
    .map((change) => toBefore(change, component, accepted, onset, findings));
}

function toBefore(change: Change, component: Component, accepted: Cause, onset: number, findings: Findings): Before {
  const detail = Object.entries(change.detail).slice(0, 2);
  const what = `${change.action} by ${change.actor} on ${component.name}`;
  const when = `${ago(onset - change.at)} before signs at ${component.name}`;
  const key = `change ${change.id}`;
  return {
    draft: {
      cause: { component: accepted.component, mechanism: mechanismOf(change) },
      standing: "POSSIBLE",
      alone: "POSSIBLE",
      explains: accepted,
      statement: `${what}, ${when}`,
      supports: [key],
      contradicts: [],
      unchecked: [],
      refutedBy: `${component.name} was well for long after it`,
      score: settings.longBeforeWeight,
    },
    evidence: [
      {
        key,
        kind: "change",
        component: accepted.component,
        sentence: [what, ...detail.map(([name, value]) => `${name} ${value}`), when].join(", "),
        figures: { at: change.at, minutesBefore: Math.round((onset - change.at) / 60) },
        query: `changes ${change.action} ${change.resources.join(" ")}`.trim(),
        window: { start: change.at, end: onset },
        horizon: findings.horizons.changes ?? findings.symptom.at,
      },
    ],
  };
}

/** Epoch seconds at which the accepted cause began, by its own evidence. */
function onsetOf({ hypotheses, evidence }: Diagnosis, accepted: Cause): number | undefined {
  const keys = hypotheses.find(({ cause }) => sameCause(cause, accepted))?.supports ?? [];
  return evidence.find(({ key, figures }) => keys.includes(key) && figures.onset !== undefined)?.figures.onset;
}

const DAY = 86_400;

function ago(seconds: number): string {
  if (seconds >= 2 * DAY) return `${figure(seconds / DAY)} days`;
  return seconds >= 7_200 ? `${figure(seconds / 3_600)} h` : duration(seconds);
}
