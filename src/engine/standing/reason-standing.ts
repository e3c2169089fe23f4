import type { Standing } from "../../events/events.ts";
import type { ClusterReason } from "../../findings/cluster-reason.ts";
import { CERTAINTY } from "../../kubernetes/reason.ts";
import type { Candidate } from "../candidates/candidate.ts";
import type { ComponentChange } from "../candidates/component-changes.ts";
import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import { isLate } from "./timely.ts";

/**
 * The standing of a reason that a cluster states. CONFIRMED needs that what the alarm watches suffers from it and moved far, that fields or
 * the cluster itself tell it, that it began shortly before the alarm's metric moved, that it is the only one of that kind, and that no change
 * may still arrive. Without a time it is LIKELY at most; one of long before, or only of the same part of the cluster, is POSSIBLE.
 */
export function reasonStanding(
  scene: Scene,
  candidate: Candidate,
  { reason, isFelt }: ClusterReason,
  lead: ComponentChange | undefined,
): Standing {
  const { symptom, onset } = scene;
  if (!symptom?.departed || symptom.habit || isLate(scene, candidate) || !isFelt) return "POSSIBLE";
  if (reason.certainty < CERTAINTY.murmured) return "POSSIBLE";
  if (reason.since !== undefined && reason.since < onset - settings.changeLookBack) return "POSSIBLE";
  const isDated = reason.since !== undefined && reason.since >= onset - settings.showsWithin;
  const isChanged = lead !== undefined && lead.before <= settings.showsWithin;
  const isStated = reason.certainty >= CERTAINTY.contradicted;
  const isLarge = candidate.strength >= settings.largeStrength * settings.departed;
  const isOnly = !(scene.findings.reasons ?? []).some(
    (other) =>
      other.isFelt && other.component !== candidate.component && other.reason.certainty >= CERTAINTY.contradicted,
  );
  const isPending = (scene.findings.horizons.changes ?? Number.POSITIVE_INFINITY) < candidate.onset;
  const isProven = isStated && (isDated || isChanged) && isLarge && isOnly && !isPending;
  return isProven ? "CONFIRMED" : "LIKELY";
}
