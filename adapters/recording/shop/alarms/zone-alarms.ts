import type { AlarmRule } from "../world/alarm.ts";
import { parts } from "../world/graph.ts";
import { cluster, loadBalancer, type ShopPlace } from "../world/names.ts";
import { createDraw } from "../world/noise.ts";
import { type Task, taskDimensions, tasksOf } from "../world/zones.ts";

/** A metric with the alarm's limit and its value when a zone is lost. */
type Watched = readonly [metric: string, unit: string, threshold: number, value: number];

const ofTask: readonly Watched[] = [
  ["HealthCheckFailures", "Count", 2, 3],
  ["RequestErrors", "Count", 5, 44],
  ["ConnectionTimeouts", "Count", 3, 27],
  ["DependencyErrors", "Count", 5, 31],
  ["HeartbeatAge", "Seconds", 60, 94],
  ["PacketsLost", "Percent", 2, 100],
];
const ofZone: readonly Watched[] = [
  ["UnHealthyHostCount", "Count", 1, 6],
  ["TargetConnectionErrorCount", "Count", 10, 212],
];
const ofService: Watched = ["CPUUtilization", "Percent", 80, 91];
const NOISY_TASKS = 10;

/** An alarm of the storm with the value that crossed its limit. */
export interface ZoneAlarm {
  readonly rule: AlarmRule;
  readonly value: number;
}

/** The 400 alarms of a lost zone: of its tasks, of the load balancer in it, and 20 of no zone or another one. Shuffled. */
export function alarmsOfLostZone(zone: string, place: ShopPlace, seed: number): readonly ZoneAlarm[] {
  const services = parts.filter(({ kind }) => kind === "service");
  const tasks = services.flatMap((part) => tasksOf(part, place));
  const draw = createDraw(seed, 920);
  const shuffled = <T>(list: readonly T[]): readonly T[] =>
    list
      .map((item) => ({ item, key: draw() }))
      .toSorted((one, other) => one.key - other.key)
      .map(({ item }) => item);
  const elsewhere = shuffled(tasks.filter((task) => task.zone !== zone)).slice(0, NOISY_TASKS);
  return shuffled([
    ...tasks.filter((task) => task.zone === zone).flatMap((task) => ofTask.map((watched) => taskAlarm(task, watched))),
    ...services.flatMap(({ id }) => ofZone.map((watched) => balancerAlarm(id, zone, watched))),
    ...services.map(({ id }) => alarm(`${id}-cpu`, "AWS/ECS", { ClusterName: cluster, ServiceName: id }, ofService)),
    ...elsewhere.flatMap((task) => ofTask.slice(0, 1).map((watched) => taskAlarm(task, watched))),
  ]);
}

function taskAlarm(task: Task, watched: Watched): ZoneAlarm {
  const name = `${task.service}-${task.id}-${watched[0]}`;
  return alarm(name, "ECS/ContainerInsights", taskDimensions(task), watched);
}

function balancerAlarm(service: string, zone: string, watched: Watched): ZoneAlarm {
  const dimensions = {
    LoadBalancer: loadBalancer,
    TargetGroup: `targetgroup/shop-${service}/73e2d6bc24d8a067`,
    AvailabilityZone: zone,
  };
  return alarm(`${service}-${zone}-${watched[0]}`, "AWS/ApplicationELB", dimensions, watched);
}

function alarm(
  name: string,
  namespace: string,
  dimensions: Record<string, string>,
  [metric, unit, threshold, value]: Watched,
): ZoneAlarm {
  const query = { namespace, metric, dimensions, statistic: "Maximum", period: 60 };
  return { rule: { name, description: `${metric} of ${name}`, query, unit, threshold, datapoints: 1 }, value };
}
