import { partitionOf } from "../../../src/aws-names/partition.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import type { Topics } from "../../../src/telemetry/ports/topics.ts";

/** Telemetry of an account that is not connected: every call fails with the reason and the remedy, and no other account is asked. */
export function unconnected(account: string): Telemetry {
  const asked = refusing(`account ${account} is not connected`, "name a role of it in ACCOUNTS");
  return {
    metrics: { fetch: asked, evaluate: asked },
    changes: { during: asked },
    logs: { patterns: asked, query: asked },
    topology: { graph: asked },
    alarms: { list: asked, history: asked, put: asked, mute: asked, unmute: asked },
    places: { zones: asked, instances: asked, spread: asked },
    traces: { find: asked },
    athena: { run: asked },
    databaseLoads: { compare: asked },
    listings: { read: asked },
    topics: topicsRefused(asked),
  };
}

/** Ports that a linked account does not share. They fail, because a call would return data of Gumshoe's own account. */
export function unshared(
  label: string,
  id: string,
  region: string,
): Pick<Telemetry, "changes" | "alarms" | "athena" | "listings" | "topics"> {
  const remedy = `name a role of it in ACCOUNTS: arn:${partitionOf(region).name}:iam::${id}:role/gumshoe`;
  const asked = (what: string) => refusing(`${label} does not share ${what}`, remedy);
  const alarms = asked("its alarms");
  return {
    changes: { during: asked("CloudTrail") },
    alarms: { list: alarms, history: alarms, put: alarms, mute: alarms, unmute: alarms },
    athena: { run: asked("Athena") },
    listings: { read: asked("what only its own APIs list") },
    topics: topicsRefused(asked("its SNS topics")),
  };
}

function topicsRefused(asked: () => Promise<never>): Topics {
  return { endpoint: undefined, list: asked, subscriptions: asked, subscribe: asked, publish: asked };
}

function refusing(reason: string, remedy: string): () => Promise<never> {
  return async () => {
    throw new NotSeen(reason, { remedy });
  };
}
