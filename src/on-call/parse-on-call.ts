import { z } from "zod";
import { nearestWords } from "../command/grammar/nearest.ts";
import { type ParsedYaml, parseYaml } from "../yaml/parse-yaml.ts";
import { CHANNEL, type OnCallFile, onCallFile, receiverIn } from "./on-call-file.ts";

/** Parses an on-call file. All mistakes are returned at once, each with its line. */
export function parseOnCall(text: string): ParsedYaml<OnCallFile> {
  const parsed = parseYaml(text, onCallFile, checkNames);
  if (!parsed.ok) return parsed;
  const { lineOf, value } = parsed;
  const escalation = value.escalation.map((step, index) => ({ ...step, line: lineOf(["escalation", index, "page"]) }));
  return { ...parsed, value: { ...value, escalation } };
}

const anyNames = z.record(z.string(), z.unknown()).catch({});
const words = z.array(z.string()).catch([]);

/** Only the names of a file, whatever else is wrong in it. */
const namesIn = z.object({
  people: anyNames,
  groups: anyNames,
  schedules: z
    .record(
      z.string(),
      z
        .object({
          group: z.string().optional().catch(undefined),
          layers: z.array(z.object({ people: words }).catch({ people: [] })).catch([]),
        })
        .catch({ layers: [] }),
    )
    .catch({}),
  escalation: z.array(z.object({ page: words }).catch({ page: [] })).catch([]),
});

/** Reports names that are not in the file, and names that mean two things. */
function checkNames(written: unknown, report: (path: readonly PropertyKey[], text: string) => void): void {
  const { people, groups, schedules, escalation } = namesIn
    .catch({ people: {}, groups: {}, schedules: {}, escalation: [] })
    .parse(written);
  const unknown = (kind: string, name: string, known: readonly string[]): string =>
    `no ${kind} is called ${name.slice(0, 40)}. ${nearestWords(name, known)}`;
  for (const name of Object.keys(groups)) {
    if (Object.hasOwn(people, name)) report(["groups", name], "is the name of a person, too");
  }
  for (const [name, { group, layers }] of Object.entries(schedules)) {
    if (Object.hasOwn(people, name) || Object.hasOwn(groups, name)) {
      report(["schedules", name], "is the name of a person or a group, too");
    }
    if (group !== undefined && !Object.hasOwn(groups, group)) {
      report(["schedules", name, "group"], unknown("group", group, Object.keys(groups)));
    }
    for (const [index, layer] of layers.entries()) {
      for (const [turn, person] of layer.people.entries()) {
        if (Object.hasOwn(people, person)) continue;
        report(["schedules", name, "layers", index, "people", turn], unknown("person", person, Object.keys(people)));
      }
    }
  }
  const known = [people, groups, schedules].flatMap((names) => Object.keys(names));
  for (const [index, { page }] of escalation.entries()) {
    for (const [position, name] of page.entries()) {
      if (receiverIn(name) !== undefined || name === "here" || CHANNEL.test(name) || known.includes(name)) continue;
      report(["escalation", index, "page", position], unknown("person, group or schedule", name, [...known, "here"]));
    }
  }
}
