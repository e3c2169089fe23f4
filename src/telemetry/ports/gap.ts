import { messageOf, NotSeen } from "../../errors.ts";
import type { Gap } from "../../events/events.ts";

/** What could not be seen for an error, with the remedy where the error names one. */
export function gapOf(what: string, error: unknown): Gap {
  const remedy = error instanceof NotSeen ? error.remedy : undefined;
  return { what, reason: messageOf(error), ...(remedy !== undefined && { remedy }) };
}
