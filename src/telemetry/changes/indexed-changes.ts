import { messageOf } from "../../errors.ts";
import type { Change } from "../../findings/change.ts";
import type { Seen, Window } from "../../findings/measured.ts";
import { gapOf } from "../ports/gap.ts";
import type { Changes, Telemetry } from "../ports/ports.ts";
import { plainAction } from "./call-parameters.ts";
import { type ChangeIndex, type Indexed, lastPart } from "./change-index.ts";
import { SOMEBODY } from "./cloudtrail-record.ts";

/** The account id and Region of the telemetry. Changes of another account or Region are left out. */
export interface Place {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** Reports of the same change by two sources are at most this far apart, seconds. */
const SAME_WITHIN = 60;

/**
 * Telemetry with the merged changes of the index and the source.
 *
 * The horizon is the source's, because changes may be missing from the index. It is the index's later one only if a single resource is
 * asked for by its ARN, calls of its service arrived in the last 24 hours, and the index has all changes that the source has. If the
 * source fails, the result is the index's changes and a gap; if the index has none either, the source's error is thrown.
 */
export function withIndex(telemetry: Telemetry, index: ChangeIndex, place: Place = {}): Telemetry {
  const { changes } = telemetry;
  return {
    ...telemetry,
    changes: { during: (window, signal, resource) => ask(changes, index, place, { window, signal, resource }) },
  };
}

interface Asked {
  readonly window: Window;
  readonly signal: AbortSignal;
  readonly resource: string | undefined;
}

async function ask(
  source: Changes,
  index: ChangeIndex,
  place: Place,
  { window, signal, resource }: Asked,
): Promise<Seen<readonly Change[]>> {
  const [indexed, known] = await Promise.allSettled([
    index.during(window, resource),
    source.during(window, signal, resource),
  ]);
  signal.throwIfAborted();
  if (indexed.status === "rejected") {
    if (known.status === "rejected") throw known.reason;
    const gap = { what: "changes as they happened", reason: messageOf(indexed.reason), remedy: "look again" };
    return { ...known.value, gaps: [...known.value.gaps, gap] };
  }
  const told = indexed.value.value.filter(({ detail }) => isHere(detail, place));
  if (known.status === "fulfilled") return both(told, indexed.value, known.value);
  if (told.length === 0 && !indexed.value.complete) throw known.reason;
  return { ...indexed.value, value: merge(told, []), gaps: [gapOf("changes", known.reason), ...indexed.value.gaps] };
}

function both(told: readonly Change[], indexed: Indexed, known: Seen<readonly Change[]>): Seen<readonly Change[]> {
  const ids = new Set(indexed.value.map(({ id }) => id));
  const later = indexed.complete && known.value.every(({ id }) => ids.has(id)) ? indexed.horizon : known.horizon;
  return {
    value: merge(told, known.value),
    horizon: Math.max(known.horizon, later),
    gaps: [...known.gaps, ...indexed.gaps],
  };
}

/** Whether a change is of this account and Region; a change without them may be. */
function isHere(detail: Change["detail"], { account, region }: Place): boolean {
  const same = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other;
  return same(detail.account, account) && same(detail.region, region);
}

/**
 * Merges the changes of the index and the source, oldest first. The same call has the same id in both. Any other event (its id has a
 * prefix: `ecs:…`) is merged with a call with the same name and resources at about the same time, if there is one.
 */
export function merge(told: readonly Change[], known: readonly Change[]): readonly Change[] {
  const calls = new Map(known.map((change) => [change.id, change]));
  const events: Change[] = [];
  for (const change of told) {
    const same = calls.get(change.id);
    if (same) calls.set(change.id, joined(change, same));
    else if (change.id.includes(":")) events.push(change);
    else calls.set(change.id, change);
  }
  const byName = Map.groupBy(calls.values(), ({ action }) => plainAction(action));
  for (const event of events) {
    const named = byName.get(plainAction(event.action)) ?? [];
    const call = named.find((each) => calls.get(each.id) === each && isSame(event, each));
    if (call) calls.set(call.id, joined(event, call));
    else calls.set(event.id, event);
  }
  return [...calls.values()].sort((one, other) => one.at - other.at);
}

/** The index's data takes precedence; the actor is CloudTrail's if the index has none. */
function joined(told: Change, known: Change): Change {
  const link = told.link ?? known.link;
  const parameters = { ...known.parameters, ...told.parameters };
  return {
    id: told.id,
    at: Math.min(told.at, known.at),
    action: told.action,
    actor: told.actor === SOMEBODY ? known.actor : told.actor,
    resources: [...new Set([...told.resources, ...known.resources])],
    detail: { ...known.detail, ...told.detail },
    ...(Object.keys(parameters).length > 0 && { parameters }),
    ...(link !== undefined && { link }),
  };
}

/** Whether both are at about the same time, and the call has all resources of the event: a common cluster alone is not enough. */
function isSame(event: Change, call: Change): boolean {
  const names = new Set(call.resources.flatMap((name) => [name, lastPart(name)]));
  const all = event.resources.every((name) => names.has(name) || names.has(lastPart(name)));
  return all && event.resources.length > 0 && Math.abs(event.at - call.at) <= SAME_WITHIN;
}
