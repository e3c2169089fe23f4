import { amazonQ } from "./incidents/amazon-q.ts";
import { appfabricLogs } from "./incidents/appfabric-logs.ts";
import { batchQueue } from "./incidents/batch-queue.ts";
import { commerceErrors } from "./incidents/commerce-errors.ts";
import { crossAccount } from "./incidents/cross-account.ts";
import { dashboardWidget } from "./incidents/dashboard-widget.ts";
import { ecsContainer } from "./incidents/ecs-container.ts";
import { eksNetwork } from "./incidents/eks-network.ts";
import { eksWorkloads } from "./incidents/eks-workloads.ts";
import { emrMemory } from "./incidents/emr-memory.ts";
import { emrServerlessDriver } from "./incidents/emr-serverless-driver.ts";
import { hbaseRegions } from "./incidents/hbase-regions.ts";
import { lambdaRuntime } from "./incidents/lambda-runtime.ts";
import { metricStream } from "./incidents/metric-stream.ts";
import { networkFirewall } from "./incidents/network-firewall.ts";
import { opensearchIngestion } from "./incidents/opensearch-ingestion.ts";
import { opensearchServerless } from "./incidents/opensearch-serverless.ts";
import { opensearchTraces } from "./incidents/opensearch-traces.ts";
import { redshiftLimit } from "./incidents/redshift-limit.ts";
import { sparkOnEks } from "./incidents/spark-on-eks.ts";
import type { SystemIncident } from "./system-incident.ts";

/** One incident for each AWS system. */
export const all: readonly SystemIncident[] = [
  eksNetwork,
  opensearchServerless,
  lambdaRuntime,
  opensearchIngestion,
  opensearchTraces,
  networkFirewall,
  ecsContainer,
  emrMemory,
  amazonQ,
  emrServerlessDriver,
  dashboardWidget,
  redshiftLimit,
  appfabricLogs,
  batchQueue,
  hbaseRegions,
  metricStream,
  crossAccount,
  commerceErrors,
  sparkOnEks,
  eksWorkloads,
];
