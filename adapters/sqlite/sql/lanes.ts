import type { DatabaseSync } from "node:sqlite";
import { DELIVERIES_A_ROUND } from "../../../src/store/store.ts";
import { changes, numberOf, optionalTextOf, textOf } from "./row.ts";

/** The most characters of deliveries that a lane hands out at once, beyond the first delivery. */
const MOST_CHARACTERS = 8 * 1024 * 1024;

/** Which lane, and the lease that a writer believes to hold. */
export interface HeldLease {
  readonly stream: string;
  readonly lane: string;
  readonly lease: string;
}

/** A step by its place in the history, or a delivery by its id. */
export type StepKey =
  | { readonly kind: "work"; readonly version: number; readonly position: number }
  | { readonly kind: "delivery"; readonly id: string };

/** Every write returns whether the lease is still held, and changes nothing otherwise. */
export function laneStatements(database: DatabaseSync) {
  const take = database.prepare(
    `INSERT INTO lanes (stream, lane, lease, leased_until) VALUES (:stream, :lane, :lease, :until)
     ON CONFLICT DO UPDATE SET lease = excluded.lease, leased_until = excluded.leased_until
       WHERE lease IS NULL OR leased_until <= :now OR substr(lease, 1, length(:owner)) = :owner
     RETURNING memory`,
  );
  const own = "stream = :stream AND lane = :lane AND lease = :lease";
  const extend = changes(database, `UPDATE lanes SET leased_until = :until WHERE ${own}`);
  const remember = changes(database, `UPDATE lanes SET memory = :memory WHERE ${own}`);
  const next = database.prepare(
    `SELECT MIN(due_at) AS next FROM (
       SELECT due_at FROM steps WHERE stream = :stream AND lane = :lane
       UNION ALL SELECT due_at FROM deliveries WHERE stream = :stream AND :lane = 'work' AND due_at IS NOT NULL
     )`,
  );
  const giveUp = changes(database, `UPDATE lanes SET lease = NULL, leased_until = NULL WHERE ${own}`);
  const held = database.prepare(`SELECT 1 FROM lanes WHERE ${own}`);
  const steps = database.prepare(
    `SELECT steps.version, position, work, attempts, types FROM steps
     LEFT JOIN commits ON commits.stream = steps.stream AND commits.version = steps.version
     WHERE steps.stream = :stream AND lane = :lane AND due_at <= :now ORDER BY steps.version, position`,
  );
  const deliveries = database.prepare(
    `SELECT id, received_at, attempts, body, trace FROM deliveries
     WHERE stream = :stream AND due_at <= :now AND keep_until > :now / 1000 ORDER BY received_at, rowid LIMIT :limit`,
  );
  const step = "stream = :stream AND lane = :lane AND version = :version AND position = :position";
  const finish = changes(database, `DELETE FROM steps WHERE ${step}`);
  const putOff = changes(database, `UPDATE steps SET due_at = :until, attempts = attempts + 1 WHERE ${step}`);
  const delivery = "stream = :stream AND id = :id AND due_at IS NOT NULL";
  const handled = changes(
    database,
    `UPDATE deliveries SET due_at = NULL, body = '', keep_until = :keepUntil WHERE ${delivery}`,
  );
  const putOffDelivery = changes(
    database,
    `UPDATE deliveries SET due_at = :until, attempts = attempts + 1 WHERE ${delivery}`,
  );

  const isHeld = ({ stream, lane, lease }: HeldLease): boolean => held.get({ stream, lane, lease }) !== undefined;

  function complete(lane: HeldLease, keys: readonly StepKey[], keepUntil: number): boolean {
    if (!isHeld(lane)) return false;
    for (const key of keys) {
      if (key.kind === "delivery") handled({ stream: lane.stream, id: key.id, keepUntil });
      else finish({ stream: lane.stream, lane: lane.lane, version: key.version, position: key.position });
    }
    return true;
  }

  return {
    /** The lane's memory (JSON) if the lease was free; undefined if another owner holds it. */
    take(lane: HeldLease & { readonly owner: string; readonly now: number; readonly until: number }) {
      const row = take.get({ ...lane });
      return row && { memory: optionalTextOf(row, "memory") };
    },
    extend: ({ stream, lane, lease }: HeldLease, until: number) => extend({ stream, lane, lease, until }),
    remember: ({ stream, lane, lease }: HeldLease, memory: string) => remember({ stream, lane, lease, memory }),
    /** Completes steps and gives the lane up; returns when its next step is due, epoch ms, if one waits and the lease was held. */
    release(lane: HeldLease, keys: readonly StepKey[], keepUntil: number): number | undefined {
      if (!complete(lane, keys, keepUntil)) return undefined;
      const { stream, lane: name, lease } = lane;
      giveUp({ stream, lane: name, lease });
      const due = next.get({ stream, lane: name })?.next;
      return typeof due === "number" ? due : undefined;
    },
    /** Due steps with the types of the events of their commits, in order. */
    dueSteps: (stream: string, lane: string, now: number) =>
      steps.all({ stream, lane, now }).map((row) => ({
        version: numberOf(row, "version"),
        position: numberOf(row, "position"),
        work: textOf(row, "work"),
        attempts: numberOf(row, "attempts"),
        types: optionalTextOf(row, "types") ?? "[]",
      })),
    /** Due deliveries in order of arrival, bounded in number and size. */
    dueDeliveries(stream: string, now: number) {
      const found = [];
      let characters = 0;
      for (const row of deliveries.iterate({ stream, now, limit: DELIVERIES_A_ROUND })) {
        const body = textOf(row, "body");
        characters += body.length;
        if (characters > MOST_CHARACTERS && found.length > 0) break;
        const [receivedAt, attempts] = [numberOf(row, "received_at"), numberOf(row, "attempts")];
        found.push({ id: textOf(row, "id"), receivedAt, attempts, body, trace: optionalTextOf(row, "trace") });
      }
      return found;
    },
    complete,
    postpone(lane: HeldLease, key: StepKey, until: number): boolean {
      if (!isHeld(lane)) return false;
      if (key.kind === "delivery") putOffDelivery({ stream: lane.stream, id: key.id, until });
      else putOff({ stream: lane.stream, lane: lane.lane, version: key.version, position: key.position, until });
      return true;
    },
  };
}
