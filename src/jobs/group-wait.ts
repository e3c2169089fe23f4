import { streamOf } from "../conversation/streams.ts";
import type { Investigation } from "../investigation/state.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { fires, type Group } from "./group.ts";
import { toLine } from "./storm.ts";
import type { Found } from "./take-group.ts";

/** A new alarm waits for others of its group, as long as its route says, before it is shown alone. */
export function waiting({ now }: WorkContext, group: Group, { target }: Found): Group {
  const { grouping, held, place, also } = group.route;
  if (!grouping || grouping.waitMs === 0 || held || target || !fires(group)) return group;
  const until = new Date(now().getTime() + grouping.waitMs).toISOString();
  const reason = "waits for others of its group";
  return { ...group, route: { ...group.route, held: { reason, until, place, also: [...also] } } };
}

/** Makes those that wait members of the storm that begins: they are lines of its message, and get none of their own. */
export async function joinWaiting(
  context: WorkContext,
  storm: number,
  openings: readonly { readonly groupKey: string }[],
): Promise<void> {
  const { directory, load, handle, now } = context;
  const stamp = { actor: gumshoe, at: now().toISOString() };
  for (const { groupKey } of openings) {
    const stream = await directory.find(`group/${groupKey}`);
    if (stream === undefined) continue;
    const { state } = await load(stream);
    const line = state.held && lineOf(state, groupKey);
    if (!line) continue;
    await handle(stream, { type: "joinStorm", storm }, { ...stamp, id: `${stream}/join/${storm}` });
    const id = `${streamOf(storm)}/joined/${groupKey}`;
    await handle(streamOf(storm), { type: "growStorm", members: [line] }, { ...stamp, id });
  }
}

function lineOf({ alarm, turns }: Investigation, groupKey: string): ReturnType<typeof toLine> {
  const last = turns.at(-1);
  return alarm && last && toLine({ groupKey, transitions: [{ state: last.state, alarmAt: last.alarmAt, alarm }] });
}
