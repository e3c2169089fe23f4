import type { Investigation } from "../investigation/state.ts";
import { isFiring } from "../investigation/state.ts";
import type { Labels } from "../routing/labels.ts";
import { mutedBy } from "../routing/route.ts";
import type { Router, RoutingDecision } from "../routing/router.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { createFiringAlarms, type FiringAlarms, inhibitedBy } from "./inhibit.ts";
import { releaseTogether } from "./release-together.ts";

const MINUTE_MS = 60_000;
/** The longest time after which a mute is looked at again, minutes. */
const MOST_MINUTES = 60;
/** An inhibited alarm is looked at again after so long. */
const INHIBITED_MS = 5 * MINUTE_MS;

/** Why something is not shown now, and when it is looked at again (ISO). */
export interface Withheld {
  readonly reason: string;
  readonly until: string;
}

/** Whether a notification waits: all its routes are muted now, or an alarm that fires inhibits it. `groupKey` is its own. */
export async function holdOf(
  { now }: WorkContext,
  router: Router,
  firing: FiringAlarms,
  {
    labels,
    decision,
    groupKey,
  }: { readonly labels: Labels; readonly decision: RoutingDecision; readonly groupKey: string },
): Promise<Withheld | undefined> {
  const at = now();
  const muted = muteOf(decision, at);
  if (muted !== undefined) {
    let minutes = 1;
    while (minutes < MOST_MINUTES && muteOf(decision, new Date(at.getTime() + minutes * MINUTE_MS))) minutes += 1;
    // From the beginning of a minute: intervals end there.
    const until = Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS + minutes * MINUTE_MS;
    return { reason: muted, until: new Date(until).toISOString() };
  }
  const inhibitor = await inhibitedBy(firing, router.routing.inhibitRules, { labels, decision, groupKey });
  if (inhibitor === undefined) return undefined;
  return { reason: `inhibited by ${inhibitor}`, until: new Date(at.getTime() + INHIBITED_MS).toISOString() };
}

/** The reason of each route, if all routes are muted at a time. */
function muteOf({ routes }: RoutingDecision, at: Date): string | undefined {
  const reasons = routes.map((route) => ({ path: route.path, reason: mutedBy(route, at) }));
  if (reasons.some(({ reason }) => reason === undefined)) return undefined;
  return reasons.map(({ path, reason }) => `${path} is ${reason}`).join(", ");
}

/** Shows what was held back, if nothing keeps it back any longer and it still concerns somebody; else it waits on. */
export async function releaseHeld(context: WorkContext, stream: string, step: string): Promise<void> {
  const { state } = await context.load(stream);
  if (!state.held || !isPending(state)) return;
  const hold = await stillHeld(context, state);
  if (!hold && (await releaseTogether(context, stream, state))) return;
  const meta = { id: step, actor: gumshoe, at: context.now().toISOString() };
  await context.handle(stream, hold ? { type: "holdOn", ...hold } : { type: "release" }, meta);
}

/** What recovered while it was held back is not shown any more. */
function isPending(state: Investigation): boolean {
  if (state.subject?.type === "storm") return state.members.some((member) => member.state === "ALARM");
  return state.subject?.type === "notice" ? state.status !== "closed" : isFiring(state);
}

async function stillHeld(
  context: WorkContext,
  { routed, groupKey = "" }: Investigation,
): Promise<Withheld | undefined> {
  const { router } = context;
  if (!router || !routed) return undefined;
  const labels = new Map(Object.entries(routed.labels));
  return holdOf(context, router, createFiringAlarms(context), { labels, decision: router.decide(labels), groupKey });
}
