import { randomUUID } from "node:crypto";
import { z } from "zod";
import { LeaseLost } from "../../src/errors.ts";
import { dueOf, type LaneName, laneOf } from "../../src/events/work.ts";
import { EXTEND_MS, type Lane, LEASE_MS, type Step } from "../../src/store/store.ts";
import { type WaitingStep, waitingStep } from "../../src/store/stored.ts";
import { fromBody, toBody } from "./body.ts";
import { type Batches, putOffDelivery, readDeliveries, toDone } from "./deliveries.ts";
import { dueAttributes } from "./due.ts";
import { readCommits, takeOver } from "./history.ts";
import { type Attributes, isConditionFailure, type Table } from "./table.ts";

interface LaneDeps {
  readonly table: Table;
  readonly batches: Batches;
  readonly owner: string;
  readonly now: () => Date;
  readonly onEnd: () => void;
}

/** Takes a lane's lease, unless another owner holds it. The lane's item is not part of the history. */
export async function takeLane(deps: LaneDeps, stream: string, lane: LaneName): Promise<Lane | undefined> {
  const { table, owner, now } = deps;
  const Key = { pk: { S: stream }, sk: { S: `lane/${lane}` } };
  const lease = `${owner}/${randomUUID()}`;
  try {
    const { Attributes: item = {} } = await table.client.updateItem({
      TableName: table.name,
      Key,
      UpdateExpression: "SET lease = :lease, leasedUntil = :until",
      ConditionExpression: "attribute_not_exists(lease) OR leasedUntil <= :now OR begins_with(lease, :owner)",
      ExpressionAttributeValues: {
        ":lease": { S: lease },
        ":until": { N: String(now().getTime() + LEASE_MS) },
        ":now": { N: String(now().getTime()) },
        ":owner": { S: `${owner}/` },
      },
      ReturnValues: "ALL_NEW",
    });
    return holdLane(deps, { stream, lane, Key, lease, item });
  } catch (error) {
    if (isConditionFailure(error)) return undefined;
    throw error;
  }
}

interface Held {
  readonly stream: string;
  readonly lane: LaneName;
  readonly Key: Attributes;
  readonly lease: string;
  readonly item: Attributes;
}

function holdLane(deps: LaneDeps, held: Held): Lane {
  const { table, batches, now, onEnd } = deps;
  const { stream, lane, Key, lease, item } = held;
  const lost = new AbortController();
  let until = now().getTime() + LEASE_MS;
  let memory = fromBody(item.memory);
  /** The steps of all versions up to `through` are copied to `waiting`, so that their commits leave the index; up to `recorded` that is stored. */
  let through = Number(item.through?.N ?? 0);
  let recorded = through;
  /** Versions after `recorded` with work of this lane. */
  let taken: number[] = [];
  let waiting: WaitingStep[] = z.array(waitingStep).parse(fromBody(item.waiting) ?? []);

  const timer = setInterval(() => void extend().catch(() => undefined), EXTEND_MS);
  timer.unref();

  async function write(update: string, values: Attributes = {}): Promise<void> {
    if (lost.signal.aborted || now().getTime() >= until) throw lose();
    try {
      await table.client.updateItem({
        TableName: table.name,
        Key,
        UpdateExpression: update,
        ConditionExpression: "lease = :lease",
        ExpressionAttributeValues: { ...values, ":lease": { S: lease } },
      });
    } catch (error) {
      throw isConditionFailure(error) ? lose() : error;
    }
  }

  function lose(): LeaseLost {
    const error = new LeaseLost(`The ${lane} lane of ${stream} is held by another process.`);
    lost.abort(error);
    clearInterval(timer);
    onEnd();
    return error;
  }

  async function extend(): Promise<void> {
    const next = now().getTime() + LEASE_MS;
    await write("SET leasedUntil = :until", { ":until": { N: String(next) } });
    until = next;
  }

  /** Stores `waiting`, then removes the commits from the index. */
  async function record(): Promise<void> {
    const leaving = taken;
    const next = Math.min(...waiting.map((step) => step.due));
    const index = dueAttributes(stream, Number.isFinite(next) ? next : 0);
    const values = { ":through": { N: String(through) }, ":waiting": toBody(waiting) };
    if (waiting.length === 0) await write("SET through = :through, waiting = :waiting REMOVE due, dueAt", values);
    else {
      const update = "SET through = :through, waiting = :waiting, due = :due, dueAt = :dueAt";
      await write(update, { ...values, ":due": index.due ?? { S: "" }, ":dueAt": index.dueAt ?? { S: "" } });
    }
    recorded = through;
    taken = [];
    await Promise.all(leaving.map((version) => takeOver(table, stream, version, lane)));
  }

  const keyOf = ({ version, index }: WaitingStep): string => `${version}/${index}`;

  return {
    stream,
    name: lane,
    signal: lost.signal,
    get memory() {
      return memory;
    },
    async due(at) {
      for (const commit of await readCommits(table, stream, through)) {
        commit.work.forEach((work, index) => {
          if (laneOf(work) !== lane) return;
          const due = dueOf(work, commit.meta.at);
          waiting.push({ version: commit.version, index, work, due, attempts: 0 });
        });
        if (commit.work.some((work) => laneOf(work) === lane)) taken.push(commit.version);
        through = commit.version;
      }
      const steps = waiting
        .filter((step) => step.due <= at.getTime())
        .map((step): Step => {
          const { version, attempts, work } = step;
          return { kind: "work", key: keyOf(step), version, attempts, work };
        });
      if (lane === "chat") return steps;
      const deliveries = await readDeliveries(table, batches, stream, at);
      const delivered = deliveries.map(({ attempts, ...delivery }): Step => {
        return { kind: "delivery", key: delivery.id, attempts, delivery };
      });
      return [...delivered, ...steps];
    },
    async complete(steps) {
      const done = new Set(steps.map((step) => step.key));
      const deliveries = steps.filter((step) => step.kind === "delivery");
      if (deliveries.length < steps.length || recorded < through) {
        waiting = waiting.filter((step) => !done.has(keyOf(step)));
        await record();
      }
      await batches.write(deliveries.flatMap(({ key }) => toDone(stream, key, now())));
    },
    async postpone(step, again) {
      if (step.kind === "delivery") {
        if (again) await putOffDelivery(table, step.delivery, step.attempts + 1, again);
        else await batches.write(toDone(stream, step.key, now()));
        return;
      }
      waiting = waiting.flatMap((known) => {
        if (keyOf(known) !== step.key) return [known];
        return again ? [{ ...known, due: again.getTime(), attempts: known.attempts + 1 }] : [];
      });
      await record();
    },
    async remember(value) {
      await write("SET memory = :memory", { ":memory": toBody(value) });
      memory = value;
    },
    async release(done = []) {
      if (lost.signal.aborted) return undefined;
      if (done.length > 0) await this.complete(done);
      if (recorded < through) await record();
      clearInterval(timer);
      await write("REMOVE lease, leasedUntil").catch((error: unknown) => {
        if (!(error instanceof LeaseLost)) throw error;
      });
      onEnd();
      const next = Math.min(...waiting.map((step) => step.due));
      return Number.isFinite(next) ? new Date(next) : undefined;
    },
  };
}
