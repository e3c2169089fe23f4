import type { Taken } from "./take.ts";

export type OutcomeCounts = Record<Taken["count"], number>;

export const noOutcomes = (): OutcomeCounts => ({
  stored: 0,
  confirmed: 0,
  unsubscribed: 0,
  malformed: 0,
  forged: 0,
  unavailable: 0,
  unknownTopic: 0,
});

/** What outcomes are called, where it is not their own name. */
const WORDS: Partial<Readonly<Record<string, string>>> = {
  unavailable: "asked to come again",
  unknownTopic: "from topics that SNS_TOPICS does not name",
  malformed: "no SNS messages",
};

/** "SNS since the start: 12 stored, 1 forged" */
export function outcomesLine(door: string, counts: Readonly<OutcomeCounts>): string {
  const words = Object.entries(counts).flatMap(([what, count]) =>
    count > 0 ? [`${count} ${WORDS[what] ?? what}`] : [],
  );
  return `${door} since the start: ${words.length === 0 ? "nothing arrived" : words.join(", ")}`;
}
