import type { Seen } from "../../../src/findings/measured.ts";
import type { Places } from "../../../src/telemetry/ports/places.ts";
import type { Spread } from "../cloudwatch/spread.ts";
import type { InstancesRead } from "../ec2/instances.ts";
import type { ZoneIds } from "../ec2/zones.ts";

/** Locations in one account and Region: zones and instances from EC2, load balancers from CloudWatch. */
export function createPlaces(deps: {
  readonly zones: (signal: AbortSignal) => Promise<ZoneIds>;
  readonly instances: (ids: readonly string[], signal: AbortSignal) => Promise<InstancesRead>;
  readonly spread: (signal: AbortSignal) => Promise<Spread>;
  readonly now: () => Date;
}): Places {
  const { zones, instances, spread, now } = deps;
  const seen = <T>(value: T, what: string, more = false): Seen<T> => ({
    value,
    horizon: now().getTime() / 1000,
    gaps: more ? [{ what, reason: "there are more than are read" }] : [],
  });
  return {
    zones: async (signal) => seen(await zones(signal), "zones"),
    async instances(ids, signal) {
      const { byId, more } = await instances(ids, signal);
      return seen(byId, "instances", more);
    },
    async spread(signal) {
      const { components, more } = await spread(signal);
      return seen(components, "load balancers", more);
    },
  };
}
