import { randomUUID } from "node:crypto";
import { LeaseLost } from "../../src/errors.ts";
import type { LaneName } from "../../src/events/work.ts";
import { EXTEND_MS, type Lane, LEASE_MS, type Step } from "../../src/store/store.ts";
import { fromBody, toBody } from "./body.ts";
import { type Batches, putOffDelivery, readDeliveries, toDone } from "./deliveries.ts";
import { dueValues } from "./due.ts";
import { readCommits } from "./history.ts";
import type { Holding, Holdings } from "./holdings.ts";
import { clearIndex, leaveIndex } from "./index-entries.ts";
import type { KnownCommits, KnownWork } from "./known-work.ts";
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

interface Held {
  readonly stream: string;
  readonly lane: LaneName;
  readonly holding: Holding;
  readonly Key: Attributes;
  readonly lease: string;
  readonly item: Attributes;
  readonly until: number;
}

function holdLane(deps: LaneDeps, held: Held): Lane {
  const { table, batches, commits, holdings, now } = deps;
  const { stream, lane, holding, Key, lease, item } = held;
  const lost = new AbortController();
  let { until } = held;
  let memory = fromBody(item.memory);
  /** The steps of all versions up to `through` are in `waiting`. */
  let through = Number(item.through?.N ?? 0);
  /** Commits since whose entry in the index goes when `waiting` is stored. */
  let taken: KnownWork[] = [];
  const waiting = createWaiting(fromBody(item.waiting), lane);
  /** What the next write brings along. */
  const unstored = { steps: false, memory: false };
  let idle = true;

  const timer = setInterval(() => void extend().catch(() => undefined), EXTEND_MS);
  timer.unref();

  /** The one write of the lane: whatever is not stored yet, and its place in the index. */
  async function write(place: { readonly set: string; readonly remove: string; readonly values: Attributes }) {
    if (lost.signal.aborted || now().getTime() >= until) throw lose();
    const storing = { ...unstored };
    Object.assign(unstored, { steps: false, memory: false });
    const sets = [
      ...(storing.steps ? ["through = :through, waiting = :waiting"] : []),
      ...(storing.memory ? ["memory = :memory"] : []),
      ...(place.set === "" ? [] : [place.set]),
    ];
    const UpdateExpression = [
      ...(sets.length > 0 ? [`SET ${sets.join(", ")}`] : []),
      ...(place.remove === "" ? [] : [`REMOVE ${place.remove}`]),
    ].join(" ");
    try {
      await table.client.updateItem({
        TableName: table.name,
        Key,
        UpdateExpression,
        ConditionExpression: "lease = :lease",
        ExpressionAttributeValues: {
          ...place.values,
          ...(storing.steps && { ":through": { N: String(through) }, ":waiting": toBody(waiting.stored()) }),
          ...(storing.memory && { ":memory": toBody(memory) }),
          ":lease": { S: lease },
        },
      });
    } catch (error) {
      unstored.steps ||= storing.steps;
      unstored.memory ||= storing.memory;
      throw isConditionFailure(error) ? lose() : error;
    }
  }

  function lose(): LeaseLost {
    const error = new LeaseLost(`The ${lane} lane of ${stream} is held by another process.`);
    lost.abort(error);
    end();
    return error;
  }

  function end(): void {
    clearInterval(timer);
    holdings.end(stream, lane);
  }

  /** While it is held a lane is in the index for the end of its lease. */
  async function extend(): Promise<void> {
    const next = now().getTime() + LEASE_MS;
    const values = { ...dueValues(next), ":until": { N: String(next) } };
    await write({ set: "leasedUntil = :until, due = :due, dueAt = :dueAt", remove: "", values });
    until = next;
    holding.coveredUntil = next;
  }

  /** Stores `waiting`, then removes the commits from the index. */
  async function store(): Promise<void> {
    const leaving = taken;
    await write({ set: "due = :due, dueAt = :dueAt", remove: "", values: dueValues(until) });
    holding.coveredUntil = until;
    await leave(leaving);
  }

  async function leave(leaving: readonly KnownWork[]): Promise<void> {
    taken = taken.filter((known) => !leaving.includes(known));
    await leaveIndex(deps, { stream, lane, leaving });
  }

  /** Where the lane is found when it is released: at its next step, or at once if something came that it did not see. */
  function placeAfter() {
    const next = waiting.next();
    const owes = holding.appending > 0 || holding.owed > through;
    const at = owes ? Math.min(next, now().getTime()) : next;
    if (!Number.isFinite(at)) return { set: "", remove: "lease, leasedUntil, due, dueAt", values: {} };
    return { set: "due = :due, dueAt = :dueAt", remove: "lease, leasedUntil", values: dueValues(at) };
  }

  /** The commits that the lane has not seen: those that this process knows, else what is stored. */
  async function newWork(): Promise<readonly KnownWork[]> {
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
    signal: lost.signal,
    get memory() {
      return memory;
    },
    async due(at) {
      for (const known of await newWork()) takeIn(known);
      const steps = waiting.due(at);
      // A stream has either commits or deliveries.
      const deliveries = lane === "work" && through === 0 ? await readDeliveries(table, batches, stream, at) : [];
      const delivered = deliveries.map(({ attempts, ...delivery }): Step => {
        return { kind: "delivery", key: delivery.id, attempts, delivery };
      });
      if (steps.length + delivered.length > 0) idle = false;
      return [...delivered, ...steps];
    },
    async complete(steps) {
      const deliveries = steps.filter((step) => step.kind === "delivery");
      drop(steps);
      if (unstored.steps || taken.length > 0 || deliveries.length < steps.length) await store();
      else if (lost.signal.aborted || now().getTime() >= until) throw lose();
      await batches.write(deliveries.flatMap(({ key }) => toDone(stream, key, now())));
    },
    async postpone(step, again) {
      if (step.kind === "delivery") {
        if (again) await putOffDelivery(table, step.delivery, step.attempts + 1, again);
        else await batches.write(toDone(stream, step.key, now()));
        return;
      }
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
      if (lost.signal.aborted) return undefined;
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
        end();
      }
      await leave(leaving);
      const next = waiting.next();
      return Number.isFinite(next) ? new Date(next) : undefined;
    },
  };
}
