import { streamOf } from "../conversation/streams.ts";
import { type Guarded, type StormMemory, stormAttributes, stormFacts } from "../notification/storm.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { type Group, metaOf, type Route } from "./group.ts";

/** The one message that counts the members. They start no message and no search of their own. */
export async function openStorm(
  { handle, now }: WorkContext,
  number: number,
  { place, also, simulated }: Route,
): Promise<void> {
  const at = now().toISOString();
  const subject = { type: "storm", since: at, ...(simulated && { simulated }) } as const;
  const opening = { number, title: "many alarms at once", subject, place, also, automatic: false, transitions: [] };
  const stream = streamOf(number);
  await handle(stream, { type: "open", ...opening }, { id: `${stream}/open`, actor: gumshoe, at });
}

/** Tells each storm how its members stand, in one command a round. */
export async function updateStorms(
  context: WorkContext,
  told: readonly { readonly group: Group; readonly storm: number | undefined }[],
): Promise<void> {
  for (const storm of new Set(told.flatMap((item) => item.storm ?? []))) {
    const groups = told.filter((item) => item.storm === storm).map(({ group }) => group);
    const members = groups.flatMap(({ groupKey, transitions }) => {
      const last = [...transitions].sort((a, b) => Date.parse(a.alarmAt) - Date.parse(b.alarmAt)).at(-1);
      if (!last) return [];
      const { state, alarmAt, alarm } = last;
      return [
        { groupKey, name: alarm.name, state, alarmAt, facts: stormFacts(alarm), attributes: stormAttributes(alarm) },
      ];
    });
    const [first] = groups;
    if (!first) continue;
    await context.handle(streamOf(storm), { type: "growStorm", members }, metaOf(context, first, `storm/${storm}`));
  }
}

/** How long after a storm's last alarm AWS Health may tell of it. It comes late: 25 minutes are usual, hours are not. */
const ANNOUNCED_WITHIN_MS = 3 * 3_600_000;

/** Adds what AWS Health says to the newest storm, where it names something that its members have; false where it does not. */
export async function announceHealth(context: WorkContext, storm: number | undefined, group: Group): Promise<boolean> {
  const { announcement } = group;
  if (storm === undefined || !announcement) return false;
  const { state } = await context.load(streamOf(storm));
  const last = Math.max(...state.members.map(({ alarmAt }) => Date.parse(alarmAt)));
  const inTime = Math.abs(Date.parse(announcement.at) - last) <= ANNOUNCED_WITHIN_MS;
  const meant = state.members.some(({ attributes = {} }) =>
    announcement.names.some(({ name, value }) => attributes[name] === value),
  );
  if (state.status !== "open" || !inTime || !meant) return false;
  const command = { type: "growStorm", members: [], announced: [announcement] } as const;
  await context.handle(streamOf(storm), command, metaOf(context, group, `storm/${storm}`));
  return true;
}

/** Numbers a storm that begins, and keeps in mind which was the newest. */
export async function withStorm(
  { directory, now }: WorkContext,
  { memory, begins }: Guarded,
  before: StormMemory,
): Promise<StormMemory> {
  const storm = begins ? { number: await directory.nextNumber(), lastAt: now().getTime() } : memory.storm;
  const last = storm?.number ?? before.last ?? before.storm?.number;
  return { openings: memory.openings, ...(storm && { storm }), ...(last !== undefined && { last }) };
}
