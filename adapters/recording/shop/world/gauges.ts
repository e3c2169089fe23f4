import type { Signal } from "../../../../src/packs/signal.ts";
import { calls, type Part } from "./graph.ts";
import { cluster, environment, loadBalancer } from "./names.ts";
import { poisson } from "./noise.ts";
import type { State } from "./world.ts";

/** The inputs of a gauge's random numbers: the world's seed and the minute. */
export interface NoiseInput {
  readonly seed: number;
  readonly minute: number;
}

/**
 * A CloudWatch metric of the shop. `level`: a gauge, averaged over time. `count`: a sum of events, averaged over requests. `time`: a
 * latency in seconds with its percentiles. `sparse`: without events nothing is published.
 */
export interface Gauge {
  readonly namespace: string;
  readonly metric: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly type: "level" | "count" | "time";
  readonly sparse?: boolean;
  /** The signal and statistic by which the engine reads it: without the signal only rules read it, without both it can only be queried. */
  readonly signal?: Signal;
  readonly statistic?: string;
  readonly read: (state: State, tick: NoiseInput) => number;
}

/** Every metric of a part. */
export function gaugesOf(part: Part): readonly Gauge[] {
  switch (part.kind) {
    case "loadBalancer":
      return loadBalancerGauges();
    case "service":
      return serviceGauges(part.id);
    case "function":
      return functionGauges(part.id);
    case "table":
      return tableGauges(part);
    case "database":
      return databaseGauges(part.id);
    case "queue":
      return queueGauges(part.id);
    case "remote":
      return remoteGauges(part.id);
    default:
      return part.kind satisfies never;
  }
}

const latency = { type: "time", signal: "latency", read: (state: State) => state.latency } as const;
const sampled = { ...latency, signal: "requests", statistic: "SampleCount" } as const;
const failed = { type: "count", signal: "errors", statistic: "Sum", read: (state: State) => state.failed } as const;
const arrived = {
  type: "count",
  signal: "requests",
  statistic: "Sum",
  read: (state: State) => state.requests,
} as const;
const cpu = { type: "level", signal: "cpu", statistic: "Average", read: (state: State) => state.cpu } as const;

function loadBalancerGauges(): readonly Gauge[] {
  const place = { namespace: "AWS/ApplicationELB", dimensions: { LoadBalancer: loadBalancer } };
  return [
    { ...place, ...latency, metric: "TargetResponseTime", statistic: "Average" },
    { ...place, ...arrived, metric: "RequestCount" },
    { ...place, ...failed, metric: "HTTPCode_Target_5XX_Count", sparse: true },
  ];
}

function serviceGauges(id: string): readonly Gauge[] {
  const signals = { namespace: "ApplicationSignals", dimensions: { Environment: environment, Service: id } };
  const own = { namespace: "Shop", dimensions: { Service: id } };
  const ecs = { namespace: "AWS/ECS", dimensions: { ClusterName: cluster, ServiceName: id } };
  return [
    { ...signals, ...latency, metric: "Latency", statistic: "p99" },
    { ...signals, ...failed, metric: "Fault" },
    { ...signals, ...sampled, metric: "Latency" },
    { ...own, metric: "Availability", type: "level", signal: "availability", statistic: "Average", read: availability },
    { ...ecs, ...cpu, metric: "CPUUtilization" },
    {
      ...ecs,
      metric: "MemoryUtilization",
      type: "level",
      signal: "memory",
      statistic: "Average",
      read: (state) => state.memory,
    },
  ];
}

function availability(state: State): number {
  return state.requests === 0 ? Number.NaN : 100 * (1 - state.failed / state.requests);
}

function functionGauges(id: string): readonly Gauge[] {
  const place = { namespace: "AWS/Lambda", dimensions: { FunctionName: id } };
  const throttles = refused("concurrency", 11);
  // Lambda counts a throttled call neither as an invocation nor as an error.
  const erred: Gauge["read"] = (state, tick) => Math.max(0, state.failed - throttles(state, tick));
  const invoked: Gauge["read"] = (state, tick) => Math.max(0, state.requests - throttles(state, tick));
  return [
    { ...place, ...latency, metric: "Duration", statistic: "p99" },
    { ...place, ...failed, metric: "Errors", read: erred },
    { ...place, ...arrived, metric: "Invocations", read: invoked },
    {
      ...place,
      metric: "Throttles",
      type: "count",
      signal: "throttles",
      statistic: "Sum",
      read: throttles,
    },
    {
      ...place,
      metric: "ConcurrentExecutions",
      type: "level",
      statistic: "Maximum",
      read: (state) => (state.requests / 60) * state.latency,
    },
  ];
}

