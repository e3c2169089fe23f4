import type { NamedQuery } from "@aws-sdk/client-athena";
import { chunksOf } from "../../../src/chunks.ts";
import { bindNames, literalOf, readOnlySql } from "../../../src/command/asking/read-only-sql.ts";
import { NotSeen } from "../../../src/errors.ts";
import type { AthenaRequest } from "../../../src/telemetry/ports/ports.ts";
import { pagesOf } from "../call/pages.ts";
import type { AthenaCalls, Statement } from "./calls.ts";

/** Pages of saved queries that are searched. */
const MOST_PAGES = 10;
const NAMED_AT_ONCE = 50;

/** Returns the statement that a request runs. @throws NotSeen when it would do more than read, or cannot be built. */
export async function toStatement(
  calls: AthenaCalls,
  workgroup: string,
  request: AthenaRequest,
  signal: AbortSignal,
): Promise<Statement> {
  if (request.type === "sql") return { sql: readOnly(request.sql), values: [] };
  const { QueryString = "" } = await savedQuery(calls, workgroup, request.name, signal);
  const { sql, names } = bindNames(readOnly(QueryString));
  const missing = names.filter((name) => !Object.hasOwn(request.values, name));
  if (missing.length > 0) {
    const usage = [...new Set(missing)].map((name) => `${name}=…`).join(" ");
    throw new NotSeen(`${request.name} needs ${usage}`, { remedy: `athena run ${request.name} ${usage}` });
  }
  return { sql, values: names.map((name) => literalOf(request.values[name] ?? "")) };
}

async function savedQuery(
  { listNamed, readNamed }: AthenaCalls,
  workgroup: string,
  name: string,
  signal: AbortSignal,
): Promise<NamedQuery> {
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

function readOnly(text: string): string {
  const checked = readOnlySql(text);
  if (!checked.ok) throw new NotSeen(checked.reason, { remedy: "nothing was run" });
  return checked.sql;
}
