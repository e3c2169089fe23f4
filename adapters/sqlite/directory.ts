import { type Directory, listOf, type Summary } from "../../src/store/directory.ts";
import { storedSummary } from "../../src/store/stored.ts";
import type { FileConnection } from "./connection.ts";

/** Names, the counter and the lists. */
export function createSqliteDirectory({ call }: FileConnection): Directory {
  return {
    find: (name) => call("find", name),
    claim: (name, stream, instead) => call("claim", name, stream, instead),
    nextNumber: () => call("nextNumber"),
    summarise: (summary) =>
      call("summarise", {
        stream: summary.stream,
        version: summary.version,
        list: listOf(summary),
        listedAt: summary.closedAt ?? summary.openedAt,
        body: JSON.stringify(summary),
      }),
    async list(partition, limit) {
      const bodies = await call("list", partition === "open" ? "open" : `closed/${partition.closedIn}`, limit);
      return bodies.map(parseSummary);
    },
    closedBefore: async (time, limit) => (await call("closedBefore", time, limit)).map(parseSummary),
    release: (name, stream) => call("releaseName", name, stream),
    forget: (stream) => call("forget", stream),
  };
}

function parseSummary(body: string): Summary {
  return storedSummary.parse(JSON.parse(body));
}
