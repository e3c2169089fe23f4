import { randomUUID } from "node:crypto";
import { LeaseLost } from "../../src/errors.ts";
import type { LaneName } from "../../src/events/work.ts";
import { type Lane, LEASE_MS, type Step } from "../../src/store/store.ts";
import { fromBody, toBody } from "./body.ts";
import { type Batches, putOffDelivery, readDeliveries, toDone } from "./deliveries.ts";
import { dueValues } from "./due.ts";
import { readCommits } from "./history.ts";
import type { Holding, Holdings } from "./holdings.ts";
import { clearIndex, leaveIndex } from "./index-entries.ts";
import type { KnownCommits, KnownWork } from "./known-work.ts";
import { type ItemUpdate, keepLease, type Leased } from "./lease.ts";
import { type Attributes, isConditionFailure, type Table } from "./table.ts";
import { createWaiting } from "./waiting.ts";

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
  { stream, lane, holding }: { readonly stream: string; readonly lane: LaneName; readonly holding: Holding },
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
  let memory = fromBody(item.memory);
  /** The steps of all versions up to `through` are in `waiting`. */
  let through = Number(item.through?.N ?? 0);
  /** Commits since whose entry in the index goes when `waiting` is stored. */
  let taken: KnownWork[] = [];
  const waiting = createWaiting(fromBody(item.waiting), lane);
  /** What the next write brings along. */
  const unstored = { steps: false, memory: false };
  let idle = true;

  /** Writes whatever is not stored yet, and the lane's place in the index. */
  async function write({ set = [], remove, values }: ItemUpdate): Promise<void> {
    const storing = { ...unstored };
    Object.assign(unstored, { steps: false, memory: false });
    const steps = { ":through": { N: String(through) }, ":waiting": toBody(waiting.stored()) };
    try {
      await lease.write({
        set: [
          ...(storing.steps ? ["through = :through", "waiting = :waiting"] : []),
          ...(storing.memory ? ["memory = :memory"] : []),
          ...set,
        ],
        ...(remove && { remove }),
        values: { ...values, ...(storing.steps && steps), ...(storing.memory && { ":memory": toBody(memory) }) },
      });
    } catch (error) {
      unstored.steps ||= storing.steps;
      unstored.memory ||= storing.memory;
      throw error;
    }
  }

  /** Stores `waiting`, then removes the commits from the index. */
  async function store(): Promise<void> {
    const leaving = taken;
    const { until } = lease;
    await write({ set: ["due = :due", "dueAt = :dueAt"], values: dueValues(until) });
    holding.coveredUntil = until;
    await leave(leaving);
  }

  async function leave(leaving: readonly KnownWork[]): Promise<void> {
    taken = taken.filter((known) => !leaving.includes(known));
    await leaveIndex(deps, { stream, lane, leaving });
  }

  /** Where the lane is found when it is released: at its next step, or at once if something came that it did not see. */
  function placeAfter(): ItemUpdate {
    const next = waiting.next();
    const owes = holding.appending > 0 || holding.owed > through;
    const at = owes ? Math.min(next, now().getTime()) : next;
    if (!Number.isFinite(at)) return { remove: ["lease", "leasedUntil", "due", "dueAt"] };
    return { set: ["due = :due", "dueAt = :dueAt"], remove: ["lease", "leasedUntil"], values: dueValues(at) };
  }

  function takeIn(known: KnownWork): void {
    unstored.steps = waiting.takeIn(known) || unstored.steps;
    if (known.lanes.has(lane)) taken.push(known);
    through = known.version;
  }

  function drop(steps: readonly Step[]): void {
    unstored.steps = waiting.drop(steps) || unstored.steps;
  }

  return {
    stream,
    name: lane,
    signal: lease.signal,
    get memory() {
      return memory;
    },
    async due(at) {
      for (const known of await newWork(deps, stream, through)) takeIn(known);
      const steps = waiting.due(at);
      // A stream has either commits or deliveries.
      const delivered = lane === "work" && through === 0 ? await deliverySteps(deps, stream, at) : [];
      if (steps.length + delivered.length > 0) idle = false;
      return [...delivered, ...steps];
    },
    async complete(steps) {
      const deliveries = steps.filter((step) => step.kind === "delivery");
      drop(steps);
      if (unstored.steps || taken.length > 0 || deliveries.length < steps.length) await store();
      else lease.check();
      await batches.write(deliveries.flatMap(({ key }) => toDone(stream, key, now())));
    },
    async postpone(step, again) {
      if (step.kind === "delivery") return await postponeDelivery(deps, step, again);
      waiting.postpone(step, again);
      unstored.steps = true;
      await store();
    },
    async remember(value, when = "now") {
      memory = value;
      unstored.memory = true;
      if (when === "now") await store();
    },
    async release(done = []) {
      if (lease.signal.aborted) return undefined;
      drop(done);
      const leaving = taken;
      try {
        if (idle && through > 0) await clearIndex(table, stream, lane, through);
        holding.coveredUntil = 0;
        await write(placeAfter());
      } catch (error) {
        if (error instanceof LeaseLost) return undefined;
        throw error;
      } finally {
        lease.end();
      }
      await leave(leaving);
      const next = waiting.next();
      return Number.isFinite(next) ? new Date(next) : undefined;
    },
  };
}
