import type { Board } from "../../src/store/board.ts";
import type { Connection } from "./connection.ts";

/** The web page's messages, one row each. */
export function createSqliteBoard({ call }: Connection): Board {
  return {
    put: (message) => call("putMessage", message),
    list: (place, limit) => call("listMessages", place, limit),
  };
}
