import { distance } from "../grammar/distance.ts";

/** Short metrics that can be asked of a component, with other spellings. */
const SIGNALS: Readonly<Record<string, readonly string[]>> = {
  errors: ["error", "5xx", "failures"],
  latency: ["duration"],
  p99: [],
  cpu: [],
  mem: ["memory", "ram"],
  traffic: ["requests", "rps"],
  throttles: ["throttling", "throttled"],
};

/** The short metrics, as they are listed. */
export const signals: readonly string[] = Object.keys(SIGNALS);

/** The short metric of which a word is one slip of the finger away; undefined when there is none or more than one. */
export function signalSlip(word: string): string | undefined {
  const [near, another] = word.length < 4 ? [] : signals.filter((signal) => distance(signal, word.toLowerCase()) === 1);
  return another === undefined ? near : undefined;
}

/** The short metric that a word means; undefined when it is none. */
export function signalOf(word: string): string | undefined {
  const lower = word.toLowerCase();
  return signals.find((signal) => signal === lower || SIGNALS[signal]?.includes(lower));
}
