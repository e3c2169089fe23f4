import { messageOf } from "../../errors.ts";
import type { Change } from "../../findings/change.ts";
import type { Seen, Window } from "../../findings/measured.ts";
import { gapOf } from "../ports/gap.ts";
import type { Changes, Telemetry } from "../ports/ports.ts";
import { plainAction } from "./call-parameters.ts";
import { type ChangeIndex, type Indexed, lastPart } from "./change-index.ts";
import { SOMEBODY } from "./cloudtrail-record.ts";

/** Where the telemetry looks: an account's id and a Region. What is known to have been elsewhere is left out. */
export interface Place {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
}

/** Two sources tell of the same change within this time, seconds. */
const SAME_WITHIN = 60;

/**
 * Telemetry whose changes come from the index and from the source side by side, what both know merged.
 *
 * The horizon is the source's, because nobody knows what the index was never sent. It is the index's, where that is later, only
 * for one resource by its ARN, whose service's calls were heard in the last 24 hours, and only if the index lacks nothing that the
 * source knows of it. Where the source cannot be looked at, the index answers with the gap kept; when it has nothing to say either,
 * the source's error stands.
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

/** A change that says nothing of an account or a Region may have been anywhere. */
function isHere(detail: Change["detail"], { account, region }: Place): boolean {
  const same = (one: string | undefined, other: string | undefined) =>
    one === undefined || other === undefined || one === other;
  return same(detail.account, account) && same(detail.region, region);
}

/**
 * One list of what the index was told and what the source knows, oldest first. The same call has the same id in both. Any other
 * event (its id has a prefix: `ecs:…`) stands for the one call of its name on what it names, if one was made at that time.
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

/** What the index was told wins; who did it is CloudTrail's where the index does not know. */
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

/** At the same time, and the call names all that the event names: a shared cluster alone makes two services no one. */
function isSame(event: Change, call: Change): boolean {
  const names = new Set(call.resources.flatMap((name) => [name, lastPart(name)]));
  const all = event.resources.every((name) => names.has(name) || names.has(lastPart(name)));
  return all && event.resources.length > 0 && Math.abs(event.at - call.at) <= SAME_WITHIN;
}
