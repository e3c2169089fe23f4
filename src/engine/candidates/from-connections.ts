import { departs } from "../attribution/blame.ts";
import type { Connection } from "../attribution/connections.ts";
import type { Loss } from "../attribution/volume.ts";
import { lossOf } from "../attribution/whole.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import type { Departure } from "../series/departure.ts";
import { type Grid, onsetOn } from "../series/grid.ts";
import { settings } from "../settings.ts";
import type { Candidate } from "./candidate.ts";
import { waitedFor } from "./waits.ts";

/** The mechanism of a loss between two components. */
export const CONNECTION = "connection";

/** The loss on a call, between its two sides. */
interface Lost {
  readonly connection: Connection;
  /** Its share of the symptom's loss, 0 to 1; 0 if none was attributed to it. */
  readonly share: number;
  readonly loss: Loss;
  readonly own: Departure;
}

/**
 * Calls that lose time or fail between a caller and a callee that measures nothing of it: the network, a connection pool, name resolution,
 * or the callee's accept queue. Placed at the component with most of the lossy calls; for a single call, at the callee.
 */
export function fromConnections(scene: Scene): readonly Candidate[] {
  const { grid, connections, covered } = scene;
  if (!grid || connections.length === 0) return [];
  const [first] = lossesOf(scene.findings.symptom.signal);
  // A slow connection may be blamed twice: for time and for timeouts. The kind that the symptom shows comes last, and stays.
  const ordered = scene.blames.toSorted(
    (one, other) => Number(lossOf(one) === first) - Number(lossOf(other) === first),
  );
  const blames = new Map(ordered.map((blame) => [blame.component, blame]));
  const near = waitedFor(scene);
  const lost = connections.flatMap((connection): readonly Lost[] => {
    const { id, loss, from, volume } = connection;
    const blame = blames.get(id);
    const share = blame?.share ?? 0;
    if (blame?.own && share >= settings.smallestShare && blame.own.strength >= settings.departed)
      return [{ connection, share, loss: lossOf(blame), own: blame.own }];
    const values = volume.excess[loss];
    const own = values && near.has(from) ? departs(values, grid, covered).departure : undefined;
    return own && own.strength >= settings.loud * settings.departed ? [{ connection, share: 0, loss, own }] : [];
  });
  return placed(lost).flatMap(({ component, all }) => candidateOf(scene, grid, component, all));
}

function candidateOf(scene: Scene, grid: Grid, component: string, all: readonly Lost[]): readonly Candidate[] {
  const [main] = all;
  if (!main) return [];
  const share = Math.min(1, shareOf(all));
  const [first] = lossesOf(scene.findings.symptom.signal);
  const faint = share < settings.smallestShare;
  return [
    {
      component,
      mechanism: CONNECTION,
      weight: (faint ? settings.faintWeight : share) * (main.loss === first ? 1 : settings.otherLoss),
      share,
      loss: main.loss,
      strength: Math.max(...all.map(({ own }) => own.strength)),
      onset: Math.min(...all.map(({ own }) => onsetOn(grid, own))),
      readings: [],
      rules: [],
      between: all.map(({ connection, own }) => ({ connection, departure: own })),
      ...(faint && { faint }),
    },
  ];
}

/** Assigns each call to one of its ends: first the component with the largest loss, then the rest. */
function placed(lost: readonly Lost[]): readonly { readonly component: string; readonly all: readonly Lost[] }[] {
  const ordered = lost.toSorted((one, other) => other.share - one.share || other.own.strength - one.own.strength);
  const ends = new Set([
    ...ordered.map(({ connection }) => connection.to),
    ...ordered.map(({ connection }) => connection.from),
  ]);
  const touching = [...ends].map((component) => ({
    component,
    all: ordered.filter(({ connection }) => connection.to === component || connection.from === component),
  }));
  const [best] = touching.toSorted(
    (one, other) => shareOf(other.all) - shareOf(one.all) || other.all.length - one.all.length,
  );
  if (!best) return [];
  return [best, ...placed(ordered.filter((each) => !best.all.includes(each)))];
}

function shareOf(lost: readonly Lost[]): number {
  return lost.reduce((sum, { share }) => sum + share, 0);
}
