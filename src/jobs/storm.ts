import { chunksOf } from "../chunks.ts";
import { streamOf } from "../conversation/streams.ts";
import type { StormMember } from "../investigation/command.ts";
import { memberOf } from "../investigation/member-of.ts";
import type { Investigation } from "../investigation/state.ts";
import { STORM_TITLE } from "../investigation/storm-lines.ts";
import { type Guarded, type StormMemory, stormAttributes, stormFacts } from "../notification/storm.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { digestOf, fires, type Group, type Route, roundMeta } from "./group.ts";

/**
 * Opens the single message that counts the members; these get no message and no investigation of their own. `begunBy` is the id of what
 * began it; opening it twice changes nothing.
 */
export async function openStorm(
  { handle, now }: WorkContext,
  number: number,
  { place, also, simulated, routed, held }: Pick<Route, "place" | "also" | "simulated" | "routed" | "held">,
  begunBy = streamOf(number),
): Promise<void> {
  const at = now().toISOString();
  const subject = { type: "storm", since: at, ...(simulated && { simulated }) } as const;
  const opening = {
    number,
    title: STORM_TITLE,
    subject,
    place: held ? "" : place,
    also: held ? [] : also,
    automatic: false,
    transitions: [],
    ...(routed && { routed }),
    ...(held && { held }),
  };
  await handle(streamOf(number), { type: "open", ...opening }, { id: `${begunBy}/open`, actor: gumshoe, at });
}

/** Updates the members' states of each storm, in one command per round. */
export async function updateStorms(
  context: WorkContext,
  updates: readonly { readonly group: Group; readonly storm: number | undefined }[],
): Promise<void> {
  for (const storm of new Set(updates.flatMap((item) => item.storm ?? []))) {
    const groups = updates.filter((item) => item.storm === storm).map(({ group }) => group);
    for (const some of chunksOf(groups, LINES_A_COMMIT)) {
      const [first] = some;
      if (!first) continue;
      const members = some.flatMap((group) => toLine(group) ?? []);
      await context.handle(
        streamOf(storm),
        { type: "growStorm", members },
        roundMeta(context, first, `storm/${storm}/${digestOf(some.flatMap(({ ids }) => ids))}`),
      );
    }
  }
}

/** So many alarms, described, are far below what one commit may have. */
const LINES_A_COMMIT = 50;
/** A longer description of an alarm is left out: it begins with less when it is opened. */
const LONGEST_ALARM = 4_000;

/** How a group stands now, as a line of a storm. */
export function toLine({ groupKey, transitions }: Pick<Group, "groupKey" | "transitions">): StormMember | undefined {
  const last = [...transitions].sort((a, b) => Date.parse(a.alarmAt) - Date.parse(b.alarmAt)).at(-1);
  if (!last) return undefined;
  const { state, alarmAt, alarm } = last;
  const described = JSON.stringify(alarm).length <= LONGEST_ALARM;
  const [facts, attributes] = [stormFacts(alarm), stormAttributes(alarm)];
  return { groupKey, name: alarm.name, state, alarmAt, facts, attributes, ...(described && { alarm }) };
}

/** The newest storm of a channel, if it is open: its members are lines of it. */
export async function newestStorm(
  { load }: WorkContext,
  { storm, last }: StormMemory,
): Promise<Investigation | undefined> {
  const number = storm?.number ?? last;
  if (number === undefined) return undefined;
  const { state } = await load(streamOf(number), 1);
  return state.status === "open" ? state : undefined;
}

/** Whether a group is told in a storm's line: it is one, and does not fire anew after the storm is over. */
export function isLine(storm: Investigation | undefined, group: Group, running: boolean): boolean {
  const line = storm && memberOf(storm, group.groupKey);
  return line !== undefined && (running || line.state === "ALARM" || !fires(group));
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
