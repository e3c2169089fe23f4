import type { Investigation } from "./state.ts";

/** Whether people use its number: a question of its own has one only in its buttons, until somebody has it investigated. */
export function isNumbered({ status, subject }: Investigation): boolean {
  return status !== "asked" || subject?.type !== "question";
}
