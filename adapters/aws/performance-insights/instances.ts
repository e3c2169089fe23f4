import { NotSeen } from "../../../src/errors.ts";
import { askText, type JsonService } from "../call/json-service.ts";
import type { Operation } from "../call/operation.ts";
import type { Session } from "../call/session.ts";

export const describeDBInstances: Operation = {
  action: "rds:DescribeDBInstances",
  reason: "find the id under which Database Insights records a database",
};

const NAME = /^[a-zA-Z][\w-]{0,62}$/;
const VERSION = "2014-10-31";

/** Finds the id of a database by its name: of an instance, else of the writer of a cluster. Undefined if its load is not recorded. */
export function createRecordedDatabases(
  rds: JsonService,
  session: Session,
): (database: string, signal: AbortSignal) => Promise<string | undefined> {
  const describe = session.asked(describeDBInstances, async (input: Readonly<Record<string, string>>, signal) => {
    const body = new URLSearchParams({ Action: "DescribeDBInstances", Version: VERSION, ...input }).toString();
    const answer = await askText(
      rds,
      { path: "/", body: { type: "application/x-www-form-urlencoded", text: body } },
      signal,
    );
    return { status: answer.status, instances: instancesIn(answer.text), error: textOf(answer.text, "Code") };
  });
  return async (database, signal) => {
    if (!NAME.test(database)) return undefined;
    const own = await describe({ DBInstanceIdentifier: database }, signal);
    const found =
      own.error === "DBInstanceNotFound" || own.instances.length === 0
        ? await describe(
            { "Filters.Filter.1.Name": "db-cluster-id", "Filters.Filter.1.Values.Value.1": database },
            signal,
          )
        : own;
    if (found.status >= 400 && found.error !== "DBInstanceNotFound" && found.error !== "DBClusterNotFoundFault") {
      throw new NotSeen(`RDS does not describe ${database}: ${found.error || `HTTP ${found.status}`}`, {
        remedy: `allow ${describeDBInstances.action} to Gumshoe's role`,
      });
    }
    return found.instances.find(({ recorded }) => recorded)?.id;
  };
}

interface Instance {
  readonly id: string;
  readonly recorded: boolean;
}

/** RDS answers in XML. */
function instancesIn(xml: string): readonly Instance[] {
  const blocks = [...xml.matchAll(/<DBInstance>(.*?)<\/DBInstance>/gs)].map(([, block = ""]) => block);
  return blocks.map((block) => ({
    id: textOf(block, "DbiResourceId"),
    recorded: textOf(block, "PerformanceInsightsEnabled") === "true" && textOf(block, "DbiResourceId") !== "",
  }));
}

function textOf(xml: string, name: string): string {
  return new RegExp(`<${name}>([^<]{0,300})</${name}>`).exec(xml)?.[1] ?? "";
}
