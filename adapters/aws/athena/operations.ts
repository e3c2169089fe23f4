import type { Operation } from "../call/operation.ts";

const onWorkgroups = ["arn:aws:athena:*:*:workgroup/*"];
const reason = "answer the athena command";
const describing = "know the tables of a query";
const inGlue = ["arn:aws:glue:*:*:catalog", "arn:aws:glue:*:*:database/*", "arn:aws:glue:*:*:table/*"];
/** Athena's own name for where it keeps results. Buckets with data are granted by whoever owns them. */
const resultBuckets = "arn:aws:s3:::aws-athena-query-results-*";

/** Every call of Athena, with the permissions that it takes. */
export const athenaOperations = {
  start: {
    action: "athena:StartQueryExecution",
    reason,
    resources: onWorkgroups,
    also: [
      { action: "glue:GetDatabase", reason: describing, resources: inGlue },
      { action: "glue:GetTable", reason: describing, resources: inGlue },
      { action: "glue:GetPartitions", reason: describing, resources: inGlue },
      { action: "s3:GetObject", reason: "read a query's result", resources: [`${resultBuckets}/*`] },
      { action: "s3:PutObject", reason: "keep a query's result", resources: [`${resultBuckets}/*`] },
      { action: "s3:ListBucket", reason: "find where results are kept", resources: [resultBuckets] },
      { action: "s3:GetBucketLocation", reason: "find where results are kept", resources: [resultBuckets] },
    ],
  },
  look: {
    action: "athena:GetQueryExecution",
    reason: "see how a query goes and what it read",
    resources: onWorkgroups,
  },
  results: { action: "athena:GetQueryResults", reason: "fetch a query's rows", resources: onWorkgroups },
  stop: { action: "athena:StopQueryExecution", reason: "end a query that takes too long", resources: onWorkgroups },
  workgroup: { action: "athena:GetWorkGroup", reason: "know how much a query may read", resources: onWorkgroups },
  list: { action: "athena:ListNamedQueries", reason: "find saved queries", resources: onWorkgroups },
  named: { action: "athena:BatchGetNamedQuery", reason: "read saved queries", resources: onWorkgroups },
} as const satisfies Readonly<Record<string, Operation>>;
