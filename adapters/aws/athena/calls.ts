import { createHash } from "node:crypto";
import {
  type AthenaClient,
  BatchGetNamedQueryCommand,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  GetWorkGroupCommand,
  ListNamedQueriesCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from "@aws-sdk/client-athena";
import type { Next } from "../call/pages.ts";
import type { Session } from "../call/session.ts";
import { athenaOperations } from "./operations.ts";

/** Rows of one page of results: the most that Athena returns. */
export const ROWS_A_PAGE = 1_000;

/** A statement with the values of its parameters, in order. */
export interface Statement {
  readonly sql: string;
  readonly values: string[];
}

/** The calls of Athena in one workgroup. */
export type AthenaCalls = ReturnType<typeof createAthenaCalls>;

/** Creates the calls of Athena in one workgroup, counted by the session. */
export function createAthenaCalls(deps: {
  readonly client: AthenaClient;
  readonly session: Session;
  readonly workgroup: string;
  readonly database: string | undefined;
}) {
  const { client, session, workgroup, database } = deps;
  const { start, look, results, workgroup: describe, list, named } = athenaOperations;
  return {
    start: session.made(start, ({ sql, values, token }: Statement & { readonly token: string }, abortSignal) =>
      client.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          ClientRequestToken: createHash("sha256").update(token).digest("hex"),
          WorkGroup: workgroup,
          ...(values.length > 0 && { ExecutionParameters: values }),
          ...(database !== undefined && { QueryExecutionContext: { Database: database } }),
        }),
        { abortSignal },
      ),
    ),
    execution: session.made(look, (input: { QueryExecutionId: string }, abortSignal) =>
      client.send(new GetQueryExecutionCommand(input), { abortSignal }),
    ),
    rows: session.asked(results, (input: Next & { QueryExecutionId: string }, abortSignal) =>
      client.send(new GetQueryResultsCommand({ ...input, MaxResults: ROWS_A_PAGE }), { abortSignal }),
    ),
    group: session.asked(describe, (input: { WorkGroup: string }, abortSignal) =>
      client.send(new GetWorkGroupCommand(input), { abortSignal }),
    ),
    listNamed: session.asked(list, (input: Next & { WorkGroup: string }, abortSignal) =>
      client.send(new ListNamedQueriesCommand(input), { abortSignal }),
    ),
    readNamed: session.asked(named, (input: { NamedQueryIds: string[] }, abortSignal) =>
      client.send(new BatchGetNamedQueryCommand(input), { abortSignal }),
    ),
    /** Stops a query. It never rejects: a query that cannot be stopped ends by itself. */
    async stop(QueryExecutionId: string): Promise<void> {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId })).catch(() => undefined);
    },
  };
}
