import { streamOf } from "../conversation/streams.ts";
import type { Investigation } from "../investigation/state.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { fires, type Group, type Route } from "./group.ts";
import { toLine } from "./storm.ts";
import type { FoundGroup } from "./take-group.ts";

/** Why an alarm that waits for others is not shown yet. */
export const WAITS = "waits for others of its group";

/** A new alarm waits for others of its group, as long as its route says, before it is shown alone. */
export function waiting({ now }: WorkContext, group: Group, { target }: FoundGroup): Group {
  if (target || !fires(group)) return group;
  return { ...group, route: waitingUntil(group.route, now().getTime() + waitOf(group.route)) };
}

/** The message of a group is shown when the wait of its first alarm is over; those alarms that come meanwhile are in it. */
export function waitingStorm({ now }: WorkContext, route: Route, openings: readonly { readonly at: number }[]): Route {
  const first = Math.min(now().getTime(), ...openings.map(({ at }) => at));
  const until = first + waitOf(route);
  return until > now().getTime() ? waitingUntil(route, until) : route;
}

function waitOf({ grouping }: Route): number {
  return grouping?.waitMs ?? 0;
}

function waitingUntil(route: Route, until: number): Route {
  const { held, place, also } = route;
  if (waitOf(route) === 0 || held) return route;
  return { ...route, held: { reason: WAITS, until: new Date(until).toISOString(), place, also: [...also] } };
}

/** Makes those that wait members of the storm that begins: they are lines of its message, and get none of their own. */
export async function joinWaiting(
  context: WorkContext,
  storm: number,
  openings: readonly { readonly groupKey: string }[],
): Promise<void> {
  for (const { groupKey } of openings) {
    const stream = await context.directory.find(`group/${groupKey}`);
    if (stream === undefined) continue;
    const { state } = await context.load(stream);
    await joinStorm(context, storm, { stream, state });
  }
}

/** Makes an alarm that is held back a line of a storm. */
export async function joinStorm(
  { handle, now }: WorkContext,
  storm: number,
  { stream, state }: { readonly stream: string; readonly state: Investigation },
): Promise<void> {
  const line = state.held && lineOf(state);
  if (!line) return;
  const stamp = { actor: gumshoe, at: now().toISOString() };
  await handle(stream, { type: "joinStorm", storm }, { ...stamp, id: `${stream}/join/${storm}` });
  const id = `${streamOf(storm)}/joined/${line.groupKey}`;
  await handle(streamOf(storm), { type: "growStorm", members: [line] }, { ...stamp, id });
}

function lineOf({ alarm, turns, groupKey }: Investigation): ReturnType<typeof toLine> {
  const last = turns.at(-1);
  if (!alarm || !last || groupKey === undefined) return undefined;
  return toLine({ groupKey, transitions: [{ state: last.state, alarmAt: last.alarmAt, alarm }] });
}
