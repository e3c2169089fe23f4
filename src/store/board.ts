/** A stored message of the web page's channel. `body` is the adapter's own JSON. */
export interface BoardMessage {
  readonly place: string;
  readonly key: string;
  /** ISO time of the first post; edits do not change it. */
  readonly postedAt: string;
  readonly body: string;
  /** Epoch seconds after which the store may delete the message; undefined: never. */
  readonly keepUntil?: number;
}

/** The store of the web page's messages, and of other small values by place. Slack and Teams store their messages themselves. */
export interface Board {
  /** Adds a message, or replaces the body of the message with this key. */
  put(message: BoardMessage): Promise<void>;
  /** The newest `limit` messages of a place, in order of posting. Strongly consistent. */
  list(place: string, limit: number): Promise<readonly BoardMessage[]>;
  /** Deletes the message of a place with a key, or all whose keys begin with something. */
  remove(place: string, keys: { readonly key: string } | { readonly begin: string }): Promise<void>;
}
