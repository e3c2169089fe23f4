import type { MetricQuery } from "../../../findings/measured.ts";
import { awsCommand, type Value } from "./command.ts";
import { look, oneWay, type ReliefDraft } from "./rollback.ts";

/** A component at a limit: its CloudWatch dimensions, and the metrics that show which limit. */
export interface AtLimit {
  readonly mechanism: string;
  readonly dimensions: MetricQuery["dimensions"];
  /** As they are written in the evidence. */
  readonly metrics: readonly string[];
  readonly region: string | undefined;
}

/** A command that raises the limit that was reached, if no change is known; if the limit is unknown, a command that shows it. */
export function raise({ mechanism, dimensions, metrics, region }: AtLimit): ReliefDraft | undefined {
  const { FunctionName, TableName, ClusterName, ServiceName } = dimensions;
  const call = (operation: string, options: Readonly<Record<string, Value>>) =>
    awsCommand(operation, { ...options, ...(region !== undefined && { region }) });
  if (mechanism === "throttling" && FunctionName !== undefined) {
    return look(
      "The limit is what it reserves, else the account's",
      "what it reserves",
      call("lambda get-function-concurrency", { "function-name": FunctionName }),
    );
  }
  if (mechanism === "throttling" && TableName !== undefined) return raiseTable(TableName, metrics.join(" "), call);
  if (mechanism === "memory" && FunctionName !== undefined) {
    const query = "[MemorySize,Timeout]";
    return look(
      "Its memory is not known here",
      "how much it has",
      call("lambda get-function-configuration", { "function-name": FunctionName, query }),
    );
  }
  if (mechanism === "memory" && ServiceName !== undefined) {
    const service = { cluster: ClusterName, service: ServiceName, "force-new-deployment": true as const };
    return oneWay(
      "Start new tasks; a leak fills them again",
      call("ecs update-service", service),
      "nothing is changed: the new tasks run the same task definition",
    );
  }
  return undefined;
}

/**
 * A table throttles for one of four reasons, each with its own metric.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/throttling-diagnosing.html
 */
function raiseTable(
  name: string,
  metrics: string,
  call: (operation: string, options: Readonly<Record<string, Value>>) => string | undefined,
): ReliefDraft | undefined {
  const table = { "table-name": name };
  if (/ProvisionedThroughputThrottle/.test(metrics)) {
    return oneWay(
      "Switch to on-demand capacity, which has no such limit",
      call("dynamodb update-table", { ...table, "billing-mode": "PAY_PER_REQUEST" }),
      "its units are not known here, so note them before",
    );
  }
  if (/MaxOnDemandThroughputThrottle/.test(metrics)) {
    const maximum = /WriteMaxOnDemand/.test(metrics) ? "MaxWriteRequestUnits" : "MaxReadRequestUnits";
    return oneWay(
      "Lift the maximum",
      call("dynamodb update-table", { ...table, "on-demand-throughput": `${maximum}=-1` }),
      "the maximum is not known here, so note it before",
    );
  }
  if (/KeyRangeThroughputThrottle/.test(metrics)) {
    return look(
      "One key is asked for too often, while the table is within its limits",
      "whether Contributor Insights can name it",
      call("dynamodb describe-contributor-insights", table),
    );
  }
  if (/AccountLimitThrottle/.test(metrics)) {
    return look(
      "The account's limit is reached",
      "the quotas that AWS raises on request",
      call("service-quotas list-service-quotas", { "service-code": "dynamodb" }),
    );
  }
  const query = "Table.[BillingModeSummary,ProvisionedThroughput,OnDemandThroughput]";
  return look(
    "Which limit was reached is unknown",
    "those of the table",
    call("dynamodb describe-table", { ...table, query }),
  );
}
