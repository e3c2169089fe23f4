import type { Names } from "../../graph/reach.ts";
import type { Departure } from "../series/departure.ts";
import { settings } from "../settings.ts";
import type { Callee } from "./call-shares.ts";

/** A callee with the addresses under which its caller knows it, too. */
export interface Called extends Callee {
  readonly aliases: readonly Callee[];
}

/** The loss of a component. */
export interface Lost {
  readonly departure: Departure | undefined;
  /** Summed over the departure. */
  readonly total: number;
  /** Whether its requests are counted: only then can totals be compared. */
  readonly counted: boolean;
}

/**
 * The callees of a component without duplicates. An address without dependencies of its own that began to lose together with another
 * callee, or with a component that has no callers, is that component under another name: X-Ray shows a load balancer's address beside the
 * service behind it.
 */
export function calledBy(
  callees: readonly Callee[],
  { ends, entries }: Names,
  lossOf: (component: string) => Lost | undefined,
): readonly Called[] {
  const beside = callees.filter(({ id }) => !ends.has(id));
  const unseen = entries.map((id) => ({ id, share: 0 }));
  const found = new Map(beside.map((callee): [string, Called] => [callee.id, { ...callee, aliases: [] }]));
  for (const address of callees.filter(({ id }) => ends.has(id))) {
    const lost = lossOf(address.id);
    const other = ({ id }: Callee): boolean => !ends.get(address.id)?.has(id);
    const behind = likest(lost, beside.filter(other), lossOf) ?? likest(lost, unseen.filter(other), lossOf);
    const before = found.get((behind ?? address).id) ?? { ...(behind ?? address), aliases: [] };
    found.set(before.id, behind ? { ...before, aliases: [...before.aliases, address] } : before);
  }
  return [...found.values()];
}

/** Of the components that may be behind an address, the one with the most similar loss. */
function likest(
  address: Lost | undefined,
  among: readonly Callee[],
  lossOf: (component: string) => Lost | undefined,
): Callee | undefined {
  const alike = among.flatMap((callee) => {
    const times = timesAsMuch(address, lossOf(callee.id));
    const isNearby =
      callee.share > 0 ? times <= settings.alike : times <= settings.alike && times >= 1 / settings.alike;
    return isNearby ? [{ callee, apart: Math.abs(Math.log(times)) }] : [];
  });
  return alike.toSorted((one, other) => one.apart - other.apart)[0]?.callee;
}

/** The ratio of the losses of an address and a component that began together; NaN unless both lost, 1 if their totals cannot be compared. */
function timesAsMuch(address: Lost | undefined, component: Lost | undefined): number {
  if (!isStrong(address) || !isStrong(component)) return Number.NaN;
  if (Math.abs(address.departure.from - component.departure.from) > settings.together) return Number.NaN;
  return address.counted && component.counted ? address.total / component.total : 1;
}

function isStrong(lost: Lost | undefined): lost is Lost & { readonly departure: Departure } {
  return lost?.departure !== undefined && lost.departure.strength >= settings.departed && lost.total > 0;
}
