import { type HoldingRule, holding, metricsOf } from "../../packs/interpret.ts";
import type { Rule } from "../../packs/pack.ts";
import { packOf } from "../../packs/packs.ts";
import type { Scene } from "../scene/scene.ts";
import type { Grid } from "../series/grid.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { type HeldRule, isPlain } from "./held-rule.ts";
import { type KnownMetric, tracksOf } from "./tracks.ts";
import { waitedFor } from "./waits.ts";

const MOST_RULES = 3;

/** Adds to candidates the pack rules that hold for their components; other components with such rules become candidates. */
export function withRules(scene: Scene, candidates: readonly Candidate[]): readonly Candidate[] {
  const held = Map.groupBy(heldRules(scene), ({ component }) => component);
  const led = candidates.map((candidate) => strengthened(candidate, held.get(candidate.component) ?? []));
  const known = new Set(candidates.map(({ component }) => component));
  const alone = [...held].flatMap(([component, rules]) => (known.has(component) ? [] : fromRules(rules, led, scene)));
  return [...led, ...alone];
}

/** A limit replaces the mechanism, except for traffic, which names the origin. */
function strengthened(candidate: Candidate, rules: readonly HeldRule[]): Candidate {
  const [first] = rules;
  if (!first) return candidate;
  const limit = candidate.mechanism !== "traffic" && isPlain(first) ? { mechanism: first.rule.mechanism } : {};
  if (candidate.readings.length > 0) return { ...candidate, ...limit, rules };
  // Only a change made it a candidate: the rule is its only sign.
  const { strength, onset } = first;
  return { ...candidate, ...limit, rules, strength, onset, weight: Math.max(candidate.weight, first.rule.weight) };
}

function fromRules(rules: readonly HeldRule[], led: readonly Candidate[], scene: Scene): readonly Candidate[] {
  return rules.slice(0, 1).map((held) => {
    const { component, rule, strength, onset } = held;
    const weight = rule.weight + Math.max(0, ...led.filter(isFeltBy(held, scene)).map((each) => each.weight));
    return { component, mechanism: rule.mechanism, weight, share: undefined, strength, onset, readings: [], rules };
  });
}

/**
 * Whether the candidate's loss can come from a callee at its limit: it waits for a callee whose loss of that kind is not measured, and lost
 * nothing before.
 */
function isFeltBy(held: HeldRule, { findings, volumes }: Scene): (candidate: Candidate) => boolean {
  const to = held.component;
  const callers = new Set(
    findings.graph.edges.flatMap((edge) => (edge.to === to && !edge.asynchronous ? edge.from : [])),
  );
  return ({ component, loss, onset }) =>
    isPlain(held) &&
    callers.has(component) &&
    loss !== undefined &&
    volumes.get(to)?.excess[loss] === undefined &&
    held.onset <= onset;
}

/** The rules that hold for each dependency of the symptom, by descending weight. */
function heldRules(scene: Scene): readonly HeldRule[] {
  const { grid, findings } = scene;
  if (!grid) return [];
  const measured = Map.groupBy([...findings.measured, ...findings.details], ({ component }) => component);
  return [...waitedFor(scene)].flatMap((id) => {
    const component = scene.components.get(id);
    const pack = component && packOf(component.kind);
    if (!pack) return [];
    const tracks = tracksOf(pack, component, measured.get(id) ?? [], findings, grid);
    return holding(pack, tracks, around(scene, grid))
      .filter(({ rule }) => !isDiscarded(scene, id, rule))
      .toSorted((one, other) => other.rule.weight - one.rule.weight)
      .slice(0, MOST_RULES)
      .map((each) => ({ component: id, pack, ...describe(each, tracks, grid) }));
  });
}

/** The grid steps in which a cause may show, up to the end of the data. */
function around({ onset }: Scene, { historyCount, start, count, step }: Grid) {
  const from = Math.max(0, Math.floor((onset - settings.showsWithin - start) / step));
  return { from: historyCount + from, until: historyCount + count, step };
}

function isDiscarded({ findings }: Scene, component: string, { mechanism }: Rule): boolean {
  return findings.discarded.some((cause) => cause.component.id === component && cause.mechanism === mechanism);
}

function describe(
  { rule, at }: HoldingRule,
  tracks: Readonly<Record<string, KnownMetric>>,
  { start, historyCount, step }: Grid,
): Pick<HeldRule, "rule" | "metrics" | "onset" | "until" | "strength"> {
  const spoken = new Set(rule.all.flatMap(metricsOf));
  const known = Object.entries(tracks).filter(([key]) => spoken.has(key));
  const timeOf = (index: number): number => start + (index - historyCount) * step;
  return {
    rule,
    metrics: Object.fromEntries(
      known.map(([key, { query, usual, highest, values }]) => [
        key,
        { query, usual, highest, now: meanAt(values, at) },
      ]),
    ),
    onset: timeOf(at[0] ?? historyCount),
    until: timeOf((at.at(-1) ?? historyCount) + 1),
    strength: Math.max(...known.map(([, track]) => spreadsOf(track, at))),
  };
}

function meanAt(values: Float64Array, at: readonly number[]): number {
  return at.reduce((sum, index) => sum + (values[index] ?? 0), 0) / at.length;
}

function spreadsOf({ values, usual, high }: KnownMetric, at: readonly number[]): number {
  const apart = Math.abs(meanAt(values, at) - usual);
  if (!(apart > 0)) return 0;
  return high > usual ? (settings.departed * apart) / (high - usual) : settings.fromNothing;
}
