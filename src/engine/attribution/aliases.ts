import type { Names } from "../../graph/reach.ts";
import type { Departure } from "../series/departure.ts";
import { settings } from "../settings.ts";
import type { Callee } from "./call-shares.ts";

/** A component that another waits for, with the addresses under which that one knows it too. */
export interface Called extends Callee {
  readonly aliases: readonly Callee[];
}

/** What a component lost. */
export interface Lost {
  readonly departure: Departure | undefined;
  /** Over the departure. */
  readonly total: number;
  /** Whether its requests are counted: only then can its total be compared with another's. */
  readonly counted: boolean;
}

/**
 * Those whom a component waits for, each once. An address that nothing is known behind, and that began to lose when a component
 * beside it did, or one that nobody is seen calling, is that component under another name: X-Ray shows a load balancer's address
 * beside the service that answers behind it.
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

/** Of components that may be behind an address the one that lost the most like it. */
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

/** How many times a component's loss an address lost from the same time on; NaN where not both did, 1 where nobody can tell. */
function timesAsMuch(address: Lost | undefined, component: Lost | undefined): number {
  if (!isStrong(address) || !isStrong(component)) return Number.NaN;
  if (Math.abs(address.departure.from - component.departure.from) > settings.together) return Number.NaN;
  return address.counted && component.counted ? address.total / component.total : 1;
}

function isStrong(lost: Lost | undefined): lost is Lost & { readonly departure: Departure } {
  return lost?.departure !== undefined && lost.departure.strength >= settings.departed && lost.total > 0;
}
