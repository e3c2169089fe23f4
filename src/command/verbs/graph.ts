import { refusal, usage } from "../grammar/offer.ts";
import { otherName } from "../grammar/other-name.ts";
import { commandOf } from "../grammar/targeted.ts";
import type { Understood } from "../grammar/understood.ts";
import { withoutEnding, wordsOf } from "../grammar/words.ts";
import { lastSeconds } from "../time/time.ts";
import type { Said, Verb } from "../verb.ts";

/** The default window of both, seconds. */
const BACK = 3_600;

/** Shows failed or slow requests. */
export const traces: Verb = {
  usage: "traces [component] [time]",
  example: "traces checkout last 30m",
  help: "Show failed and slow requests, last 1 h",
  readOnly: true,
  shortest: "tra",
  takesTime: true,
  overheard: { rest: /^(?:[\w./:-]+)?$/ },
  parse: (said) => about("traces", traces, said),
};

/** Shows which service calls which. */
export const topology: Verb = {
  usage: "topology [component] [time]",
  example: "topology checkout",
  help: "Show who calls whom, last 1 h",
  readOnly: true,
  shortest: "topo",
  takesTime: true,
  overheard: { rest: /^(?:[\w./:-]+)?$/ },
  parse: (said) => about("topology", topology, said),
};

/** Words that say which requests, and name nothing. */
const NO_NAME = /^(?:failed|failing|slow|slowest|all|errors?|please)$/i;

function about(type: "traces" | "topology", verb: Verb, said: Said): Understood {
  const rest = withoutEnding(said.rest).replace(/^(?:of|for|around|in|on|from|through)\s+(?:the\s+)?(?=\S)/i, "");
  const [component, beyond] = wordsOf(rest);
  if (beyond) return usage(`Not understood: ${beyond.text.slice(0, 60)}.`, verb);
  if (/^(?:Root=)?1-[0-9a-f]{8}-/i.test(component?.text ?? "")) return refusal("One trace is not shown by its id.");
  // In a plain reply the component must be known: "traces look" and "topology changed" are not commands.
  if (component && !said.addressed && !isKnown(component.text, said)) return usage("Which component?", verb);
  if (component && !component.quoted && NO_NAME.test(component.text) && !isKnown(component.text, said))
    return usage(`Not understood: ${component.text}.`, verb);
  const other = component && !component.quoted && otherName(said, component.text, (name) => `${type} ${name}`);
  if (other) return other;
  const { window, words } = said.time ?? lastSeconds(BACK, said.zone, said.surroundings.now);
  const zone = type === "traces" && { zone: said.zone };
  const question = { type, window, ...(component && { component: component.text }), ...zone };
  const understood = component ? `${type} of ${component.text}, ${words}` : `${type}, ${words}`;
  return commandOf(said, { type: "ask", question, understood }, understood);
}

function isKnown(name: string, { surroundings }: Said): boolean {
  const hypotheses = surroundings.thread?.hypotheses.map((hypothesis) => hypothesis.name) ?? [];
  return [...surroundings.components, ...hypotheses].some((known) => known.toLowerCase() === name.toLowerCase());
}