function refused(reason: keyof State["throttling"], salt: number): Gauge["read"] {
  return (state, { seed, minute }) => poisson(state.requests * state.throttling[reason], seed, salt, minute);
}

const tableReasons = [
  ["ReadKeyRangeThroughputThrottleEvents", refused("hotKey", 21)],
  ["ReadProvisionedThroughputThrottleEvents", refused("provisioned", 22)],
  ["ReadAccountLimitThrottleEvents", refused("account", 23)],
  ["ReadMaxOnDemandThroughputThrottleEvents", refused("maximum", 24)],
] as const;

function tableGauges(part: Part): readonly Gauge[] {
  const place = { namespace: "AWS/DynamoDB", dimensions: { TableName: part.id } };
  const reading = { ...place, dimensions: { TableName: part.id, Operation: "Query" } };
  const throttled = { ...place, type: "count", signal: "throttles", statistic: "Sum", sparse: true } as const;
  const all: Gauge["read"] = (state, tick) => tableReasons.reduce((sum, [, read]) => sum + read(state, tick), 0);
  const level = { ...place, type: "level" } as const;
  const limit = { ...level, statistic: "Average", read: (state: State) => state.provisioned / 60 };
  return [
    { ...reading, ...latency, metric: "SuccessfulRequestLatency", statistic: "Average" },
    { ...reading, ...sampled, metric: "SuccessfulRequestLatency" },
    {
      ...place,
      metric: "ConsumedReadCapacityUnits",
      type: "count",
      signal: "consumed",
      statistic: "Sum",
      read: (state) => state.consumed,
    },
    { ...throttled, metric: "ReadThrottleEvents", read: all },
    ...tableReasons.map(([metric, read]) => ({ ...throttled, metric, read })),
    ...(part.mode === "provisioned" ? [{ ...limit, metric: "ProvisionedReadCapacityUnits" }] : []),
    ...(part.mode === "on-demand with a maximum" ? [{ ...limit, metric: "OnDemandMaxReadRequestUnits" }] : []),
  ];
}

function databaseGauges(id: string): readonly Gauge[] {
  const place = { namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: id } };
  return [
    { ...place, ...latency, metric: "ReadLatency", statistic: "Average" },
    { ...place, ...cpu, metric: "CPUUtilization" },
    {
      ...place,
      metric: "DatabaseConnections",
      type: "level",
      signal: "connections",
      statistic: "Average",
      read: (state) => state.connections,
    },
    { ...place, metric: "ReadIOPS", type: "level", read: (state) => 40 + state.requests / 60 },
  ];
}

function queueGauges(id: string): readonly Gauge[] {
  const place = { namespace: "AWS/SQS", dimensions: { QueueName: id } };
  const level = { ...place, type: "level", statistic: "Maximum" } as const;
  return [
    { ...level, metric: "ApproximateAgeOfOldestMessage", signal: "age", read: (state) => Math.round(state.age) },
    {
      ...level,
      metric: "ApproximateNumberOfMessagesVisible",
      signal: "backlog",
      read: (state) => Math.round(state.backlog),
    },
    { ...place, ...arrived, metric: "NumberOfMessagesSent" },
  ];
}

function remoteGauges(id: string): readonly Gauge[] {
  const caller = calls.find((call) => call.to === id)?.from ?? "";
  const dimensions = { Environment: environment, Service: caller, RemoteService: id };
  const place = { namespace: "ApplicationSignals", dimensions };
  return [
    { ...place, ...latency, metric: "Latency", statistic: "p99" },
    { ...place, ...sampled, metric: "Latency" },
    { ...place, ...failed, metric: "Fault" },
  ];
}
