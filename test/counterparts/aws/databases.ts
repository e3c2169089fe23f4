import { z } from "zod";
import type { Answered } from "./server.ts";

/** A database as RDS describes it, with what Database Insights records of it. */
export interface ListedDatabase {
  readonly id: string;
  readonly recorded: boolean;
  /** The cluster that it belongs to. */
  readonly cluster?: string;
  /** By dimension group: what is loaded, before `onset` and from then on; sessions. */
  readonly load: Readonly<Record<string, readonly ListedLoad[]>>;
  /** Epoch seconds. */
  readonly onset: number;
}

export interface ListedLoad {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

const asked = z.object({
  Identifier: z.string(),
  Metric: z.literal("db.load.avg"),
  StartTime: z.number(),
  EndTime: z.number(),
  PeriodInSeconds: z.union([1, 60, 300, 3_600, 86_400].map((each) => z.literal(each))),
  GroupBy: z.object({ Group: z.string(), Limit: z.number().max(25) }),
});
const NAMES: Readonly<Record<string, string>> = {
  "db.sql_tokenized": "statement",
  "db.wait_event": "name",
  "db.host": "name",
  "db.user": "name",
};

export function answerRds(databases: Readonly<Record<string, ListedDatabase>>, form: URLSearchParams): Answered {
  const name = form.get("DBInstanceIdentifier");
  const cluster = form.get("Filters.Filter.1.Values.Value.1");
  const found = Object.entries(databases).filter(([own, each]) =>
    name === null ? each.cluster === cluster : own === name,
  );
  if (name !== null && found.length === 0)
    return { error: "DBInstanceNotFound", message: `DBInstance ${name} not found.` };
  const items = found.map(
    ([own, { id, recorded }]) =>
      `<DBInstance><DBInstanceIdentifier>${own}</DBInstanceIdentifier><DbiResourceId>${id}</DbiResourceId>` +
      `<PerformanceInsightsEnabled>${recorded}</PerformanceInsightsEnabled></DBInstance>`,
  );
  const body = `<DBInstances>${items.join("")}</DBInstances>`;
  return {
    xml: `<DescribeDBInstancesResponse><DescribeDBInstancesResult>${body}</DescribeDBInstancesResult></DescribeDBInstancesResponse>`,
  };
}

/** What loads a database in a window, most first. */
export function answerDatabaseInsights(databases: Readonly<Record<string, ListedDatabase>>, input: unknown): Answered {
  const { Identifier, StartTime, GroupBy } = asked.parse(input);
  const database = Object.values(databases).find(({ id, recorded }) => id === Identifier && recorded);
  if (!database) return { error: "InvalidArgumentException", message: "The identifier is unknown." };
  const { Group, Limit } = GroupBy;
  const later = StartTime >= database.onset;
  const keys = (database.load[Group] ?? [])
    .map(({ name, before, after }) => ({ name, Total: later ? after : before }))
    .filter(({ Total }) => Total > 0)
    .toSorted((one, other) => other.Total - one.Total)
    .slice(0, Limit);
  const Keys = keys.map(({ name, Total }) => ({
    Dimensions: { [`${Group}.${NAMES[Group]}`]: name, [`${Group}.id`]: `id of ${name}` },
    Total,
  }));
  return { body: { AlignedStartTime: StartTime, AlignedEndTime: StartTime, Keys } };
}
