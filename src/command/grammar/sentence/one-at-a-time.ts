import { quoted } from "../words.ts";
import type { Sentence } from "./read-sentence.ts";
import type { Topic } from "./vocabulary.ts";
import { componentHere, type Here } from "./ways.ts";
import { type Offer, offered, prefixed } from "./which-one.ts";

/** One answer is about one component, and of one metric; the others are not left out without a word. */
export function oneAtATime({ components, signals, topics, time }: Sentence, here: Here): Offer | undefined {
  const metrics = signals.filter((signal) => signal !== "latency" || !signals.includes("p99"));
  const own = componentHere(here);
  if (topics.size === 0 && metrics.length > 1 && own !== undefined)
    return offered(
      "ONE AT A TIME",
      "Each answer is about one metric.",
      metrics.slice(0, 5).map((metric) => prefixed(here, metric, ["metrics", metric, quoted(own), time])),
    );
  const asked = topics.size === 0 ? signals[0] : topics.size === 1 && signals.length === 0 ? dataIn(topics) : undefined;
  const names = components.filter((name) => name !== "search");
  if (asked === undefined || names.length < 2) return undefined;
  const words = signals.length > 0 ? ["metrics", asked] : [asked];
  return offered(
    "ONE AT A TIME",
    "Each answer is about one component.",
    names.slice(0, 5).map((name) => prefixed(here, name, [...words, quoted(name), time])),
  );
}

function dataIn(topics: ReadonlySet<Topic>): string | undefined {
  return (["logs", "changes"] as const).find((topic) => topics.has(topic));
}
