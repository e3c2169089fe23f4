import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { NotSeen } from "../../../src/errors.ts";
import { type createAwsApi, targeted } from "../call/aws-api.ts";
import type { ReadListing } from "../call/listing.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";

const resources = ["arn:aws:redshift-serverless:*:*:workgroup/*"];
export const redshiftOperations = {
  executeStatement: {
    action: "redshift-data:ExecuteStatement",
    reason: "ask the system views of a workgroup: what runs, waits, fails and costs",
    resources,
    also: [
      {
        action: "redshift-serverless:GetCredentials",
        reason: "connect as Gumshoe's own user of the database, which needs the role sys:monitor and no data",
        resources,
      },
    ],
  },
  describeStatement: {
    action: "redshift-data:DescribeStatement",
    reason: "wait until a statement has ended",
  },
  getStatementResult: {
    action: "redshift-data:GetStatementResult",
    reason: "fetch the rows of a statement",
  },
  cancelStatement: {
    action: "redshift-data:CancelStatement",
    reason: "end a statement that nobody waits for",
  },
} as const satisfies Readonly<Record<string, Operation>>;

const FIRST_LOOK_MS = 200;
const LATEST_LOOK_MS = 2_000;
/** Pages of rows that are fetched. */
const MOST_PAGES = 5;

const begun = z.object({ Id: z.string() });
const state = z.object({ Status: z.string(), Error: z.string().optional(), HasResultSet: z.boolean().optional() });
const cell = z.object({
  isNull: z.boolean().optional(),
  booleanValue: z.boolean().optional(),
  longValue: z.number().optional(),
  doubleValue: z.number().optional(),
  stringValue: z.string().optional(),
});
const page = z.object({
  Records: z.array(z.array(cell)),
  ColumnMetadata: z.array(
    z.object({ name: z.string().optional(), label: z.string().optional(), typeName: z.string().optional() }),
  ),
  NextToken: z.string().optional(),
});
const NUMBERS = /^(?:int|float|numeric|decimal|bigint|smallint|double|real)/i;

/** Runs a statement on a workgroup of Redshift Serverless. https://docs.aws.amazon.com/redshift-data/latest/APIReference/ */
export function createRedshift(operation: ReturnType<typeof createAwsApi>): ReadListing {
  const execute = operation(redshiftOperations.executeStatement, begun);
  const describe = operation(redshiftOperations.describeStatement, state);
  const fetchPage = operation(redshiftOperations.getStatementResult, page);
  const cancel = operation(redshiftOperations.cancelStatement, z.unknown());

  async function ended(Id: string, signal: AbortSignal): Promise<boolean> {
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LATEST_LOOK_MS, wait * 1.5)) {
      const {
        Status,
        Error: reason,
        HasResultSet,
      } = await describe(targeted("RedshiftData.DescribeStatement", { Id }), signal);
      if (Status === "FINISHED") return HasResultSet ?? false;
      if (Status === "FAILED" || Status === "ABORTED") {
        throw new NotSeen(`Redshift: ${(reason ?? Status).replaceAll(/\s+/g, " ").slice(0, 300)}`, remedyOf(reason));
      }
      await setTimeout(wait, undefined, { signal });
    }
  }

  return async ({ values: { workgroup, database, sql } }, signal) => {
    const asked = { WorkgroupName: workgroup, Database: database, Sql: sql };
    const { Id } = await execute(targeted("RedshiftData.ExecuteStatement", asked), signal);
    // Nobody waits for it any more, so whether it can be ended is not of interest.
    const stop = () =>
      void cancel(targeted("RedshiftData.CancelStatement", { Id }), new AbortController().signal).catch(
        () => undefined,
      );
    signal.addEventListener("abort", stop, { once: true });
    try {
      const nextPage = (next: Next) => fetchPage(targeted("RedshiftData.GetStatementResult", { Id, ...next }), signal);
      const { pages, more } = (await ended(Id, signal))
        ? await pagesOf(nextPage, MOST_PAGES)
        : { pages: [], more: false };
      const columns = (pages[0]?.ColumnMetadata ?? []).map(({ name, label, typeName = "" }) => ({
        name: label ?? name ?? "",
        ...(NUMBERS.test(typeName) && { numeric: true }),
      }));
      const rows = pages.flatMap(({ Records }) => Records.map((row) => row.map(textOf)));
      const gaps = more ? [{ what: "Redshift", reason: `only the first ${rows.length} rows were fetched` }] : [];
      return { value: { columns, rows }, gaps };
    } finally {
      signal.removeEventListener("abort", stop);
    }
  };
}

function remedyOf(reason = ""): { readonly remedy?: string } {
  if (/usage limit/i.test(reason))
    return { remedy: "look at the workgroup's usage limits: ask redshift-serverless limits" };
  if (/permission denied/i.test(reason))
    return { remedy: "grant the role sys:monitor to Gumshoe's user of the database" };
  return {};
}

function textOf({ isNull, booleanValue, longValue, doubleValue, stringValue }: z.infer<typeof cell>): string {
  if (isNull) return "";
  if (doubleValue !== undefined || DECIMAL.test(stringValue ?? "")) {
    return String(Number(Number(doubleValue ?? stringValue).toPrecision(DIGITS)));
  }
  const value = stringValue ?? longValue ?? booleanValue;
  return value === undefined ? "" : String(value).trim();
}
/** A quotient has up to 38 digits. */
const DECIMAL = /^-?\d+\.\d+$/;
const DIGITS = 6;
