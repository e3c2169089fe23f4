import { mapInBatches } from "../concurrency/in-batches.ts";
import { numberOf, streamOf } from "../conversation/streams.ts";
import { NotYet } from "../errors.ts";
import { type Investigation, isFiring } from "../investigation/state.ts";
import { STORM_LIMITS } from "../notification/storm.ts";
import type { WorkContext } from "./context.ts";
import { joinStorm, WAITS } from "./group-wait.ts";
import { groupingOf } from "./grouping.ts";
import { openStorm } from "./storm.ts";
import { gatheringOf } from "./storm-memories.ts";

/** The newest open investigations that are considered. */
const MOST = 1_000;
const AT_ONCE = 16;
/** The others begin when the first has opened the message. */
const AGAIN_MS = 1_000;

/**
 * Alarms whose hold ends at the same time are one message, a storm, if they are more than a storm's limit: each joins it, the first opens it.
 * Returns false for one that is to be shown alone.
 */
export async function releaseTogether(context: WorkContext, stream: string, state: Investigation): Promise<boolean> {
  const { directory, load } = context;
  const { held, routed } = state;
  const shared = sharedBy(context, state);
  if (!held || !shared) return false;
  const name = `delivery/${shared.key}`;
  const known = await directory.find(name);
  if (known === undefined) {
    const waiting = await waitingWith(context, shared.key);
    if (waiting.length <= shared.many) return false;
    if (waiting[0] !== stream) throw new NotYet("the first of them opens the message", { afterMs: AGAIN_MS });
  }
  const storm = known ?? (await directory.claim(name, streamOf(await directory.nextNumber())));
  const { place, also } = held;
  await openStorm(context, numberOf(storm), { place, also, simulated: false, ...(routed && { routed }) }, shared.key);
  if ((await load(storm)).state.status !== "open") return false;
  await joinStorm(context, numberOf(storm), { stream, state });
  return true;
}

/** What alarms share that are shown together: the end of their hold, and what makes one message of others. */
function sharedBy(
  { router }: WorkContext,
  { held, routed, subject }: Investigation,
): { readonly key: string; readonly many: number } | undefined {
  if (!router || !held || !routed || subject?.type !== "alarm" || held.reason === WAITS) return undefined;
  const labels = new Map(Object.entries(routed.labels));
  const grouping = groupingOf(router.decide(labels), labels);
  const { until, place, also } = held;
  const gathering = gatheringOf({ place, also, routed, ...(grouping && { grouping }) });
  return { key: `released/${until}/${gathering}`, many: grouping?.limits.many ?? STORM_LIMITS.many };
}

/** The streams of all alarms that still fire and are held under a key, in order. */
async function waitingWith(context: WorkContext, key: string): Promise<readonly string[]> {
  const { directory, load } = context;
  const open = await directory.list("open", MOST);
  const states = await mapInBatches(open, AT_ONCE, async ({ stream }) => ({
    stream,
    state: (await load(stream, 1)).state,
  }));
  return states
    .flatMap(({ stream, state }) => (isFiring(state) && sharedBy(context, state)?.key === key ? stream : []))
    .sort();
}
