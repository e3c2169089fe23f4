import type { Load } from "../handle.ts";
import type { Summary } from "../store/directory.ts";
import type { StormMember } from "./command.ts";
import type { Investigation } from "./state.ts";

/** The title of every storm. */
export const STORM_TITLE = "many alarms at once";
/** The newest open storms that are looked at. */
const MOST = 5;

/** A member of an open storm that has no investigation of its own, and its storm. */
export interface Line {
  readonly storm: Investigation;
  readonly member: StormMember;
}

/** The lines of the newest open storms, by group key. */
export async function openLines(open: readonly Summary[], load: Load): Promise<ReadonlyMap<string, Line>> {
  const storms = open.filter(({ title, groupKey }) => groupKey === undefined && title === STORM_TITLE).slice(0, MOST);
  const states = await Promise.all(storms.map(async ({ stream }) => (await load(stream)).state));
  return new Map(
    states
      .filter(({ subject, status }) => subject?.type === "storm" && status === "open")
      .toReversed()
      .flatMap((storm) =>
        storm.members
          .filter(({ investigation }) => investigation === undefined)
          .map((member) => [member.groupKey, { storm, member }] as const),
      ),
  );
}
