import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import type { Side } from "../attribution/connections.ts";
import type { Candidate } from "../candidates/candidate.ts";
import type { Scene } from "../scene/scene.ts";
import { medianOf } from "../series/quantile.ts";
import { componentOf, horizonOf } from "./evidence.ts";
import { amountOf, joinAmounts, nameOf } from "./sentence.ts";

type Lost = NonNullable<Candidate["between"]>[number];

/** The loss on a call: what the caller measures, what the callee measures, and the difference. */
export function connectionStatement(scene: Scene, lost: Lost, seen: readonly string[]): string {
  const { connection } = lost;
  const also = seen.length === 0 ? "" : `; calls from ${seen.join(" and ")} too`;
  const noun = connection.loss === "time" ? "the connection between them, or its queue" : "they fail on the way";
  return `${sidesText(scene, lost)}: ${noun}${also}`;
}

/** A call as both of its sides measure it. */
export function connectionEvidence(scene: Scene, lost: Lost): EvidenceDraft {
  const { connection } = lost;
  const { caller, callee, to, loss } = connection;
  const { series } = caller;
  const [seen, served] = [valuesOf(scene, caller, lost), valuesOf(scene, callee, lost)];
  const figures = { before: seen.usual, after: seen.now, callee: served.now, calleeBefore: served.usual };
  return {
    key: `connection ${connection.id}`,
    kind: "metric",
    component: componentOf(scene, to),
    sentence: sidesText(scene, lost),
    figures: { ...figures, period: series.step },
    query: loss === "time" ? `${caller.query} − ${callee.query}` : caller.query,
    window: { start: series.start, end: series.start + series.step * series.values.length },
    horizon: horizonOf(scene, "metrics"),
  };
}

function sidesText(scene: Scene, lost: Lost): string {
  const { from, to, caller, callee, loss } = lost.connection;
  const [a, b] = [from, to].map((id) => nameOf(scene.components.get(id), id));
  const [seen, served] = [valuesOf(scene, caller, lost), valuesOf(scene, callee, lost)];
  const amounts = joinAmounts(amountOf(caller, seen.usual), " → ", amountOf(caller, seen.now));
  const itself = amountOf(callee, served.now);
  if (loss === "failures") return `calls from ${a} to ${b} fail ${amounts}, ${b} itself counts ${itself}`;
  return callee.seenBy
    ? `calls from ${a} to ${b} take ${amounts}, those of its other callers ${itself}`
    : `calls from ${a} to ${b} take ${amounts}, ${b} itself answers in ${itself}`;
}

/** The usual value of a side, and its median during the loss. A missing count is zero; a missing latency is the usual one. */
function valuesOf(
  { grid }: Scene,
  { series, baseline, signal }: Side,
  { departure }: Lost,
): { readonly usual: number; readonly now: number } {
  const indexOf = (step: number): number =>
    Math.round(((grid?.start ?? series.start) + step * (grid?.step ?? series.step) - series.start) / series.step);
  const during = series.values.subarray(Math.max(0, indexOf(departure.from)), Math.max(1, indexOf(departure.until)));
  const nothing = signal === "latency" ? undefined : 0;
  const usual = medianOf(baseline.values, 1) ?? nothing;
  const now = medianOf(during, 1) ?? nothing ?? usual ?? 0;
  return { usual: usual ?? now, now };
}
