import type { Archive } from "./archive.ts";
import type { Board } from "./board.ts";
import type { Directory } from "./directory.ts";
import type { Store } from "./store.ts";

/** All that is stored. */
export interface Stores {
  readonly store: Store;
  readonly directory: Directory;
  readonly archive: Archive;
  readonly board: Board;
}
