import type { Change } from "../../../src/findings/change.ts";
import { parseState } from "../../../src/kubernetes/parse-state.ts";
import { changesOfCluster } from "../../../src/telemetry/changes/cluster-changes.ts";
import { identify } from "../shop/signals/changes.ts";
import { placed, type SystemRun } from "./system-run.ts";

const DAY = 86_400;

/** What an account's own automation does all day, minutes before the onset. */
const ROUTINE = [
  { minutesBefore: 23, action: "TagResource", actor: "role/cost-tagging", resource: "arn:aws:s3:::reports-{account}" },
  {
    minutesBefore: 95,
    action: "PutRolePolicy",
    actor: "role/infrastructure",
    resource: "arn:aws:iam::{account}:role/nightly-export",
  },
  {
    minutesBefore: 141,
    action: "CreateSnapshot",
    actor: "role/backup",
    resource: "arn:aws:ec2:{region}:{account}:volume/vol-0a1b2c3d4e5f60718",
  },
] as const;

/** All changes of a run, oldest first: those that caused it, those of its cluster, and routine ones. */
export function systemChanges(run: SystemRun): readonly Change[] {
  const { incident, place, seed, onset, isHealthy } = run;
  const at = (minutesBefore: number): number => onset - minutesBefore * 60;
  const arns = new Map(incident.parts.map(({ id, arn }) => [id, placed(arn, place)]));
  const routine = ROUTINE.map(({ minutesBefore, action, actor, resource }): Change => {
    const [made, resources] = [at(minutesBefore), [placed(resource, place)]];
    return { id: identify(seed, made, action), at: made, action, actor, resources, detail: {} };
  });
  const guilty = (isHealthy ? [] : (incident.changes ?? [])).map(
    ({ minutesBefore, action, actor, part, detail }): Change => {
      const made = at(minutesBefore);
      const shown = Object.entries(detail).map(([name, text]) => [name, placed(text, place)]);
      const resources = [arns.get(part) ?? part];
      return {
        id: identify(seed, made, action),
        at: made,
        action,
        actor,
        resources,
        detail: Object.fromEntries(shown),
      };
    },
  );
  return [...routine, ...guilty, ...inCluster(run)].toSorted((one, other) => one.at - other.at);
}

function inCluster({ incident: { cluster }, onset, isHealthy }: SystemRun): readonly Change[] {
  if (!cluster) return [];
  const state = parseState([cluster.objects(onset, isHealthy)], { now: onset });
  return changesOfCluster(cluster.name, state, { start: onset - DAY, end: onset + DAY });
}
