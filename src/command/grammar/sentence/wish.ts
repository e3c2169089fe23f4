import type { Sentence } from "./read-sentence.ts";
import type { Topic } from "./vocabulary.ts";
import type { Way } from "./way.ts";
import { buttonsOf, type Here, numberHere } from "./ways.ts";
import { type Offer, offered } from "./which-one.ts";

/** What would change something is offered and never run: the words are a guess. */
export function wish({ topics, asks }: Sentence, here: Here): Offer | undefined {
  const meant = WISHES.find(([topic]) => topics.has(topic));
  if (!meant || asks || [...topics].some((topic) => ASKED_FIRST.has(topic))) return undefined;
  const [, text, ways] = meant;
  const actions = buttonsOf(ways, here);
  if (numberHere(here) === undefined)
    return offered(
      "NOT DONE",
      `${text} Say it in the thread of an investigation.`,
      buttonsOf(["status", "help"], here),
    );
  return offered("OFFER", text, actions);
}

const WISHES: readonly (readonly [Topic, string, readonly Way[]])[] = [
  ["take", "To say that you are on it: ack.", ["ack", "status"]],
  ["end", "To end the investigation: close, with what resolved it.", ["close", "status"]],
  ["undo", "To take something back: unack, or restore and a hypothesis.", ["unack", "hyp"]],
  ["severity", "To set how bad it is: sev 1, the worst, to sev 4.", ["sev", "status"]],
  ["keep", "To keep it in the record: note and the text.", ["note"]],
];
const ASKED_FIRST: ReadonlySet<Topic> = new Set(["logs", "changes", "traces", "topology", "history", "cause"]);
