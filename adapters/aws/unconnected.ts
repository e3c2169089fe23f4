import { NotSeen } from "../../src/errors.ts";
import type { Telemetry } from "../../src/telemetry/ports.ts";

/** An account that Gumshoe has no way into: every question says so, instead of asking another account. */
export function unconnected(account: string): Telemetry {
  const refuse = (): never => {
    throw new NotSeen(`account ${account} is not connected`, { remedy: "name a role of it in ACCOUNTS" });
  };
  const asked = async () => refuse();
  return {
    metrics: { fetch: asked, evaluate: asked },
    changes: { during: asked },
    logs: { patterns: asked, query: asked },
    topology: { graph: asked },
    alarms: { list: asked, history: asked, put: asked },
    places: { zones: asked, instances: asked, spread: asked },
    traces: { find: asked },
    athena: { run: asked },
  };
}
