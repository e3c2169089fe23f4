import { type Fault, type FaultKind, type FaultLog, step } from "./fault.ts";

/** The four reasons for which a DynamoDB table throttles; each has its own throttle metric. */
export const tableFaults = {
  hotKey: {
    kind: "hotKey",
    mechanism: "hot key",
    sentence: "One key of {id} is read more than one partition can serve; the table as a whole has room.",
    befalls: ["table"],
    pulls: [{ lever: "hotKey", amount: 0.42, shape: step(2) }],
    lastsMinutes: 75,
    log: throttled("Throughput exceeds the partition limit: KeyRangeThroughputExceeded"),
  },
  provisionedCapacity: {
    kind: "provisionedCapacity",
    mechanism: "provisioned capacity",
    sentence: "The read capacity provisioned for {id} was lowered below what is used.",
    befalls: ["table"],
    only: ["carts"],
    pulls: [{ lever: "provisioned", amount: 0.1, shape: step(1) }],
    lastsMinutes: 90,
    change: {
      minutesBefore: 1,
      action: "UpdateTable",
      actor: "role/cost-review/jonas",
      resources: ["arn:aws:dynamodb:{region}:{account}:table/{id}"],
      detail: { tableName: "{id}", "provisionedThroughput.readCapacityUnits": "lowered" },
    },
    log: throttled(
      "The level of configured provisioned throughput for the table was exceeded: ProvisionedThroughputExceeded",
    ),
  },
  accountLimit: {
    kind: "accountLimit",
    mechanism: "account limit",
    sentence: "The account's limit of table throughput is reached; {id} uses most of it.",
    befalls: ["table"],
    only: ["orders-table"],
    pulls: [
      { lever: "consumed", amount: 14, shape: step(3) },
      { lever: "account", amount: 0.7, shape: step(3) },
      { lever: "account", amount: 0.03, shape: step(3), on: "tables" },
    ],
    lastsMinutes: 60,
    log: throttled("Throughput exceeds the current throughput limit for your account: AccountLimitExceeded"),
  },
  onDemandMaximum: {
    kind: "onDemandMaximum",
    mechanism: "on-demand maximum",
    sentence: "Reads of {id} reached the maximum that was set for the on-demand table.",
    befalls: ["table"],
    only: ["sessions"],
    pulls: [{ lever: "consumed", amount: 4.2, shape: step(3) }],
    lastsMinutes: 90,
    log: throttled("Throughput exceeds the maximum OnDemandThroughput configured: MaxOnDemandThroughputExceeded"),
  },
} as const satisfies Readonly<Record<string, Fault<FaultKind>>>;

function throttled(reason: string): FaultLog {
  return {
    by: "callers",
    severity: "error",
    pattern: `ThrottlingException: ${reason} for table {id}, request <*>`,
    sample: `ThrottlingException: ${reason} for table {id}, request 9b51`,
    each: 0.5,
    flat: 0,
  };
}
