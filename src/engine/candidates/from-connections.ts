import type { Blame } from "../attribution/blame.ts";
import type { Connection } from "../attribution/connections.ts";
import { lossOf } from "../attribution/whole.ts";
import { lossesOf, type Scene } from "../scene/scene.ts";
import { DEPARTED, type Departure } from "../series/departure.ts";
import { onsetOn } from "../series/grid.ts";
import { OTHER_LOSS, SMALLEST_SHARE } from "../settings.ts";
import type { Candidate } from "./candidate.ts";

/** The mechanism of what is lost between two components. */
export const CONNECTION = "connection";

/** What is lost on a call between its two sides. */
interface Lost {
  readonly connection: Connection;
  readonly blame: Blame;
  readonly own: Departure;
}

/**
 * Calls that lose time or fail between a caller and a callee, though the callee itself measures nothing of it: the network, a
 * connection pool, name resolution, or the queue at the callee's door. Placed at the component that most of the loss touches; of
 * the two ends of one call at the callee.
 */
export function fromConnections(scene: Scene): readonly Candidate[] {
  const { grid, connections, blames } = scene;
  if (!grid || connections.length === 0) return [];
  const known = new Map(connections.map((connection) => [connection.id, connection]));
  const lost = blames.flatMap((blame): readonly Lost[] => {
    const connection = known.get(blame.component);
    const { own } = blame;
    return connection && own && own.strength >= DEPARTED ? [{ connection, blame, own }] : [];
  });
  const [first] = lossesOf(scene.findings.symptom.signal);
  return placed(lost).flatMap(({ component, all }): readonly Candidate[] => {
    const share = shareOf(all);
    const [main] = all;
    if (!main || share < SMALLEST_SHARE) return [];
    return [
      {
        component,
        mechanism: CONNECTION,
        weight: share * (lossOf(main.blame) === first ? 1 : OTHER_LOSS),
        share: Math.min(1, share),
        loss: lossOf(main.blame),
        strength: Math.max(...all.map(({ own }) => own.strength)),
        onset: Math.min(...all.map(({ own }) => onsetOn(grid, own))),
        readings: [],
        rules: [],
        between: all.map(({ connection, own }) => ({ connection, departure: own })),
      },
    ];
  });
}

/** Each call at one of its ends: first those of the component that touches most of the loss, then the rest. */
function placed(lost: readonly Lost[]): readonly { readonly component: string; readonly all: readonly Lost[] }[] {
  const ordered = lost.toSorted((one, other) => other.blame.share - one.blame.share);
  const ends = new Set([...ordered.map(({ connection }) => connection.to), ...ordered.map(({ connection }) => connection.from)]);
  const touching = [...ends].map((component) => ({
    component,
    all: ordered.filter(({ connection }) => connection.to === component || connection.from === component),
  }));
  const [best] = touching.toSorted((one, other) => shareOf(other.all) - shareOf(one.all));
  if (!best) return [];
  return [best, ...placed(ordered.filter((each) => !best.all.includes(each)))];
}

function shareOf(lost: readonly Lost[]): number {
  return lost.reduce((sum, { blame }) => sum + blame.share, 0);
}
