import type { Surroundings, Understood } from "./understood.ts";

/** What a pasted thing is, with what could be done with it; undefined when the text is something else. Runs nothing. */
export function pasted(_text: string, _surroundings: Surroundings): Understood | undefined {
  return undefined;
}
