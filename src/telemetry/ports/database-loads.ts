import type { DatabaseLoad } from "../../findings/database-load.ts";
import type { Seen, Window } from "../../findings/measured.ts";

/** The load of databases, by what causes it. */
export interface DatabaseLoads {
  /** The load of a database, by its name, in two windows; undefined if nobody records it. */
  compare(
    database: string,
    windows: { readonly before: Window; readonly around: Window },
    signal: AbortSignal,
  ): Promise<Seen<DatabaseLoad | undefined>>;
}
