import type { Verdict } from "../../events/events.ts";

/** A verdict that a later look changed. */
export interface Turnabout {
  readonly at: string;
  readonly was: { readonly verdict: Verdict; readonly top: string | undefined };
  readonly now: { readonly verdict: Verdict; readonly top: string | undefined };
}
