import { expect, test } from "vitest";
import { diagnose } from "../../src/engine/diagnose.ts";
import type { Findings } from "../../src/findings/findings.ts";
import type { Pack } from "../../src/packs/pack.ts";
import { packs } from "../../src/packs/packs.ts";
import { type Levels, LIMITED, limited } from "../engine/limits.ts";

/** For each rule, metrics that reach the limit; where told, others that come near it and do not. */
const cases: readonly (readonly [rule: string, reached: Levels, near?: Levels])[] = [
  [
    "api-gateway-own-latency",
    { latency: [0.1, 0.9], behind: [0.08, 0.1] },
    { latency: [0.1, 0.9], behind: [0.08, 0.88] },
  ],
  [
    "api-gateway-integration-timeout",
    { longestBehind: [0.4, 29], errors: [0, 30] },
    { longestBehind: [0.4, 20], errors: [0, 30] },
  ],
  [
    "api-gateway-refused",
    { clientErrors: [1, 90], requests: [100, 400] },
    { clientErrors: [1, 90], requests: [100, 100] },
  ],
  ["application-load-balancer-rejected", { rejected: [0, 9] }, { rejected: [0, 0] }],
  ["application-load-balancer-no-target", { unavailable: [0, 9] }, { unavailable: [9, 9] }],
  ["application-load-balancer-unreachable", { unreachable: [0, 9] }, { unreachable: [9, 9] }],
  [
    "application-load-balancer-own-errors",
    { ownErrors: [0, 40], targetErrors: [0, 0] },
    { ownErrors: [0, 40], targetErrors: [0, 40] },
  ],
  [
    "dynamodb-provisioned-reads",
    { readThrottles: [0, 60], consumedRead: [2_000, 5_900], provisionedRead: [100, 100] },
    { readThrottles: [0, 60], consumedRead: [2_000, 2_900], provisionedRead: [100, 100] },
  ],
  [
    "dynamodb-provisioned-writes",
    { writeThrottles: [0, 60], consumedWrite: [2_000, 5_900], provisionedWrite: [100, 100] },
    { writeThrottles: [0, 60], consumedWrite: [2_000, 2_900], provisionedWrite: [100, 100] },
  ],
  ["dynamodb-hot-reads", { hotReads: [0, 9] }],
  ["dynamodb-hot-writes", { hotWrites: [0, 9] }],
  ["dynamodb-account-reads", { accountReads: [0, 9] }],
  ["dynamodb-account-writes", { accountWrites: [0, 9] }],
  ["dynamodb-maximum-reads", { maximumReads: [0, 9] }],
  ["dynamodb-maximum-writes", { maximumWrites: [0, 9] }],
  ["ec2-host", { hostCheck: [0, 1] }, { hostCheck: [0, 0] }],
  ["ec2-instance", { instanceCheck: [0, 1] }],
  ["ec2-volume", { volumeCheck: [0, 1] }],
  ["ec2-cpu-credits", { cpuCredits: [100, 0] }, { cpuCredits: [100, 20] }],
  ["ec2-io-balance", { ioBalance: [99, 0] }],
  ["ec2-byte-balance", { byteBalance: [99, 0] }],
  ["ecs-memory", { memory: [60, 99] }, { memory: [60, 90] }],
  ["ecs-cpu", { cpu: [40, 99] }, { cpu: [40, 90] }],
  ["efs-burst-credits", { credits: [2e12, 0] }, { credits: [2e12, 1e12] }],
  ["efs-io-limit", { ioLimit: [40, 100] }, { ioLimit: [40, 90] }],
  ["elasticache-evictions", { evictions: [0, 400], memory: [70, 99] }, { evictions: [0, 400], memory: [70, 80] }],
  ["elasticache-engine-cpu", { cpu: [40, 99] }, { cpu: [40, 90] }],
  ["elasticache-network-out", { outShaped: [0, 400] }, { outShaped: [400, 400] }],
  ["elasticache-network-in", { inShaped: [0, 400] }],
  [
    "firehose-bytes",
    { throttles: [0, 30], bytes: [60e6, 290e6], bytesLimit: [5e6, 5e6] },
    { throttles: [0, 30], bytes: [60e6, 90e6], bytesLimit: [5e6, 5e6] },
  ],
  ["kinesis-writes", { writesRefused: [0, 30] }, { writesRefused: [30, 30] }],
  ["kinesis-reads", { readsRefused: [0, 30], age: [1, 400] }, { readsRefused: [0, 30], age: [1, 1] }],
  ["kinesis-slow-consumer", { readsRefused: [0, 0], age: [1, 400] }, { readsRefused: [0, 30], age: [1, 400] }],
  ["lambda-concurrency", { throttles: [0, 60], concurrent: [40, 100] }, { throttles: [0, 60], concurrent: [40, 30] }],
  ["lambda-timeout", { longest: [0.4, 3], errors: [0, 20] }, { longest: [0.4, 3], errors: [20, 20] }],
  ["lambda-events-dropped", { dropped: [0, 8] }],
  ["nat-gateway-ports", { noPort: [0, 8] }],
  ["nat-gateway-dropped", { dropped: [0, 8] }, { dropped: [8, 8] }],
  ["rds-storage-full", { freeStorage: [40e9, 0.2e9] }, { freeStorage: [40e9, 20e9] }],
  ["rds-cpu-credits", { cpuCredits: [100, 0] }],
  ["rds-burst", { burst: [99, 0] }],
  ["rds-io-balance", { ioBalance: [99, 0] }],
  ["rds-byte-balance", { byteBalance: [99, 0] }],
  ["rds-memory", { freeMemory: [8e9, 1e9], swap: [0, 2e9] }, { freeMemory: [8e9, 7e9], swap: [0, 2e9] }],
  ["rds-connections", { connections: [40, 100] }, { connections: [40, 40] }],
  ["sqs-in-flight", { inFlight: [900, 119_900] }, { inFlight: [900, 90_000] }],
  ["sqs-not-received", { received: [100, 0], sent: [100, 100] }, { received: [100, 0], sent: [100, 0] }],
  ["step-functions-throttled", { throttled: [0, 60] }],
  ["step-functions-timed-out", { timedOut: [0, 6] }, { timedOut: [6, 6] }],
  ["firehose-http-refused", { httpSuccess: [1, 0.2] }, { httpSuccess: [1, 0.99] }],
  ["firehose-http-late", { httpAge: [60, 2_000] }, { httpAge: [60, 800] }],
  ["firehose-s3-late", { age: [60, 2_000] }, { age: [60, 800] }],
  ["firehose-search-late", { searchAge: [60, 2_000] }, { searchAge: [60, 800] }],
  ["firehose-splunk-late", { splunkAge: [60, 2_000] }, { splunkAge: [60, 800] }],
  ["aurora-capacity", { capacity: [40, 100] }, { capacity: [40, 80] }],
  ["aurora-volume", { left: [40e12, 0.2e9] }, { left: [40e12, 20e12] }],
  ["aurora-deadlocks", { deadlocks: [0, 3] }, { deadlocks: [3, 3] }],
  ["aurora-replica-lag", { lag: [0.02, 9] }, { lag: [0.02, 0.1] }],
  ["rds-proxy-borrowed", { borrowed: [20, 99], most: [100, 100] }, { borrowed: [20, 60], most: [100, 100] }],
  ["rds-proxy-pinned", { pinned: [0, 30] }, { pinned: [30, 30] }],
  ["rds-proxy-login", { refused: [0, 30] }, { refused: [30, 30] }],
  ["network-load-balancer-ports", { noPort: [0, 9] }],
  ["network-load-balancer-rejected", { rejected: [0, 9] }],
  ["network-load-balancer-target-resets", { targetResets: [2, 400] }, { targetResets: [2, 2] }],
  ["network-load-balancer-own-resets", { ownResets: [2, 400] }, { ownResets: [2, 2] }],
  ["auto-scaling-maximum", { desired: [4, 10], most: [10, 10] }, { desired: [4, 8], most: [10, 10] }],
  ["auto-scaling-missing", { running: [10, 4], desired: [10, 10] }, { running: [10, 9], desired: [10, 10] }],
  ["sns-failed", { failed: [0, 30] }, { failed: [30, 30] }],
  ["sns-lost", { lost: [0, 3] }],
  ["sns-filtered", { odd: [0, 30] }, { odd: [30, 30] }],
  ["s3-slow-down", { errors: [0, 30], requests: [100, 900] }, { errors: [0, 30], requests: [100, 100] }],
  ["s3-refused", { refused: [0, 30] }, { refused: [30, 30] }],
  ["cloudfront-origin", { failing: [0.1, 12], origin: [0.2, 9] }, { failing: [0.1, 12], origin: [0.2, 0.2] }],
  ["cloudfront-cache", { hits: [95, 20] }, { hits: [95, 90] }],
  ["eventbridge-failed", { failed: [0, 30] }, { failed: [30, 30] }],
  ["eventbridge-throttled", { throttled: [0, 3] }],
  ["eventbridge-lost", { lost: [0, 3] }],
  ["msk-offline", { offline: [0, 3] }],
  ["msk-controller", { controllers: [1, 0] }, { controllers: [1, 1] }],
  ["msk-partitions", { partitions: [100, 900] }, { partitions: [100, 100] }],
  ["msk-broker-disk", { disk: [60, 99] }, { disk: [60, 90] }],
  ["msk-broker-cpu", { cpu: [40, 98] }, { cpu: [40, 80] }],
  ["msk-broker-heap", { heap: [40, 95] }, { heap: [40, 80] }],
  ["msk-broker-behind", { behind: [0, 30] }, { behind: [30, 30] }],
  ["opensearch-red", { red: [0, 1] }],
  ["opensearch-writes-blocked", { blocked: [0, 1] }],
  ["opensearch-heap", { heap: [60, 98] }, { heap: [60, 90] }],
  ["opensearch-rejected", { rejected: [0, 90] }, { rejected: [90, 90] }],
  ["ebs-burst", { burst: [99, 0] }, { burst: [99, 20] }],
  ["ebs-queue", { queue: [0.1, 40] }, { queue: [0.1, 0.5] }],
  ["cognito-sign-in", { throttled: [0, 9] }],
  ["cognito-refresh", { refreshes: [0, 9] }],
  ["cognito-failing", { succeeding: [0.98, 0.2] }, { succeeding: [0.98, 0.9] }],
  ["transit-gateway-blackhole", { blackhole: [0, 900] }, { blackhole: [900, 900] }],
  ["transit-gateway-no-route", { noRoute: [0, 900] }, { noRoute: [900, 900] }],
  ["eks-failed-nodes", { failedNodes: [0, 2] }, { failedNodes: [2, 2] }],
  ["eks-disk", { disk: [50, 98] }, { disk: [50, 80] }],
  ["eks-memory", { memory: [50, 98] }, { memory: [50, 80] }],
  ["eks-api-errors", { apiErrors: [0, 90] }, { apiErrors: [90, 90] }],
  ["eks-pod-memory", { memory: [60, 99] }, { memory: [60, 80] }],
  ["eks-pod-restarts", { restarts: [0, 4] }, { restarts: [4, 4] }],
  ["eks-pod-cpu", { cpu: [40, 99] }, { cpu: [40, 80] }],
  ["eks-pod-dropped", { dropped: [0, 300] }, { dropped: [300, 300] }],
  ["ecs-insights-container-memory", { containerMemory: [60, 99] }, { containerMemory: [60, 80] }],
  ["ecs-insights-task-memory", { memory: [60, 99] }, { memory: [60, 80] }],
  ["ecs-insights-disk", { disk: [60, 99] }, { disk: [60, 80] }],
  ["ecs-insights-missing-tasks", { running: [10, 3], desired: [10, 10] }, { running: [10, 9], desired: [10, 10] }],
  ["ecs-insights-restarts", { restarts: [0, 4] }, { restarts: [4, 4] }],
  ["ecs-insights-cpu", { cpu: [40, 99] }, { cpu: [40, 80] }],
  ["opensearch-serverless-indexing", { indexing: [4, 10] }, { indexing: [4, 9] }],
  ["opensearch-serverless-search", { search: [4, 10] }, { search: [4, 9] }],
  [
    "opensearch-collection-refused",
    { ingestionErrors: [0, 90], clientErrors: [0, 90] },
    { ingestionErrors: [0, 90], clientErrors: [0, 0] },
  ],
  ["opensearch-collection-failing", { serverErrors: [0, 90] }, { serverErrors: [90, 90] }],
  ["opensearch-ingestion-units", { units: [1, 4] }, { units: [4, 4] }],
  ["opensearch-ingestion-cpu", { cpu: [40, 99] }, { cpu: [40, 80] }],
  ["roles-anywhere-expired", { days: [3, 0] }, { days: [30, 29] }],
  [
    "network-firewall-dropped",
    { dropped: [5, 400], received: [1_000, 1_000] },
    { dropped: [5, 20], received: [1_000, 1_000] },
  ],
  ["network-firewall-midstream", { midstream: [0, 400] }, { midstream: [400, 400] }],
  ["network-firewall-tls", { tls: [0, 400] }, { tls: [400, 400] }],
  ["network-firewall-bypassed", { received: [9_000, 10] }, { received: [9_000, 5_000] }],
  ["vpc-endpoint-dropped", { dropped: [0, 90] }, { dropped: [90, 90] }],
  ["vpc-endpoint-resets", { resets: [0, 90] }, { resets: [90, 90] }],
  ["emr-memory", { memoryLeft: [60, 4], pending: [0, 90] }, { memoryLeft: [60, 40], pending: [0, 90] }],
  ["emr-hdfs", { hdfs: [50, 98] }, { hdfs: [50, 80] }],
  ["emr-missing-blocks", { missing: [0, 3] }],
  ["emr-unhealthy", { unhealthy: [0, 2] }, { unhealthy: [2, 2] }],
  ["emr-lost", { lost: [0, 2] }, { lost: [2, 2] }],
  ["emr-failed", { failed: [0, 9] }, { failed: [9, 9] }],
  ["emr-serverless-cpu", { cpu: [100, 396], mostCpu: [400, 400] }, { cpu: [100, 300], mostCpu: [400, 400] }],
  [
    "emr-serverless-memory",
    { memory: [400, 1_584], mostMemory: [1_600, 1_600] },
    { memory: [400, 1_000], mostMemory: [1_600, 1_600] },
  ],
  ["emr-serverless-pending", { pending: [0, 9] }, { pending: [9, 9] }],
  ["emr-serverless-failed", { failed: [0, 9] }, { failed: [9, 9] }],
  [
    "emr-serverless-job-memory",
    { memory: [6, 16], memoryAllocated: [16, 16] },
    { memory: [6, 21], memoryAllocated: [30, 30] },
  ],
  [
    "emr-serverless-job-disk",
    { disk: [300, 1_940], diskAllocated: [2_126, 2_126] },
    { disk: [300, 1_940], diskAllocated: [4_251, 4_251] },
  ],
  [
    "emr-serverless-job-cpu",
    { cpu: [10, 396], cpuAllocated: [396, 396] },
    { cpu: [10, 110], cpuAllocated: [396, 396] },
  ],
  ["redshift-serverless-capacity", { capacity: [8, 128] }, { capacity: [128, 128] }],
  ["redshift-serverless-cost", { seconds: [100, 900] }, { seconds: [100, 120] }],
  ["redshift-serverless-connections", { connections: [90, 1_990] }, { connections: [90, 1_000] }],
  [
    "redshift-usage-limit-reached",
    { used: [60, 200], available: [200, 200] },
    { used: [60, 150], available: [200, 200] },
  ],
  ["appfabric-delay", { delay: [5, 900] }, { delay: [900, 900] }],
  ["appfabric-volume", { volume: [900, 3] }, { volume: [900, 500] }],
  ["network-flow-monitor-aws", { degraded: [0, 100] }, { degraded: [0, 0] }],
  [
    "network-flow-monitor-retransmissions",
    { retransmissions: [10, 900], degraded: [0, 0] },
    { retransmissions: [10, 900], degraded: [0, 100] },
  ],
  [
    "network-flow-monitor-timeouts",
    { timeouts: [10, 900], degraded: [0, 0] },
    { timeouts: [10, 900], degraded: [0, 100] },
  ],
  ["metric-stream-refused", { failing: [0, 0.4] }],
  ["metric-stream-silent", { updates: [900, 3] }, { updates: [900, 500] }],
  ["metric-stream-cost", { updates: [100, 900] }, { updates: [100, 120] }],
];

