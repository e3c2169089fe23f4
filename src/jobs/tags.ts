import { boundedWords } from "../notification/notification.ts";
import { validLink } from "../notification/runbook.ts";
import type { WorkContext } from "./context.ts";
import { fires, type Group } from "./group.ts";

/** As AWS allows for a tag's value. */
const LONGEST = 256;

/** Adds the tags of a group's alarm to its alarm, if a source tells them; the tag `runbook` is the runbook where no other is known. */
export async function withTags({ tagsOf }: WorkContext, group: Group): Promise<Group> {
  const arn = group.transitions.at(-1)?.alarm.arn;
  if (!tagsOf || arn === undefined || group.route.simulated || !fires(group)) return group;
  const told = Object.entries(await tagsOf(arn)).map(([name, value]) => [name, boundedWords(value, LONGEST)]);
  if (told.length === 0) return group;
  const tags: Record<string, string> = Object.fromEntries(told);
  const link = Object.hasOwn(tags, "runbook") ? validLink(tags.runbook ?? "") : undefined;
  const transitions = group.transitions.map((transition) => {
    const { alarm } = transition;
    const runbook = alarm.runbook ?? link;
    return { ...transition, alarm: { ...alarm, tags, ...(runbook !== undefined && { runbook }) } };
  });
  return { ...group, transitions };
}
