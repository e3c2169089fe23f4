import { streamOf } from "../conversation/streams.ts";
import { type Guarded, type StormMemory, stormAttributes, stormFacts } from "../notification/storm.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { type Group, type Route, roundMeta } from "./group.ts";

/** Opens the single message that counts the members; these get no message and no investigation of their own. */
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

/** Updates the members' states of each storm, in one command per round. */
export async function updateStorms(
  context: WorkContext,
  updates: readonly { readonly group: Group; readonly storm: number | undefined }[],
): Promise<void> {
  for (const storm of new Set(updates.flatMap((item) => item.storm ?? []))) {
    const groups = updates.filter((item) => item.storm === storm).map(({ group }) => group);
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
    await context.handle(streamOf(storm), { type: "growStorm", members }, roundMeta(context, first, `storm/${storm}`));
  }
}

/** How long after a storm's last alarm a notice of AWS Health may belong to it. Notices take 25 minutes as a rule, not hours. */
const ANNOUNCED_WITHIN_MS = 3 * 3_600_000;

/** Adds an AWS Health notice to the newest storm, if it names something that its members have; returns whether it did. */
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
  await context.handle(streamOf(storm), command, roundMeta(context, group, `storm/${storm}`));
  return true;
}

/** Numbers a new storm, and remembers the newest. */
export async function withStorm(
  { directory, now }: WorkContext,
  { memory, begins }: Guarded,
  before: StormMemory,
): Promise<StormMemory> {
  const storm = begins ? { number: await directory.nextNumber(), lastAt: now().getTime() } : memory.storm;
  const last = storm?.number ?? before.last ?? before.storm?.number;
  return { openings: memory.openings, ...(storm && { storm }), ...(last !== undefined && { last }) };
}
