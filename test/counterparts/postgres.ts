import { execFile } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll } from "vitest";

const run = promisify(execFile);
const BIN = "/usr/lib/postgresql/15/bin";

/** PostgreSQL in a folder of its own, reached by a socket in it. */
export interface Postgres {
  /** Why it did not start. */
  readonly missing?: string;
  /** Runs a statement: the names and types of its columns, and its rows as text; null is undefined. Rejects with PostgreSQL's words. */
  query(sql: string): Promise<{
    readonly columns: readonly (readonly [name: string, type: string])[];
    readonly rows: readonly (readonly (string | undefined)[])[];
  }>;
}

/** Starts PostgreSQL for the tests of a file with some tables in it, and stops it after them. It never runs as root. */
export async function usePostgres(tables: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "gumshoe-postgres-"));
  const data = join(folder, "data");
  const as = await ownerOf(folder);
  const call = async (command: string, args: readonly string[], input = ""): Promise<string> => {
    const called = run(join(BIN, command), [...args], { ...as, env: { LC_ALL: "C", PATH: "/usr/bin:/bin" } });
    called.child.stdin?.end(input);
    return (await called).stdout;
  };
  const options = ["-X", "-q", "--csv", "-v", "ON_ERROR_STOP=1", "-P", "null=\u0001", "-h", folder, "-d", "postgres"];
  const psql = (text: string): Promise<string> => call("psql", options, text);
  afterAll(async () => {
    await call("pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"]).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  });
  try {
    await call("initdb", [
      "-D",
      data,
      "-A",
      "trust",
      "-U",
      as.uid === undefined ? (process.env.USER ?? "postgres") : "postgres",
      "-N",
    ]);
    const settings = `-c listen_addresses='' -c unix_socket_directories='${folder}' -c fsync=off`;
    await call("pg_ctl", ["-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start"]);
    await psql(tables);
  } catch (error) {
    const missing = `PostgreSQL did not start: ${String(error).slice(0, 200)}`;
    process.stdout.write(`skipped: what needs PostgreSQL, as ${missing}\n`);
    return { missing, query: () => Promise.reject(new Error(missing)) };
  }
  return {
    async query(sql) {
      const plain = sql.replace(/;\s*$/, "");
      const described = toRows(await psql(`${plain} \\gdesc\n`).catch(failure));
      const answered = toRows(await psql(`${plain};\n`).catch(failure));
      const columns = described.slice(1).map(([name = "", type = ""]) => [name, type] as const);
      return {
        columns,
        rows: answered.slice(1).map((row) => row.map((cell) => (cell === "\u0001" ? undefined : cell))),
      };
    },
  };
}

/** The user that PostgreSQL runs as: the one that its package makes, where the tests run as root. */
async function ownerOf(folder: string): Promise<{ readonly uid?: number; readonly gid?: number }> {
  if (process.getuid?.() !== 0) return {};
  const ids = await Promise.all(["-u", "-g"].map((which) => run("id", [which, "postgres"]))).catch(() => undefined);
  const [uid, gid] = (ids ?? []).map(({ stdout }) => Number(stdout));
  if (uid === undefined || gid === undefined) return {};
  chownSync(folder, uid, gid);
  return { uid, gid };
}

function failure(error: unknown): never {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr) : String(error);
  throw new Error(said.split("\n")[0] ?? said);
}

/** Rows of CSV, with quotes around cells that need them. */
function toRows(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain = "", end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === "\n") rows.push([]);
    if (end === "") break;
  }
  return rows.filter((row) => row.length > 1 || (row[0] ?? "") !== "");
}
