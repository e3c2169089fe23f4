import type { Actor } from "../events/events.ts";

/** What a moment is about: what the alarm did, what was changed, what was found, and what people decided, did or said. */
export type MomentKind = "alarm" | "change" | "finding" | "decision" | "action" | "note";

/** One line of the record. */
export interface Moment {
  /** ISO: when it happened by the clock of whatever did it, which may be before it was recorded. */
  readonly at: string;
  readonly kind: MomentKind;
  /** The person; undefined for what no person did. */
  readonly by: string | undefined;
  /** One line, without markup. Text from outside is in it as it came. */
  readonly text: string;
  /** The evidence or the hypothesis that it is about. */
  readonly id: string | undefined;
}

/** What no person did. */
export function seen(kind: MomentKind, at: string, text: string, id?: string): Moment {
  return { at, kind, by: undefined, text: oneLine(text), id };
}

/** What a person did; what Gumshoe did by itself has no author. */
export function person(
  { at, by }: { readonly at: string; readonly by: Actor },
  kind: MomentKind,
  text: string,
  id?: string,
): Moment {
  return { at, kind, by: by.id === GUMSHOE ? undefined : by.name, text: oneLine(text), id };
}

/** The actor of Gumshoe's own commands. */
const GUMSHOE = "gumshoe";

/** A text in one line. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
