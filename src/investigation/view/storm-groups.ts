import type { StormMember } from "../command.ts";

/** Members of a storm that are alarms of one AWS service, or on one namespace of own metrics; the largest group comes first. */
export interface StormGroup {
  readonly name: string;
  readonly members: readonly StormMember[];
}

/** A value that members have, and how many have it. */
export type Count = readonly [value: string, members: number];

/** Groups a storm's members by what they are alarms of. Each member is in one group, in order of its name. */
export function groupsOf(members: readonly StormMember[]): readonly StormGroup[] {
  const oneRegion = countsOf(members, "Region").length <= 1;
  const byName = Map.groupBy(members, (member) => groupNameOf(member, oneRegion));
  return [...byName]
    .map(([name, grouped]) => ({ name, members: grouped.toSorted(inOrder) }))
    .toSorted((one, other) => other.members.length - one.members.length || inOrder(one, other));
}

/** Counts the values of an attribute, the most frequent first; members that do not tell it are not counted. */
export function countsOf(members: readonly StormMember[], attribute: string): readonly Count[] {
  const told = members.flatMap(({ attributes }) => attributes?.[attribute] ?? []);
  const counts = [...Map.groupBy(told, (value) => value)].map(([value, same]): Count => [value, same.length]);
  return counts.toSorted((one, other) => other[1] - one[1] || one[0].localeCompare(other[0]));
}

const SERVICE_WITHOUT_REGION = / in [a-z]{2}(?:-[a-z]+)+-\d$/;

function groupNameOf({ attributes, facts }: StormMember, oneRegion: boolean): string {
  const service = attributes?.service;
  if (service !== undefined) return oneRegion ? service.replace(SERVICE_WITHOUT_REGION, "") : service;
  const namespace = facts.find((fact) => fact.startsWith("namespace "));
  return namespace?.slice("namespace ".length) ?? "Other alarms";
}

/** Names in the order of a reader: alarm-2 before alarm-10. */
const order = new Intl.Collator("en", { numeric: true });

function inOrder(one: { readonly name: string }, other: { readonly name: string }): number {
  return order.compare(one.name, other.name);
}
