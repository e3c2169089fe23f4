import type { Change } from "../../findings/change.ts";
import { plainAction } from "./call-parameters.ts";
import { lastPart } from "./change-index.ts";
import { SOMEBODY } from "./cloudtrail-record.ts";

/** Two sources tell of the same change within this time, seconds. */
const SAME_WITHIN = 60;

/**
 * Merges what a feed delivered with what a record knows into one list, oldest first. The same call has the same id in both. Any other
 * event (its id has a prefix: `ecs:…`) stands for the one call of its name on what it names, if one was made at that time.
 */
export function mergeDuplicates(told: readonly Change[], known: readonly Change[]): readonly Change[] {
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

/** What the feed delivered wins; the actor is the record's where the feed does not know it. */
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
