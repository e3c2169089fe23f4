import { messageOf, NotSeen } from "../../errors.ts";
import type { Gap } from "../../events/events.ts";

/** The gap of an error, with its remedy if the error has one. */
export function gapOf(what: string, error: unknown): Gap {
  const remedy = error instanceof NotSeen ? error.remedy : undefined;
  return { what, reason: messageOf(error), ...(remedy !== undefined && { remedy }) };
}
