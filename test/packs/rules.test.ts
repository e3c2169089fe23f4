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
