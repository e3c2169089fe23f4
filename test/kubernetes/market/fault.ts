import type { Market } from "./market.ts";

/** A fault of the market: the object that must be named, and the kinds of reason that are right for it. */
export interface Fault {
  readonly kinds: readonly string[];
  readonly object: string;
  readonly name: string;
  change(market: Market): void;
}

export const fault = (kinds: string, object: string, name: string, change: (market: Market) => void): Fault => ({
  kinds: kinds.split(" "),
  object,
  name,
  change,
});
