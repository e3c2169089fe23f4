import { understand } from "../command/grammar/understand.ts";
import { verbOf } from "../command/grammar/verb-of.ts";
import { verbs } from "../command/verbs.ts";

/** Why a text of a runbook cannot become a Run button, as a sentence with its remedy; undefined where it asks and changes nothing. */
export function whyNoQuestion(text: string, now: Date): string | undefined {
  const nobody = { id: "gumshoe", name: "Gumshoe" };
  const inbound = { id: "runbook", place: "runbook:", channel: "runbook:", actor: nobody, zone: "UTC" };
  const understood = understand(
    { ...inbound, at: now.toISOString(), text, manner: "addressed" },
    { open: [], components: [], now, thread: { number: 1, title: "alarm", hypotheses: [], component: "component" } },
  );
  const verb = verbOf(understood);
  if (verb === undefined) return `is not understood: ${text.slice(0, 80)}; help lists what can be typed`;
  const asks = Object.hasOwn(verbs, verb) && verbs[verb]?.readOnly === true;
  return asks ? undefined : `changes something, and a runbook only asks: ${text.slice(0, 80)}`;
}
