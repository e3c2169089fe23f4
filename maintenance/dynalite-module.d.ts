declare module "dynalite" {
  import type { Server } from "node:http";

  /** A DynamoDB in this process; with `path` it is stored on disk, in LevelDB. */
  export default function dynalite(options: {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly updateTableMs?: number;
    readonly deleteTableMs?: number;
  }): Server;
}
