import { DescribeDimensionKeysCommand, type DimensionKeyDescription, type PIClient } from "@aws-sdk/client-pi";
import type { LoadPart } from "../../../src/findings/database-load.ts";
import type { Window } from "../../../src/findings/measured.ts";
import type { DatabaseLoads } from "../../../src/telemetry/ports/database-loads.ts";
import type { Operation } from "../call/operation.ts";
import type { Session } from "../call/session.ts";

export const describeDimensionKeys: Operation = {
  action: "pi:DescribeDimensionKeys",
  reason: "tell which statements, waits, hosts and users load a database",
  resources: ["arn:aws:pi:*:*:metrics/rds/*"],
};

/** What load is split by, with the dimensions that name and identify a part. https://docs.aws.amazon.com/performance-insights/latest/APIReference/API_DimensionGroup.html */
const GROUPS = {
  statements: { group: "db.sql_tokenized", name: "db.sql_tokenized.statement", id: "db.sql_tokenized.id" },
  waits: { group: "db.wait_event", name: "db.wait_event.name", id: "db.wait_event.name" },
  hosts: { group: "db.host", name: "db.host.name", id: "db.host.id" },
  users: { group: "db.user", name: "db.user.name", id: "db.user.id" },
} as const;
type Group = (typeof GROUPS)[keyof typeof GROUPS];

/** Average active sessions. */
const METRIC = "db.load.avg";
/** The most that the API tells of a group. */
const LIMIT = 25;
/** Database Insights has values of seconds; these periods are the ones it aggregates to. */
const PERIODS = [60, 300, 3_600, 86_400];
/** Points of one answer, so that a long window is asked in longer periods. */
const POINTS = 300;
/** https://aws.amazon.com/rds/performance-insights/pricing/: a cent a thousand requests. */
const PRICE = 0.000_01;

interface Asked {
  readonly id: string;
  readonly group: string;
  readonly window: Window;
}

/** The load of RDS and Aurora instances, from Database Insights. `idOf`: the id under which a database is recorded. */
export function createDatabaseLoads(deps: {
  readonly client: PIClient;
  readonly session: Session;
  readonly idOf: (database: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly now: () => Date;
}): DatabaseLoads {
  const { client, session, idOf, now } = deps;
  const describe = session.asked(
    describeDimensionKeys,
    ({ id, group, window: { start, end } }: Asked, abortSignal) =>
      client.send(
        new DescribeDimensionKeysCommand({
          ServiceType: "RDS",
          Identifier: id,
          Metric: METRIC,
          StartTime: new Date(start * 1000),
          EndTime: new Date(end * 1000),
          PeriodInSeconds: PERIODS.find((period) => (end - start) / period <= POINTS) ?? 86_400,
          GroupBy: { Group: group, Limit: LIMIT },
        }),
        { abortSignal },
      ),
    () => PRICE,
  );

  async function partsOf(
    id: string,
    { group, ...dimensions }: Group,
    { before, around }: { readonly before: Window; readonly around: Window },
    signal: AbortSignal,
  ): Promise<readonly LoadPart[]> {
    const [earlier, later] = await Promise.all(
      [before, around].map(async (window) => keysOf((await describe({ id, group, window }, signal)).Keys, dimensions)),
    );
    const ids = new Set([...(later?.keys() ?? []), ...(earlier?.keys() ?? [])]);
    const parts = [...ids].map((each) => ({
      name: (later?.get(each) ?? earlier?.get(each))?.name ?? each,
      before: earlier?.get(each)?.load ?? 0,
      around: later?.get(each)?.load ?? 0,
    }));
    return parts.toSorted((one, other) => other.around - one.around);
  }

  return {
    async compare(database, windows, signal) {
      const horizon = Math.min(windows.around.end, now().getTime() / 1000);
      const id = await idOf(database, signal);
      if (id === undefined) return { value: undefined, horizon, gaps: [] };
      const [statements, waits, hosts, users] = await Promise.all([
        partsOf(id, GROUPS.statements, windows, signal),
        partsOf(id, GROUPS.waits, windows, signal),
        partsOf(id, GROUPS.hosts, windows, signal),
        partsOf(id, GROUPS.users, windows, signal),
      ]);
      // Each active session waits for something or is on the CPU, so that the waits are all of the load.
      const sum = (of: "before" | "around") => waits.reduce((total, part) => total + part[of], 0);
      const value = { before: sum("before"), around: sum("around"), statements, waits, hosts, users };
      return { value, horizon, gaps: [] };
    },
  };
}

function keysOf(keys: readonly DimensionKeyDescription[] = [], { name, id }: Pick<Group, "name" | "id">) {
  return new Map(
    keys.flatMap(({ Dimensions = {}, Total = 0 }) => {
      const known = Dimensions[id] ?? Dimensions[name];
      const text = (Dimensions[name] ?? known ?? "").replaceAll(/\s+/g, " ").trim();
      return known === undefined || text === "" || !(Total >= 0) ? [] : [[known, { name: text, load: Total }] as const];
    }),
  );
}
