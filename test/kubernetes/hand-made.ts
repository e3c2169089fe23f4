import type { ClusterCase } from "../../bench/cluster-cases.ts";
import { parseState } from "../../src/kubernetes/parse-state.ts";
import { cases } from "./cases.ts";
import { type DocumentedCase, documented } from "./documented.ts";
import { harmless } from "./harmless.ts";
import { marketCases } from "./market.ts";
import { documentsOf, healthyShop, NOW, type Shop } from "./shop.ts";

/** The hand-made states as cases of the bench. */
export function handMade(): readonly ClusterCase[] {
  const stateOf = (change: (shop: Shop) => void): ClusterCase["state"] => {
    const shop = healthyShop();
    change(shop);
    return parseState(documentsOf(shop), { now: NOW, logs: shop.logs });
  };
  const fault = ({ name, change, kinds, object }: DocumentedCase): ClusterCase => {
    const [of = "", path] = object.split(" ");
    const target = path === undefined ? { name: of } : { kind: of, name: path.split("/").at(-1) ?? "" };
    return { name, state: stateOf(change), expected: { object: target, reason: [...kinds] } };
  };
  const faults = [...cases.map(({ kind, ...rest }) => ({ ...rest, kinds: [kind] })), ...documented].map(fault);
  const well = Object.entries(harmless).map(
    ([name, change]): ClusterCase => ({
      name,
      state: stateOf(change),
      expected: { healthy: true },
    }),
  );
  return [...faults, ...well, ...marketCases(), ...marketCases({ isNoisy: true })];
}
