import type { Scene } from "../scene/scene.ts";
import { settings } from "../settings.ts";
import { type LeftOut, leftOutLine } from "./left-out-lines.ts";
import type { NewPattern } from "./log-patterns.ts";
import { silentRequests } from "./silent-requests.ts";

/** Requests of a component that end before a line that they used to write. */
export interface EarlyEnd {
  readonly component: string;
  readonly leftOut: LeftOut;
  /** The line; undefined if they write no line at all. */
  readonly log: NewPattern | undefined;
  /** How far that is beyond chance, 0 to 1. */
  readonly weight: number;
}

/** The most significant line before which a component's requests end; undefined if no line is left out. */
export function earlyEndOf(scene: Scene, component: string): EarlyEnd | undefined {
  const own = scene.findings.patterns.filter((log) => log.component === component);
  const lines = own.map((log) => ({ log, leftOut: leftOutLine(log, scene.onset) }));
  const silent = { log: undefined, leftOut: silentRequests(scene, component) };
  const found = [...lines, silent].flatMap(({ log, leftOut }) =>
    leftOut ? [{ component, log, leftOut, weight: leftOut.clarity * weightOf(leftOut.chance) }] : [],
  );
  const [plainest] = found.toSorted(
    (one, other) => other.weight - one.weight || one.leftOut.chance - other.leftOut.chance,
  );
  return plainest && plainest.weight > 0 ? plainest : undefined;
}

/** A smooth weight from 0 to 1; half at `leftOutHalf`. */
function weightOf(chance: number): number {
  return chance ** 2 / (chance ** 2 + settings.leftOutHalf ** 2);
}
