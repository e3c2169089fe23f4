import type { Part } from "./graph.ts";
import type { Levers } from "./levers.ts";

/** Shares of throttled requests by reason. */
export interface Throttling {
  readonly hotKey: number;
  readonly provisioned: number;
  readonly maximum: number;
  readonly account: number;
  readonly concurrency: number;
}

/** The capacity that a part uses in a minute, and the requests that exceed it. */
export interface Capacity {
  readonly throttling: Throttling;
  /** The share of requests that fail after the caller's retries. */
  readonly refused: number;
  /** Read capacity units per minute. */
  readonly consumed: number;
  /** Infinity without a limit. */
  readonly limit: number;
}

const unitsPerRequest = 2.5;
const headroom = { provisioned: 2.2, maximum: 2.4 } as const;
/** The share of throttled reads that fail in spite of the SDK's retries. */
const notSaved = 0.35;

/** The capacity of a part, by its usual requests and its work relative to them. */
export function capacityOf(part: Part, usual: number, work: number, levers: Levers): Capacity {
  const limit = limitOf(part, usual * unitsPerRequest, levers);
  const wish = (work + levers.consumed) * usual * unitsPerRequest;
  const excess = Math.max(0, 1 - limit / wish);
  const throttling = {
    hotKey: levers.hotKey,
    account: levers.account,
    concurrency: levers.concurrency,
    provisioned: part.mode === "provisioned" ? excess : 0,
    maximum: part.mode === "on-demand with a maximum" ? excess : 0,
  };
  return {
    throttling,
    refused: throttling.concurrency + notSaved * throttledShare(throttling),
    consumed: Math.min(wish * (1 - throttling.hotKey) * (1 - throttling.account), limit),
    limit,
  };
}

/** The share of requests that a table throttles at first, for any reason. */
export function throttledShare({ hotKey, provisioned, maximum, account }: Throttling): number {
  return Math.min(0.95, hotKey + provisioned + maximum + account);
}

function limitOf(part: Part, usualUnits: number, levers: Levers): number {
  switch (part.mode) {
    case "provisioned":
      return wholeUnits(usualUnits * headroom.provisioned * levers.provisioned);
    case "on-demand with a maximum":
      return wholeUnits(usualUnits * headroom.maximum);
    case "on-demand":
    case undefined:
      return Number.POSITIVE_INFINITY;
    default:
      return part.mode satisfies never;
  }
}

/** Limits are whole units per second. */
function wholeUnits(perMinute: number): number {
  return Math.round(perMinute / 60) * 60;
}
