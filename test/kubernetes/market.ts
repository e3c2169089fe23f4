import type { ClusterCase } from "../../bench/cluster-cases.ts";
import { parseState } from "../../src/kubernetes/parse-state.ts";
import type { Fault } from "./market/fault.ts";
import { goodDay, type Market, NOW } from "./market/market.ts";
import { mixed } from "./market/mixed.ts";
import { addNoise } from "./market/noise.ts";
import { starting } from "./market/starting.ts";
import { good, working } from "./market/working.ts";

/** The states of the market as cases of the bench, also with the noise that every namespace has. */
export function marketCases({ isNoisy = false } = {}): readonly ClusterCase[] {
  return [
    ...[...starting, ...working, ...mixed].map((each) => toCase(each, isNoisy)),
    ...Object.entries(good).map(
      ([name, change]): ClusterCase => ({ name, state: stateAfter(change, isNoisy), expected: { healthy: true } }),
    ),
  ];
}

function toCase({ name, kinds, object, change }: Fault, isNoisy: boolean): ClusterCase {
  const words = object.split(" ");
  const objects = words
    .filter((_, index) => index % 2 === 1)
    .map((each, index) => ({ kind: words[index * 2] ?? "", name: each }));
  return { name, state: stateAfter(change, isNoisy), expected: { object: objects, reason: [...kinds] } };
}

function stateAfter(change: (market: Market) => void, isNoisy: boolean): ClusterCase["state"] {
  const market = goodDay();
  change(market);
  if (isNoisy) addNoise(market);
  return parseState(market.documents(), { now: NOW, logs: market.logs });
}
