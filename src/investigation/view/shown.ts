import type { Card } from "../../card/card.ts";
import type { ContentDigest } from "./content-digest.ts";

/** One message that a thread should show. Its slot is stable and identifies the message for edits. */
export interface Shown {
  /** `root`, `summary`, `again-2`, `q3`. */
  readonly slot: string;
  readonly where: "channel" | "thread";
  readonly card: Card;
  /** Digests of its content, by the urgency of a change. */
  readonly says: ContentDigest;
  /** Posted in the thread and, if the platform supports it, also in the channel. */
  readonly broadcast?: boolean;
}
