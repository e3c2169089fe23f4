import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import {
  type AthenaClient,
  BatchGetNamedQueryCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  ListNamedQueriesCommand,
  type NamedQuery,
  type QueryExecution,
  type ResultSet,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import { bytesText, dollarsText } from "../../../src/card/number.ts";
import { chunksOf } from "../../../src/chunks.ts";
import { bindNames, literalOf, readOnlySql } from "../../../src/command/asking/read-only-sql.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { Athena, AthenaRequest, Table } from "../../../src/telemetry/ports/ports.ts";
import { athenaDollars } from "../../../src/telemetry/resources/price.ts";
import type { Operation } from "../call/operation.ts";
import { type Next, pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

const onWorkgroups = ["arn:aws:athena:*:*:workgroup/*"];
const reason = "answer the athena command";
const describing = "read the schema of a query's tables";
const inGlue = ["arn:aws:glue:*:*:catalog", "arn:aws:glue:*:*:database/*", "arn:aws:glue:*:*:table/*"];
/** Athena's default name for result buckets. Permissions on buckets with data are granted by their owners. */
const resultBuckets = "arn:aws:s3:::aws-athena-query-results-*";
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
      { action: "s3:PutObject", reason: "store a query's result", resources: [`${resultBuckets}/*`] },
      { action: "s3:ListBucket", reason: "find where results are stored", resources: [resultBuckets] },
      { action: "s3:GetBucketLocation", reason: "find where results are stored", resources: [resultBuckets] },
    ],
  },
  look: {
    action: "athena:GetQueryExecution",
    reason: "see the state of a query and how much it read",
    resources: onWorkgroups,
  },
  results: { action: "athena:GetQueryResults", reason: "fetch a query's rows", resources: onWorkgroups },
  stop: { action: "athena:StopQueryExecution", reason: "end a query that takes too long", resources: onWorkgroups },
  workgroup: {
    action: "athena:GetWorkGroup",
    reason: "read the limit on the data that a query scans",
    resources: onWorkgroups,
  },
  list: { action: "athena:ListNamedQueries", reason: "find saved queries", resources: onWorkgroups },
  named: { action: "athena:BatchGetNamedQuery", reason: "read saved queries", resources: onWorkgroups },
} as const satisfies Readonly<Record<string, Operation>>;

const FIRST_LOOK_MS = 250;
const LATEST_LOOK_MS = 2_000;
const ROWS_A_PAGE = 1_000;
const MOST_PAGES = 10;
const NAMED_AT_ONCE = 50;

