import type { Alarm, Notice } from "../events/events.ts";
import { namedBy } from "../telemetry/resources/naming-dimensions.ts";

/** The services whose events tell of investigations of their own: AWS DevOps Agent, and CloudWatch investigations. */
const INVESTIGATORS: Readonly<Record<string, string>> = {
  "aws.aidevops": "AWS DevOps Agent",
  "aws.aiops": "CloudWatch investigations",
};

/** The investigator that a notice comes from, by its name; undefined for all other notices. */
export function investigatorOf({ source }: Notice): string | undefined {
  return Object.hasOwn(INVESTIGATORS, source) ? INVESTIGATORS[source] : undefined;
}

/** A shorter name is a word that may mean anything. */
const SHORTEST = 4;

/**
 * Whether a notice concerns an alarm: it names the alarm, or the resource that the alarm's metric names, as a whole word, and says nothing of
 * another account or Region.
 */
export function concerns({ account, region, title, text, facts, resources = [] }: Notice, alarm: Alarm): boolean {
  if (account !== undefined && account !== alarm.account) return false;
  if (region !== undefined && region !== alarm.region) return false;
  const said = [title, text, ...facts.map(([, value]) => value), ...resources].join("\n");
  const resource = alarm.metric && namedBy(alarm.metric.namespace, alarm.metric.dimensions);
  return [alarm.name, resource].some((name) => name !== undefined && name.length >= SHORTEST && names(said, name));
}

/** Whether a text has a name with no letter, digit, dash or underscore beside it. */
function names(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
    const beside = `${text[at - 1] ?? " "}${text[at + name.length] ?? " "}`;
    if (!/[\p{L}\p{N}_-]/u.test(beside)) return true;
  }
  return false;
}
