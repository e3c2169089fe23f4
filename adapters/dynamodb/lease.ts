import { LeaseLost } from "../../src/errors.ts";
import type { LaneName } from "../../src/events/work.ts";
import { EXTEND_MS, LEASE_MS } from "../../src/store/store.ts";
import { dueValues } from "./due.ts";
import type { Holdings, LaneHolding } from "./holdings.ts";
import { type Attributes, isConditionFailure, type Table } from "./table.ts";

/** A change of a lane's item, in the clauses of DynamoDB's update expressions. */
export interface ItemUpdate {
  readonly set?: readonly string[];
  readonly remove?: readonly string[];
  readonly values?: Attributes;
}

/** The item of a lane, written only by who holds its lease. */
export interface Lease {
  /** Aborted with a LeaseLost when another process has the lane. */
  readonly signal: AbortSignal;
  /** When it runs out if it is not extended, in epoch milliseconds. */
  readonly until: number;
  /** @throws {LeaseLost} if it is lost or has run out. */
  check(): void;
  /** Fails as `check` does. */
  write(update: ItemUpdate): Promise<void>;
  /** Extends it no more; who releases the lane writes that himself. */
  end(): void;
}

export interface Leased {
  readonly stream: string;
  readonly lane: LaneName;
  readonly holding: LaneHolding;
  readonly Key: Attributes;
  readonly lease: string;
  readonly until: number;
}

interface LeaseDeps {
  readonly table: Table;
  readonly holdings: Holdings;
  readonly now: () => Date;
}

/** Keeps a lease that was just taken, and extends it until it ends. */
export function keepLease({ table, holdings, now }: LeaseDeps, leased: Leased): Lease {
  const { stream, lane, holding, Key } = leased;
  const lost = new AbortController();
  let { until } = leased;
  const timer = setInterval(() => void extend().catch(() => undefined), EXTEND_MS);
  timer.unref();

  function end(): void {
    clearInterval(timer);
    holdings.end(stream, lane);
  }

  function lose(): LeaseLost {
    const error = new LeaseLost(`The ${lane} lane of ${stream} is held by another process.`);
    lost.abort(error);
    end();
    return error;
  }

  function check(): void {
    if (lost.signal.aborted || now().getTime() >= until) throw lose();
  }

  async function write({ set = [], remove = [], values = {} }: ItemUpdate): Promise<void> {
    check();
    const clauses = [
      ...(set.length > 0 ? [`SET ${set.join(", ")}`] : []),
      ...(remove.length > 0 ? [`REMOVE ${remove.join(", ")}`] : []),
    ];
    try {
      await table.client.updateItem({
        TableName: table.name,
        Key,
        UpdateExpression: clauses.join(" "),
        ConditionExpression: "lease = :lease",
        ExpressionAttributeValues: { ...values, ":lease": { S: leased.lease } },
      });
    } catch (error) {
      throw isConditionFailure(error) ? lose() : error;
    }
  }

  /** While it is held a lane is in the index for the end of its lease. */
  async function extend(): Promise<void> {
    const next = now().getTime() + LEASE_MS;
    const values = { ...dueValues(next), ":until": { N: String(next) } };
    await write({ set: ["leasedUntil = :until", "due = :due", "dueAt = :dueAt"], values });
    until = next;
    holding.coveredUntil = next;
  }

  return {
    signal: lost.signal,
    get until() {
      return until;
    },
    check,
    write,
    end,
  };
}