function packOfRule(rule: string): Pack {
  const found = packs.find(({ rules }) => rules.some(({ id }) => id === rule));
  if (!found) throw new Error(`no pack has ${rule}`);
  return found;
}

const rulesOf = (findings: Findings) =>
  diagnose(findings).evidence.flatMap(({ kind, key }) => (kind === "rule" ? [key] : []));

test("every rule has its case", () => {
  const all = packs.flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(cases.map(([rule]) => rule).toSorted()).toEqual(all.toSorted());
});

const reaching = cases.map(([rule, reached]) => [rule, reached] as const);
const near = cases.flatMap(([rule, , close]) => (close ? [[rule, close] as const] : []));

test.each(reaching)("%s holds when its limit is reached", (rule, reached) => {
  expect(rulesOf(limited(packOfRule(rule), reached))).toContain(`rule ${LIMITED} ${rule}`);
});

test.each(near)("%s does not hold short of it", (rule, levels) => {
  expect(rulesOf(limited(packOfRule(rule), levels))).not.toContain(`rule ${LIMITED} ${rule}`);
});

test.each(reaching)("%s says nothing of a state that stood before", (rule, reached) => {
  const standing = Object.fromEntries(Object.entries(reached).map(([key, [, bad]]) => [key, [bad, bad] as const]));
  expect(rulesOf(limited(packOfRule(rule), standing))).toEqual([]);
});

test.each(reaching)("%s says nothing without each of its metrics", (rule, reached) => {
  const gaps = [{ what: `metrics of ${LIMITED}`, reason: "access denied" }];
  for (const missing of Object.keys(reached)) {
    const rest = Object.fromEntries(Object.entries(reached).filter(([key]) => key !== missing));
    expect(rulesOf(limited(packOfRule(rule), rest, { gaps }))).not.toContain(`rule ${LIMITED} ${rule}`);
  }
});
