import type { Board } from "../../src/store/board.ts";
import type { FileConnection } from "./connection.ts";

/** The web page's messages, one row each. */
export function createSqliteBoard({ call }: FileConnection): Board {
  return {
    put: (message) => call("putMessage", message),
    list: (place, limit) => call("listMessages", place, limit),
    remove: (place, keys) =>
      "key" in keys ? call("removeMessage", place, keys.key) : call("removeMessages", place, keys.begin),
  };
}
