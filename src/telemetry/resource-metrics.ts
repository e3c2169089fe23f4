import type { Signal, SignalMetric } from "./ports.ts";

type Measure = readonly [signal: Signal, metric: string, statistic: string];

/** What AWS measures of one kind of resource, under the dimensions that name it. */
interface Kind {
  readonly namespace: string;
  /** The dimensions of the resource as a whole; all of them have to be known. */
  readonly dimensions: readonly string[];
  readonly measures: readonly Measure[];
  /** As X-Ray names the kind, where it does. */
  readonly kind?: string;
  readonly logGroup?: (name: string) => string;
}

/** Metric names and units: AWS's own pages of each service's CloudWatch metrics. */
const kinds: readonly Kind[] = [
  {
    namespace: "AWS/Lambda",
    dimensions: ["FunctionName"],
    kind: "AWS::Lambda::Function",
    logGroup: (name) => `/aws/lambda/${name}`,
    measures: [
      ["errors", "Errors", "Sum"],
      ["requests", "Invocations", "Sum"],
      ["throttles", "Throttles", "Sum"],
    ],
  },
  {
    namespace: "AWS/SQS",
    dimensions: ["QueueName"],
    kind: "AWS::SQS::Queue",
    measures: [
      ["backlog", "ApproximateNumberOfMessagesVisible", "Average"],
      ["age", "ApproximateAgeOfOldestMessage", "Maximum"],
      ["requests", "NumberOfMessagesSent", "Sum"],
    ],
  },
  {
    namespace: "AWS/DynamoDB",
    dimensions: ["TableName"],
    kind: "AWS::DynamoDB::Table",
    measures: [
      ["throttles", "ReadThrottleEvents", "Sum"],
      ["throttles", "WriteThrottleEvents", "Sum"],
      ["consumed", "ConsumedReadCapacityUnits", "Sum"],
    ],
  },
  {
    namespace: "AWS/ApplicationELB",
    dimensions: ["LoadBalancer"],
    kind: "AWS::ElasticLoadBalancingV2::LoadBalancer",
    measures: [
      ["latency", "TargetResponseTime", "Average"],
      ["errors", "HTTPCode_Target_5XX_Count", "Sum"],
      ["requests", "RequestCount", "Sum"],
    ],
  },
  {
    namespace: "AWS/RDS",
    dimensions: ["DBInstanceIdentifier"],
    kind: "AWS::RDS::DBInstance",
    measures: [
      ["cpu", "CPUUtilization", "Average"],
      ["connections", "DatabaseConnections", "Average"],
      ["latency", "ReadLatency", "Average"],
    ],
  },
  {
    namespace: "AWS/ECS",
    dimensions: ["ClusterName", "ServiceName"],
    kind: "AWS::ECS::Service",
    measures: [
      ["cpu", "CPUUtilization", "Average"],
      ["memory", "MemoryUtilization", "Average"],
    ],
  },
  {
    namespace: "AWS/Kinesis",
    dimensions: ["StreamName"],
    kind: "AWS::Kinesis::Stream",
    measures: [
      ["age", "GetRecords.IteratorAgeMilliseconds", "Maximum"],
      ["throttles", "WriteProvisionedThroughputExceeded", "Sum"],
      ["requests", "IncomingRecords", "Sum"],
    ],
  },
  {
    namespace: "AWS/States",
    dimensions: ["StateMachineArn"],
    kind: "AWS::StepFunctions::StateMachine",
    measures: [
      ["errors", "ExecutionsFailed", "Sum"],
      ["throttles", "ExecutionThrottled", "Sum"],
      ["requests", "ExecutionsStarted", "Sum"],
    ],
  },
  {
    namespace: "AWS/ApiGateway",
    dimensions: ["ApiName"],
    kind: "AWS::ApiGateway::RestApi",
    measures: [
      ["errors", "5XXError", "Sum"],
      ["requests", "Count", "Sum"],
    ],
  },
  {
    namespace: "AWS/EC2",
    dimensions: ["InstanceId"],
    kind: "AWS::EC2::Instance",
    measures: [["cpu", "CPUUtilization", "Average"]],
  },
];

/** A resource as the alarm's dimensions name it. */
export interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly metrics: readonly SignalMetric[];
  readonly logGroups: readonly string[];
}

/** What else AWS measures of the resource that a metric is about; undefined where its kind is not known here. */
export function resourceOf(namespace: string, dimensions: Readonly<Record<string, string>>): Resource | undefined {
  const known = kinds.find((kind) => kind.namespace === namespace && kind.dimensions.every((name) => dimensions[name]));
  return known && describe(known, dimensions);
}

/** What AWS measures of a resource that X-Ray names by kind and name. */
export function resourceOfKind(kind: string, name: string): Resource | undefined {
  const known = kinds.find((each) => each.kind === kind && each.dimensions.length === 1);
  const [dimension] = known?.dimensions ?? [];
  return known && dimension !== undefined ? describe(known, { [dimension]: name }) : undefined;
}

function describe(known: Kind, values: Readonly<Record<string, string>>): Resource {
  const dimensions = Object.fromEntries(known.dimensions.map((name) => [name, values[name] ?? ""]));
  const name = Object.values(dimensions).at(-1) ?? "";
  return {
    name,
    kind: known.kind ?? "unknown",
    metrics: known.measures.map(([signal, metric, statistic]) => ({
      signal,
      query: { namespace: known.namespace, metric, dimensions, statistic, period: 60 },
    })),
    logGroups: known.logGroup ? [known.logGroup(name)] : [],
  };
}
