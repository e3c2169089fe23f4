import { waitedBelow, waitingFor } from "../../graph/reach.ts";
import type { Signal } from "../../packs/signal.ts";
import { isNewPattern, type NewPattern, ownLogs } from "../observations/log-patterns.ts";
import { isOwnFault } from "../observations/unknown-callees.ts";
import type { Scene } from "../scene/scene.ts";
import type { Reading } from "../series/reading.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { changesBeforeOnset } from "./component-changes.ts";
import { fromTraffic } from "./from-traffic.ts";
import { isLimit } from "./merge.ts";

/** A component with trouble of its own, because of which another is asked more often. */
interface Driver {
  readonly component: string;
  readonly reading: Reading;
  readonly onset: number;
  readonly log: NewPattern | undefined;
}

/**
 * Hands a limit that was reached because of more requests on to who asks more often: a component that waits for the one at its limit, and
 * that failed or was slow before the limit was reached, with a change or errors of its own. Retries multiply the requests below it.
 */
export function withDrivers(scene: Scene, candidates: readonly Candidate[]): readonly Candidate[] {
  const driven = new Map(
    candidates.flatMap((candidate) => {
      const drivers = wasAskedMore(scene, candidate) ? driversOf(scene, candidate) : [];
      return drivers.length > 0 ? [[candidate.component, { candidate, drivers }] as const] : [];
    }),
  );
  return [
    ...candidates.map((each): Candidate => {
      return driven.has(each.component) ? { ...each, weight: each.weight * settings.afterInput, obscured: true } : each;
    }),
    ...[...driven.values()].flatMap(({ candidate, drivers }) => drivers.map((driver) => drivenBy(candidate, driver))),
  ];
}

function drivenBy({ component: drives, weight }: Candidate, { component, reading, onset, log }: Driver): Candidate {
  return {
    component,
    mechanism: reading.measured.signal === "latency" ? "latency" : "failures",
    weight: weight * settings.inputWeight,
    share: undefined,
    strength: reading.departure?.strength ?? 0,
    onset,
    readings: [reading],
    rules: [],
    drives,
    ...(log && { log }),
  };
}

/** Whether requests to a component at its limit had grown by the time it was reached, and those at the entry had not: somebody asks more often. */
export function wasAskedMore(scene: Scene, { component, mechanism, onset }: Candidate): boolean {
  if (!isLimit(mechanism) || mechanism === "traffic" || fromTraffic(scene).length > 0) return false;
  return (scene.readings.get(component) ?? []).some(
    ({ measured, departed, departure, onset: since }) =>
      measured.signal === "requests" &&
      departed &&
      departure !== undefined &&
      since !== undefined &&
      since < onset &&
      departure.mean >= settings.trafficRatio * departure.baseline.median,
  );
}

const troubles: ReadonlySet<Signal> = new Set(["latency", "errors", "availability"]);

/** Those nearest to the limit: trouble is passed on to callers. */
function driversOf(scene: Scene, { component, onset }: Candidate): readonly Driver[] {
  const { findings, components } = scene;
  const found = waitingFor(findings.graph, component).flatMap((id): readonly Driver[] => {
    const [reading] = (scene.readings.get(id) ?? [])
      .filter(
        ({ measured, departed, onset: since }) => departed && troubles.has(measured.signal) && (since ?? onset) < onset,
      )
      .toSorted((one, other) => (one.onset ?? 0) - (other.onset ?? 0));
    if (reading?.onset === undefined) return [];
    const log = ownLogs(findings, components, id).find(
      (line) => isNewPattern(line) && isOwnFault(line) && Math.abs(line.firstAt - onset) <= settings.showsWithin,
    );
    const driver = { component: id, reading, onset: reading.onset, log };
    const lead = changesBeforeOnset(scene, { ...driver, readings: [reading] })[0];
    return log || (lead && lead.before <= settings.showsWithin) ? [driver] : [];
  });
  return found.filter((driver) => {
    const deeper = waitedBelow(findings.graph, driver.component);
    return !found.some((other) => deeper.includes(other.component));
  });
}
