import { lasted } from "../../card/number.ts";
import type { Series } from "../../findings/measured.ts";
import type { EvidenceDraft } from "../../investigation/diagnosis.ts";
import { isEnd } from "../attribution/call-shares.ts";
import type { FirstCall } from "../attribution/first-calls.ts";
import { unmeasuredCalls } from "../attribution/unmeasured-calls.ts";
import { unseenBelow } from "../attribution/unseen.ts";
import type { Loss } from "../attribution/volume.ts";
import { type Candidate, firstCallOf } from "../candidates/candidate.ts";
import { CONNECTION } from "../candidates/from-connections.ts";
import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import { componentOf, horizonOf } from "./evidence.ts";
import { amountOf, nameOf } from "./sentence.ts";

const MOST_ALIASES = 2;
/** Unmeasured callees that a sentence names. */
const MOST_UNSEEN = 2;

/** The share of the symptom's loss that a component causes itself, with the addresses under which it is called. */
export function shareEvidence(scene: Scene, candidate: Candidate): EvidenceDraft {
  const { component, share = 0, loss = "time", readings } = candidate;
  const call = firstCallOf(scene, candidate);
  const known = componentOf(scene, component);
  const { symptom } = scene.findings;
  const of = nameOf(scene.components.get(symptom.component), symptom.component);
  const percent = percentOf(share);
  const part = `${percent} % of ${lossText(loss, of)}`;
  const where = loss === "time" ? "is spent in" : "come from";
  const start = scene.grid?.start ?? symptom.at;
  const aliases = scene.blames.find((blame) => blame.component === component)?.aliases ?? [];
  const seenAs = aliases.length > 0 ? `, perhaps called as ${aliases.slice(0, MOST_ALIASES).join(" and ")}` : "";
  const others = isEnd(scene.findings.graph, component) ? "" : `; ${explainedBelow(scene, candidate)}`;
  const onTheWay = lostOnTheWay(scene, candidate);
  return {
    key: `share ${component} ${readings[0]?.measured.signal ?? ""}`,
    kind: "topology",
    component: known,
    sentence: onTheWay
      ? `${part} ${loss === "time" ? "is spent" : "happen"} ${onTheWay}`
      : call
        ? `${part} ${where} ${known.name} with ${componentOf(scene, call.callee).name}${seenAs}; the other services it calls do not explain it`
        : `${part} ${where} ${known.name} itself${seenAs}${others}`,
    figures: { share: percent },
    query: `calls from ${of}`,
    window: { start, end: start + (scene.grid?.count ?? 1) * (scene.grid?.step ?? 60) },
    horizon: horizonOf(scene, "topology"),
  };
}

/** For example "on the way between checkout and orders"; undefined if the loss is not on a connection. */
function lostOnTheWay({ components }: Scene, { mechanism, between = [] }: Candidate): string | undefined {
  const [main] = between;
  if (mechanism !== CONNECTION || !main) return undefined;
  const { to } = main.connection;
  const callers = between.flatMap(({ connection }) => (connection.to === to ? connection.from : []));
  const names = [...new Set(callers)].map((id) => nameOf(components.get(id), id));
  return `on the way between ${names.join(", ")} and ${nameOf(components.get(to), to)}`;
}

/** What the services that a component calls contribute to its loss. */
export function explainedBelow(scene: Scene, { component, loss = "time" }: Candidate): string {
  const { blames, findings } = scene;
  const others = blames.filter((blame) => blame.component !== component && blame.share >= settings.smallestShare);
  const losing = others.filter(({ own }) => own !== undefined && own.strength >= settings.departed);
  if (losing.length > 0) {
    const share = Math.min(
      1,
      losing.reduce((sum, blame) => sum + blame.share, 0),
    );
    // In words: the shares of several services add up to a figure that no evidence states.
    const part = component === findings.symptom.component && share >= 0.5 ? "most" : "some";
    return `${part} of it comes from services that ${nameOf(scene.components.get(component), component)} calls`;
  }
  if (isEnd(findings.graph, component)) return "its dependencies are unknown";
  const unseen = unseenBelow(scene, component, loss).map((id) => nameOf(scene.components.get(id), id));
  if (unseen.length > 0) return unseenText(unseen, calleesOf(scene, component));
  const onTheWay = unmeasuredCalls(scene, component, loss).length > 0 ? ", the way to them is not measured" : "";
  return `the services it calls do not explain it${onTheWay}`;
}

/** That callees are not measured: then nothing is known of what they explain. */
function unseenText(unseen: readonly string[], callees: number): string {
  const more = unseen.length > MOST_UNSEEN ? ` and ${unseen.length - MOST_UNSEEN} more` : "";
  const named = `${unseen.slice(0, MOST_UNSEEN).join(", ")}${more}`;
  const verb = unseen.length === 1 ? "is" : "are";
  const others = callees > unseen.length ? "the other services it calls do not explain it, " : "";
  return `${others}${named}, which it calls, ${verb} not measured`;
}

function calleesOf({ findings: { graph } }: Scene, component: string): number {
  const waited = graph.edges.filter(({ from, to, asynchronous }) => from === component && to !== from && !asynchronous);
  return new Set(waited.map(({ to }) => to)).size;
}

/** A call never seen before, and its share of the caller's loss. */
export function firstCallEvidence(
  scene: Scene,
  { caller, callee, at, nothingFor, calls, share, loss }: FirstCall,
): EvidenceDraft {
  const { series, baseline, query, archive } = calls;
  const [known, other] = [componentOf(scene, caller), componentOf(scene, callee)];
  const end = series.start + series.step * series.values.length;
  const after = meanSince(series, at);
  const moved = `none → ${amountOf(calls, after)}`;
  const before = `never seen in the ${lasted(nothingFor)} before`;
  return {
    key: `first call ${caller} ${callee}`,
    kind: "topology",
    component: known,
    sentence: `${known.name} calls ${other.name}: ${moved}, ${before}; ${percentOf(share)} % of ${lossText(loss, known.name)} ${loss === "time" ? "is spent in" : "come from"} these calls`,
    figures: { before: 0, after, firstAt: at, share: percentOf(share), period: series.step },
    query,
    window: { start: baseline.start, end },
    horizon: horizonOf(scene, "metrics"),
    ...(archive !== undefined && { archive }),
  };
}

/** Truncated, not rounded, so that the parts do not exceed the whole. */
function percentOf(share: number): number {
  return Math.floor(100 * share + 0.01);
}

/** The loss of a component: "checkout's failures". */
function lossText(loss: Loss, name: string): string {
  switch (loss) {
    case "time":
      return `${name}'s extra time`;
    case "failures":
      return `${name}'s failures`;
    default:
      return loss satisfies never;
  }
}

function meanSince({ start, step, values }: Series, at: number): number {
  const known = values.subarray(Math.max(0, Math.round((at - start) / step))).filter((value) => !Number.isNaN(value));
  return known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
}
