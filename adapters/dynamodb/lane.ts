import { randomUUID } from "node:crypto";
import { LeaseLost } from "../../src/errors.ts";
import type { LaneName } from "../../src/events/work.ts";
import { type Lane, LEASE_MS, type Step } from "../../src/store/store.ts";
import { type Batches, putOffDelivery, readDeliveries, toDone } from "./deliveries.ts";
import { dueValues } from "./due.ts";
import { readCommits } from "./history.ts";
import type { Holdings, LaneHolding } from "./holdings.ts";
import { clearIndex, leaveIndex } from "./index-entries.ts";
import type { KnownCommits, KnownWork } from "./known-work.ts";
import { createLaneItem } from "./lane-item.ts";
import { type ItemUpdate, keepLease, type Leased } from "./lease.ts";
import { type Attributes, isConditionFailure, type Table } from "./table.ts";

interface LaneDeps {
  readonly table: Table;
  readonly batches: Batches;
  readonly commits: KnownCommits;
  readonly holdings: Holdings;
  readonly owner: string;
  readonly now: () => Date;
}

/** Takes a lane's lease, unless another owner holds it. The lane's item is not part of the history. */
export async function takeLane(
  deps: LaneDeps,
  { stream, lane, holding }: { readonly stream: string; readonly lane: LaneName; readonly holding: LaneHolding },
): Promise<Lane | undefined> {
  const { table, owner, now } = deps;
  const Key = { pk: { S: stream }, sk: { S: `lane/${lane}` } };
  const lease = `${owner}/${randomUUID()}`;
  const until = now().getTime() + LEASE_MS;
  try {
    const { Attributes: item = {} } = await table.client.updateItem({
      TableName: table.name,
      Key,
      UpdateExpression: "SET lease = :lease, leasedUntil = :until",
      ConditionExpression: "attribute_not_exists(lease) OR leasedUntil <= :now OR begins_with(lease, :owner)",
      ExpressionAttributeValues: {
        ":lease": { S: lease },
        ":until": { N: String(until) },
        ":now": { N: String(now().getTime()) },
        ":owner": { S: `${owner}/` },
      },
      ReturnValues: "ALL_NEW",
    });
    return holdLane(deps, { stream, lane, holding, Key, lease, item, until });
  } catch (error) {
    if (isConditionFailure(error)) return undefined;
    throw error;
  }
}

/** The commits after that version: those that this process knows, else what is stored. */
async function newWork({ table, commits }: LaneDeps, stream: string, through: number): Promise<readonly KnownWork[]> {
  const known = commits.after(stream, through);
  if (known.length > 0) return known;
  const stored = await readCommits(table, stream, through);
  const read = stored.map(({ commit: { version, meta, work }, lanes }) => ({
    version,
    at: meta.at,
    work,
    lanes: new Set(lanes),
  }));
  return commits.learn(stream, read);
}

async function deliverySteps({ table, batches }: LaneDeps, stream: string, at: Date): Promise<readonly Step[]> {
  const deliveries = await readDeliveries(table, batches, stream, at);
  return deliveries.map(({ attempts, ...delivery }) => ({ kind: "delivery", key: delivery.id, attempts, delivery }));
}

/** Without `again` it is given up. */
async function postponeDelivery(
  { table, batches, now }: LaneDeps,
  { delivery, attempts }: Step & { readonly kind: "delivery" },
  again: Date | undefined,
): Promise<void> {
  if (again) await putOffDelivery(table, delivery, attempts + 1, again);
  else await batches.write(toDone(delivery.stream, delivery.id, now()));
}

interface Held extends Leased {
  readonly item: Attributes;
}

function holdLane(deps: LaneDeps, held: Held): Lane {
  const { table, batches, now } = deps;
  const { stream, lane, holding, item } = held;
  const lease = keepLease(deps, held);
  const work = createLaneItem(lease, lane, item);
  /** Commits since whose entry in the index goes when their steps are stored. */
  let taken: KnownWork[] = [];
  let idle = true;

  /** Stores the waiting steps, then removes the commits from the index. */
  async function store(): Promise<void> {
    const leaving = taken;
    const { until } = lease;
    await work.write({ set: ["due = :due", "dueAt = :dueAt"], values: dueValues(until) });
    holding.coveredUntil = until;
    await leave(leaving);
  }

  async function leave(leaving: readonly KnownWork[]): Promise<void> {
    taken = taken.filter((known) => !leaving.includes(known));
    await leaveIndex(deps, { stream, lane, leaving });
  }

  /** Where the lane is found when it is released: at its next step, or at once if something came that it did not see. */
  function placeAfter(): ItemUpdate {
    const next = work.next();
    const owes = holding.appending > 0 || holding.owed > work.through;
    const at = owes ? Math.min(next, now().getTime()) : next;
    if (!Number.isFinite(at)) return { remove: ["lease", "leasedUntil", "due", "dueAt"] };
    return { set: ["due = :due", "dueAt = :dueAt"], remove: ["lease", "leasedUntil"], values: dueValues(at) };
  }

  return {
    stream,
    name: lane,
    signal: lease.signal,
    get memory() {
      return work.memory;
    },
    async due(at) {
      for (const known of await newWork(deps, stream, work.through)) {
        work.takeIn(known);
        if (known.lanes.has(lane)) taken.push(known);
      }
      const steps = work.due(at);
      // A stream has either commits or deliveries.
      const delivered = lane === "work" && work.through === 0 ? await deliverySteps(deps, stream, at) : [];
      if (steps.length + delivered.length > 0) idle = false;
      return [...delivered, ...steps];
    },
    async complete(steps) {
      const deliveries = steps.filter((step) => step.kind === "delivery");
      work.drop(steps);
      if (work.hasNewSteps || taken.length > 0 || deliveries.length < steps.length) await store();
      else lease.check();
      await batches.write(deliveries.flatMap(({ key }) => toDone(stream, key, now())));
    },
    async postpone(step, again) {
      if (step.kind === "delivery") return await postponeDelivery(deps, step, again);
      work.postpone(step, again);
      await store();
    },
    async remember(value, when = "now") {
      work.remember(value);
      if (when === "now") await store();
    },
    async release(done = []) {
      if (lease.signal.aborted) return undefined;
      work.drop(done);
      const leaving = taken;
      try {
        if (idle && work.through > 0) await clearIndex(table, stream, lane, work.through);
        holding.coveredUntil = 0;
        await work.write(placeAfter());
      } catch (error) {
        if (error instanceof LeaseLost) return undefined;
        throw error;
      } finally {
        lease.end();
      }
      await leave(leaving);
      const next = work.next();
      return Number.isFinite(next) ? new Date(next) : undefined;
    },
  };
}
