import type { Cause } from "../investigation/events.ts";
import type { Change, MetricQuery } from "../telemetry/ports.ts";
import type { HypothesisDraft } from "./diagnosis.ts";
import type { HeldRule } from "./rules.ts";

/** What settles, relieves and refutes a cause. */
type Advice = Pick<HypothesisDraft, "settles" | "relief" | "refutedBy">;

/** Advice by mechanism: what to look at with a verb that can be typed, and a way back where a change has one. */
export function reliefOf(
  { component, mechanism }: Cause,
  change: Change | undefined,
  limit: HeldRule | undefined,
): Advice {
  if (change) {
    const back = wayBack(change);
    return {
      settles: { text: "Changes of the last two hours, with who made them", command: "changes last 2h" },
      ...(back && { relief: back }),
      refutedBy: `${component.name} stays as it is after ${change.action} is taken back`,
    };
  }
  const metric = limit && metricOf(limit);
  if (metric) {
    return {
      settles: { text: limit.rule.next, command: `${toCommand(metric)} last 1h` },
      refutedBy: `${component.name} ${metric.metric} is usual while the alarm goes on`,
    };
  }
  const signal = signalFor(mechanism);
  return {
    settles: { text: `${component.name} over the last hour`, command: `${signal} ${component.name} last 1h` },
    refutedBy: `${component.name} ${signal} is usual while the alarm goes on`,
  };
}

/** The most telling metric of a rule. */
function metricOf({ rule, metrics }: HeldRule): MetricQuery | undefined {
  const [first] = rule.all;
  return first && metrics[first.metric]?.query;
}

/** The command that charts a metric. */
function toCommand({ namespace, metric, dimensions, statistic }: MetricQuery): string {
  const named = Object.entries(dimensions).map(([name, value]) => `${name}=${/\s/.test(value) ? `"${value}"` : value}`);
  return ["metrics", namespace, metric, ...named, statistic].join(" ");
}

function signalFor(mechanism: string): string {
  switch (mechanism) {
    case "latency":
      return "p99";
    case "failures":
      return "errors";
    case "throttling":
      return "throttles";
    case "traffic":
      return "requests";
    default:
      return mechanism;
  }
}

/** The command that takes a deploy back, and the one that undoes that; only where the change tells both revisions. */
function wayBack({ action, detail }: Change): HypothesisDraft["relief"] {
  const { taskDefinition, previous, cluster } = detail;
  if (action !== "UpdateService" || !taskDefinition || !previous) return undefined;
  const service = detail.service ?? previous.replace(/:\d+$/, "");
  const to = (revision: string) =>
    `aws ecs update-service --cluster ${cluster ?? "default"} --service ${service} --task-definition ${revision}`;
  return { text: `Back to ${previous}`, command: to(previous), undo: to(taskDefinition) };
}
