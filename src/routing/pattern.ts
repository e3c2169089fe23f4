import { RE2JS, RE2JSException } from "re2js";

/** A longer pattern is a list that belongs into several routes. */
const LONGEST = 1_000;
/** Answers that a pattern keeps: its values repeat, a storm's above all. */
const KEPT = 1_000;

/** Whether a whole value fits. */
export type Pattern = (value: string) => boolean;

/**
 * Compiles a regular expression of RE2's syntax, which is Alertmanager's, fully anchored. Its time is linear in the value, whatever the
 * pattern: names of alarms come from outside. Returns what is wrong with it as a sentence.
 */
export function compilePattern(source: string): Pattern | string {
  if (source.length > LONGEST) return `a pattern has at most ${LONGEST} characters`;
  try {
    const compiled = RE2JS.compile(source);
    const kept = new Map<string, boolean>();
    return (value) => {
      const known = kept.get(value);
      if (known !== undefined) return known;
      const fits = compiled.testExact(value);
      const oldest = kept.keys().next();
      if (kept.size >= KEPT && !oldest.done) kept.delete(oldest.value);
      kept.set(value, fits);
      return fits;
    };
  } catch (error) {
    if (error instanceof RE2JSException) return error.message;
    throw error;
  }
}