/** Athena in one workgroup. `dollars`: the highest cost of one query, computed from the workgroup's limit on bytes. */
export function createAthena(deps: {
  readonly client: AthenaClient;
  readonly session: Session;
  readonly workgroup: string;
  readonly database: string | undefined;
  readonly dollars: number;
  readonly now: () => Date;
}): Athena {
  const { client, session, workgroup, database, dollars, now } = deps;
  const { start: startOperation, look, results, workgroup: ask, list, named } = athenaOperations;
  const start = session.made(startOperation, (input: { sql: string; values: string[]; token: string }, signal) =>
    client.send(
      new StartQueryExecutionCommand({
        QueryString: input.sql,
        ClientRequestToken: createHash("sha256").update(input.token).digest("hex"),
        WorkGroup: workgroup,
        ...(input.values.length > 0 && { ExecutionParameters: input.values }),
        ...(database !== undefined && { QueryExecutionContext: { Database: database } }),
      }),
      { abortSignal: signal },
    ),
  );
  const execution = session.made(look, (input: { QueryExecutionId: string }, signal) =>
    client.send(new GetQueryExecutionCommand(input), { abortSignal: signal }),
  );
  const rows = session.asked(results, (input: Next & { QueryExecutionId: string }, signal) =>
    client.send(new GetQueryResultsCommand({ ...input, MaxResults: ROWS_A_PAGE }), { abortSignal: signal }),
  );
  const group = session.asked(ask, (input: { WorkGroup: string }, signal) =>
    client.send(new GetWorkGroupCommand(input), { abortSignal: signal }),
  );
  const listNamed = session.asked(list, (input: Next & { WorkGroup: string }, signal) =>
    client.send(new ListNamedQueriesCommand(input), { abortSignal: signal }),
  );
  const readNamed = session.asked(named, (input: { NamedQueryIds: string[] }, signal) =>
    client.send(new BatchGetNamedQueryCommand(input), { abortSignal: signal }),
  );

  /** Athena has no price estimate, so the workgroup's limit on bytes is what bounds the cost. */
  async function refuseUnlimited(signal: AbortSignal): Promise<string> {
    const { WorkGroup } = await group({ WorkGroup: workgroup }, signal);
    const bytes = WorkGroup?.Configuration?.BytesScannedCutoffPerQuery;
    if (bytes === undefined) {
      throw new NotSeen(`the workgroup ${workgroup} has no limit on what a query reads`, {
        remedy: "set its data usage limit per query",
      });
    }
    const most = athenaDollars(bytes);
    if (most > dollars) {
      const price = `${bytesText(bytes)}, ${dollarsText(most)}`;
      throw new NotSeen(`a query in ${workgroup} may read ${price}; the limit is ${dollarsText(dollars)}`, {
        remedy: "lower the workgroup's limit, or raise QUERY_DOLLARS",
      });
    }
    return `at most ${dollarsText(most)}`;
  }

  async function saved(name: string, signal: AbortSignal): Promise<NamedQuery> {
    const { pages } = await pagesOf((next) => listNamed({ WorkGroup: workgroup, ...next }, signal), MOST_PAGES);
    const ids = pages.flatMap(({ NamedQueryIds = [] }) => NamedQueryIds);
    const batches = chunksOf(ids, NAMED_AT_ONCE).map((some) => readNamed({ NamedQueryIds: some }, signal));
    const queries = (await Promise.all(batches)).flatMap(({ NamedQueries = [] }) => NamedQueries);
    const found = queries.find((query) => query.Name?.toLowerCase() === name.toLowerCase());
    if (found) return found;
    const names = queries.map(({ Name = "" }) => Name).sort();
    throw new NotSeen(`there is no saved query ${name} in ${workgroup}`, {
      remedy: names.length === 0 ? "save one in Athena" : `there are ${names.slice(0, 10).join(", ")}`,
    });
  }

  async function toStatement(request: AthenaRequest, signal: AbortSignal): Promise<{ sql: string; values: string[] }> {
    if (request.type === "sql") return { sql: readOnly(request.sql), values: [] };
    const { QueryString = "" } = await saved(request.name, signal);
    const { sql, names } = bindNames(readOnly(QueryString));
    const missing = names.filter((name) => !Object.hasOwn(request.values, name));
    if (missing.length > 0) {
      const told = [...new Set(missing)].map((name) => `${name}=…`).join(" ");
      throw new NotSeen(`${request.name} needs ${told}`, { remedy: `athena run ${request.name} ${told}` });
    }
    return { sql, values: names.map((name) => literalOf(request.values[name] ?? "")) };
  }

  async function finished(
    id: string,
    signal: AbortSignal,
    onProgress: (words: string) => void,
  ): Promise<QueryExecution> {
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LATEST_LOOK_MS, wait * 1.5)) {
      const { QueryExecution: found = {} } = await execution({ QueryExecutionId: id }, signal);
      const { State, StateChangeReason } = found.Status ?? {};
      if (State === "SUCCEEDED") return found;
      if (State === "FAILED" || State === "CANCELLED") {
        throw new NotSeen(`Athena: ${(StateChangeReason ?? State).slice(0, 300)}`);
      }
      onProgress(`${State ?? "QUEUED"}, ${bytesText(found.Statistics?.DataScannedInBytes ?? 0)} read`);
      await setTimeout(wait, undefined, { signal });
    }
  }

  return {
    async run(request, { token, signal, onProgress }) {
      const statement = await toStatement(request, signal);
      const most = await refuseUnlimited(signal);
      onProgress(`asking Athena, ${most}`);
      const { QueryExecutionId } = await start({ ...statement, token }, signal);
      if (QueryExecutionId === undefined) throw new NotSeen("Athena started no query");
      const stop = () => void client.send(new StopQueryExecutionCommand({ QueryExecutionId })).catch(() => undefined);
      signal.addEventListener("abort", stop, { once: true });
      try {
        const done = await finished(QueryExecutionId, signal, onProgress);
        const scanned = done.Statistics?.DataScannedInBytes ?? 0;
        session.charge(athenaDollars(scanned));
        const { pages, more } = await pagesOf((next) => rows({ QueryExecutionId, ...next }, signal), MOST_PAGES);
        const reasonOfMore = `only the first ${(ROWS_A_PAGE * MOST_PAGES).toLocaleString("en-US")} rows were fetched`;
        const gaps = more ? [{ what: "athena", reason: reasonOfMore }] : [];
        return { value: { ...toTable(pages), scanned, sql: statement.sql }, horizon: now().getTime() / 1000, gaps };
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },
  };
}

/** @throws NotSeen with the reason if the statement would do more than read. */
function readOnly(text: string): string {
  const checked = readOnlySql(text);
  if (!checked.ok) throw new NotSeen(checked.reason, { remedy: "nothing was run" });
  return checked.sql;
}

/** The first row of a SELECT repeats the names of its columns. */
function toTable(pages: readonly { readonly ResultSet?: ResultSet | undefined }[]): Table {
  const columns = (pages[0]?.ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(({ Name = "", Type = "" }) => ({
    name: Name,
    numeric: /int|double|float|decimal|real/i.test(Type),
  }));
  const all = pages.flatMap(({ ResultSet }) => ResultSet?.Rows ?? []);
  const cells = all.map(({ Data = [] }) => Data.map(({ VarCharValue }) => VarCharValue ?? ""));
  const [first] = cells;
  const header = first !== undefined && columns.every(({ name }, index) => first[index] === name);
  return { columns, rows: header ? cells.slice(1) : cells };
}
