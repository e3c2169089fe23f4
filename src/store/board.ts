/** A message of the web page's channel, as kept. `body` is the adapter's own JSON. */
export interface BoardMessage {
  readonly place: string;
  readonly key: string;
  /** ISO time of the first post; an edit keeps it. */
  readonly postedAt: string;
  readonly body: string;
  /** Epoch seconds: from then on the store may drop it; without it, it stays. */
  readonly keepUntil?: number;
}

/** Where the web page's messages live, and other small things by place: Slack and Teams keep their messages themselves. */
export interface Board {
  /** Puts a message, or replaces the body of the one with this key. */
  put(message: BoardMessage): Promise<void>;
  /** The messages of a place in order of posting, the newest `limit`. Strongly consistent. */
  list(place: string, limit: number): Promise<readonly BoardMessage[]>;
}
