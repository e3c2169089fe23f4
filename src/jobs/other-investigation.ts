import { mapInBatches } from "../concurrency/in-batches.ts";
import type { Evidence, Notice } from "../events/events.ts";
import { concerns, investigatorOf } from "../notification/other-investigation.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import type { Group } from "./group.ts";

/** Open investigations that are compared, the newest, and how many at once. */
const MOST_OPEN = 200;
const AT_ONCE = 8;

/**
 * Takes what another system's investigation tells as evidence of the open investigations that it concerns; false if it concerns none, or is
 * no such notice. A notice that is simulated concerns none.
 */
export async function takeOtherInvestigation(context: WorkContext, group: Group): Promise<boolean> {
  const { directory, load, handle, now } = context;
  const { notice, ids, route } = group;
  const investigator = notice && investigatorOf(notice);
  if (!notice || investigator === undefined || route.simulated) return false;
  const open = await directory.list("open", MOST_OPEN);
  const taken = await mapInBatches(open, AT_ONCE, async ({ stream }) => {
    const { alarm, status } = (await load(stream)).state;
    if (status !== "open" || !alarm || alarm.simulated || !concerns(notice, alarm)) return false;
    const command = { type: "recordOutside", evidence: evidenceOf(notice, investigator, now()), notice } as const;
    await handle(stream, command, { id: `${ids.join(" ")}/outside`, actor: gumshoe, at: now().toISOString() });
    return true;
  });
  return taken.includes(true);
}

function evidenceOf({ title, text, at, source }: Notice, investigator: string, now: Date): Evidence {
  const time = Date.parse(at ?? now.toISOString()) / 1000;
  const said = text === "" ? title : `${title}: ${text}`;
  return {
    kind: "investigation",
    sentence: `${investigator} says: ${said}`.replaceAll(/\s+/g, " ").slice(0, 500),
    figures: {},
    query: `event of ${source}`,
    window: { start: time, end: time },
    horizon: time,
  };
}
