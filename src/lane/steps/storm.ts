import { type StormMemory, stormFacts } from "../../notification/storm.ts";
import { streamOf } from "../../receive.ts";
import { gumshoe, type WorkContext } from "./context.ts";
import { type Group, metaOf, type Route } from "./group.ts";

/** The one message that counts the members. They start no message and no search of their own. */
export async function openStorm({ handle, now }: WorkContext, number: number, { place, also }: Route): Promise<void> {
  const at = now().toISOString();
  const subject = { type: "storm", since: at } as const;
  const opening = { number, title: "many alarms at once", subject, place, also, automatic: false, transitions: [] };
  const stream = streamOf(number);
  await handle(stream, { type: "open", ...opening }, { id: `${stream}/open`, actor: gumshoe, at });
}

/** Tells each storm how its members stand, in one command a round. */
export async function tellStorms(
  context: WorkContext,
  told: readonly { readonly group: Group; readonly storm: number | undefined }[],
): Promise<void> {
  for (const storm of new Set(told.flatMap((item) => item.storm ?? []))) {
    const groups = told.filter((item) => item.storm === storm).map(({ group }) => group);
    const members = groups.flatMap(({ groupKey, transitions }) => {
      const last = [...transitions].sort((a, b) => Date.parse(a.alarmAt) - Date.parse(b.alarmAt)).at(-1);
      if (!last) return [];
      const { state, alarmAt, alarm } = last;
      return [{ groupKey, name: alarm.name, state, alarmAt, facts: stormFacts(alarm) }];
    });
    const [first] = groups;
    if (!first) continue;
    await context.handle(streamOf(storm), { type: "growStorm", members }, metaOf(context, first, `storm/${storm}`));
  }
}

/** Numbers a storm that begins. */
export async function withStorm(
  { directory, now }: WorkContext,
  memory: StormMemory,
  begins: boolean,
): Promise<StormMemory> {
  if (!begins) return memory;
  return { ...memory, storm: { number: await directory.nextNumber(), lastAt: now().getTime() } };
}
