import type { Attribute } from "../../findings/shared-attribute.ts";
import type { HypothesisDraft } from "../../investigation/diagnosis.ts";

const ZONE_ID = /^[a-z]{3,5}\d(-[a-z]{3}\d)?-az\d+$/;

/**
 * What stops the pain of many alarms that share an attribute; nothing where that depends on what failed. A zone is left by a zonal shift:
 * https://docs.aws.amazon.com/r53recovery/latest/dg/arc-zonal-shift.start-cancel.html
 */
export function reliefOf({ name, value }: Attribute): Pick<HypothesisDraft, "relief"> {
  if (name !== "zone" || !ZONE_ID.test(value)) return {};
  const resource = "--resource-identifier <load balancer ARN>";
  return {
    relief: {
      text: `move traffic out of zone ${value}, one load balancer after the other`,
      command: `aws arc-zonal-shift start-zonal-shift ${resource} --away-from ${value} --expires-in 1h --comment "alarms in ${value}"`,
      undo: "aws arc-zonal-shift cancel-zonal-shift --zonal-shift-id <the id it answered>",
    },
  };
}

/** AWS announces trouble of a whole place or service; whatever else is shared is the team's own, and was changed by somebody. */
export function settlesOf({ name, value }: Attribute): NonNullable<HypothesisDraft["settles"]> {
  switch (name) {
    case "zone":
    case "Region":
    case "service":
    case "account":
      return { text: `whether AWS Health, or somebody outside, names ${name} ${value}` };
    default:
      return {
        text: `what was changed on ${value} before the first alarm`,
        command: `changes ${quoted(value)} last 3h`,
      };
  }
}

function quoted(value: string): string {
  return /^[\w./-]+$/.test(value) ? value : JSON.stringify(value);
}
