import { z } from "zod";
import type { Answered, AwsContent } from "./server.ts";

/** A saved query and what it answers. */
export interface AthenaTable {
  readonly sql: string;
  readonly columns: readonly (readonly [name: string, type: string])[];
  readonly rows: readonly (readonly string[])[];
}

const start = z.object({
  QueryString: z.string(),
  ClientRequestToken: z.string().min(32).max(128),
  WorkGroup: z.string(),
  ExecutionParameters: z.array(z.string()).min(1).optional(),
});
const byId = z.object({ QueryExecutionId: z.string(), NextToken: z.string().optional() });
type Run = { readonly table: AthenaTable; readonly input: z.infer<typeof start>; looked: number };

/** Athena without an SQL engine: a statement answers with the table that is known for it; one token starts one run. */
export function answerAthena(
  { tables = {} }: AwsContent,
  running: Map<string, unknown>,
  operation: string,
  input: unknown,
): Answered {
  switch (operation) {
    case "GetWorkGroup":
      return {
        body: { WorkGroup: { Name: "primary", Configuration: { BytesScannedCutoffPerQuery: 10 * 1024 ** 3 } } },
      };
    case "ListNamedQueries":
      return { body: { NamedQueryIds: Object.keys(tables) } };
    case "BatchGetNamedQuery":
      return {
        body: {
          NamedQueries: Object.entries(tables).map(([name, { sql }]) => ({
            Name: name,
            QueryString: sql,
            Database: "default",
            NamedQueryId: name,
          })),
        },
      };
    case "StartQueryExecution": {
      const asked = start.parse(input);
      const known = Object.values(tables).find(({ sql }) => sql.replaceAll(/(?<!'):\w+/g, "?") === asked.QueryString);
      if (!known) return { error: "InvalidRequestException", message: `line 1:1: unknown query ${asked.QueryString}` };
      const id = `run-${asked.ClientRequestToken}`;
      if (!running.has(id)) running.set(id, { table: known, input: asked, looked: 0 });
      return { body: { QueryExecutionId: id } };
    }
    case "GetQueryExecution": {
      const run = running.get(byId.parse(input).QueryExecutionId) as Run | undefined;
      if (!run) return { error: "InvalidRequestException", message: "no such run" };
      run.looked += 1;
      const State = run.looked === 1 ? "QUEUED" : run.looked === 2 ? "RUNNING" : "SUCCEEDED";
      return { body: { QueryExecution: { Status: { State }, Statistics: { DataScannedInBytes: 5 * 1024 ** 2 } } } };
    }
    case "GetQueryResults": {
      const { QueryExecutionId, NextToken = "0" } = byId.parse(input);
      const run = running.get(QueryExecutionId) as Run | undefined;
      if (!run) return { error: "InvalidRequestException", message: "no such run" };
      const { columns, rows } = run.table;
      const all = [columns.map(([name]) => name), ...rows].map((row) => ({
        Data: row.map((VarCharValue) => ({ VarCharValue })),
      }));
      const from = Number(NextToken);
      const ColumnInfo = columns.map(([Name, Type]) => ({ Name, Type }));
      const more = from + 1_000 < all.length ? { NextToken: String(from + 1_000) } : {};
      return {
        body: { ResultSet: { Rows: all.slice(from, from + 1_000), ResultSetMetadata: { ColumnInfo } }, ...more },
      };
    }
    case "StopQueryExecution":
      return { body: {} };
    default:
      return { error: "UnknownOperationException", message: operation };
  }
}
