import { VersionConflict } from "../../src/errors.ts";
import { dueOf, laneOf } from "../../src/events/work.ts";
import { type Commit, DELIVERIES_KEPT_SECONDS, type Delivery, type Store } from "../../src/store/store.ts";
import { readCommit } from "../../src/store/stored.ts";
import type { FileConnection } from "./connection.ts";
import { takeLane } from "./lane.ts";
import type { DeliveryRow } from "./sql/deliveries.ts";
import type { CommitRow } from "./sql/history.ts";

/** The history in the file. `owner` names this process; one that comes back under the same name takes its own leases again at once. */
export function createSqliteStore(connection: FileConnection, owner: string, now: () => Date): Store {
  const { call } = connection;
  const held = new Set<string>();
  return {
    async read(stream, after) {
      const rows = await call("read", stream, after);
      return rows.map(({ version, body }) => readCommit(stream, version, JSON.parse(body)));
    },
    async append(commit) {
      const free = await call("append", toCommitRow(commit));
      if (!free) throw new VersionConflict(`${commit.stream} has a version ${commit.version} already`);
    },
    erase: (stream, through) => call("erase", stream, through),
    deliver: (deliveries) => call("deliver", deliveries.map(toDeliveryRow)),
    due: (at, limit) => call("due", at.getTime(), limit),
    async take(stream, lane) {
      const key = `${lane} ${stream}`;
      if (held.has(key)) return undefined;
      held.add(key);
      const onEnd = (): void => {
        held.delete(key);
      };
      try {
        const taken = await takeLane({ connection, owner, now, onEnd }, stream, lane);
        if (!taken) onEnd();
        return taken;
      } catch (error) {
        onEnd();
        throw error;
      }
    },
  };
}

function toCommitRow({ stream, version, meta, events, work }: Commit): CommitRow {
  return {
    stream,
    version,
    types: JSON.stringify([...new Set(events.map(({ type }) => type))]),
    body: JSON.stringify({ meta, events, work }),
    steps: work.map((item, position) => ({
      lane: laneOf(item),
      version,
      position,
      work: JSON.stringify(item),
      due: dueOf(item, meta.at),
      attempts: 0,
    })),
  };
}

function toDeliveryRow({ stream, id, receivedAt, body, trace }: Delivery): DeliveryRow {
  const at = Date.parse(receivedAt);
  return {
    stream,
    id,
    receivedAt: at,
    body,
    keepUntil: Math.floor(at / 1000) + DELIVERIES_KEPT_SECONDS,
    trace: trace ?? null,
  };
}
