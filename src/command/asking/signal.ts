import { distance } from "../grammar/distance.ts";

/** The short metrics of a component, with other spellings. */
const SIGNALS: Readonly<Record<string, readonly string[]>> = {
  errors: ["error", "5xx", "failures"],
  latency: ["duration"],
  p99: [],
  cpu: [],
  mem: ["memory", "ram"],
  traffic: ["requests", "rps"],
  throttles: ["throttling", "throttled"],
};

/** The short metrics, in the order of lists. */
export const signals: readonly string[] = Object.keys(SIGNALS);

/** The short metric at one typing error from a word; undefined if there is none or more than one. */
export function signalSlip(word: string): string | undefined {
  const [near, another] = word.length < 4 ? [] : signals.filter((signal) => distance(signal, word.toLowerCase()) === 1);
  return another === undefined ? near : undefined;
}

/** The short metric of a word; undefined if the word is not one. */
export function signalOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  return signals.find((signal) => signal === lower || SIGNALS[signal]?.includes(lower));
}

/** Every word for a short metric, with the metric. */
export const signalWords: ReadonlyMap<string, string> = new Map(
  Object.entries(SIGNALS).flatMap(([signal, words]) => [signal, ...words].map((word) => [word, signal] as const)),
);
