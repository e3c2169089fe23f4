import { type Archive, fromArchived, toArchived } from "../../src/store/archive.ts";
import type { FileConnection } from "./connection.ts";

/** Evidence bodies, one row each, with the hash of their content as the key. */
export function createSqliteArchive({ call }: FileConnection): Archive {
  return {
    async save(stream, body) {
      const { id, bytes } = await toArchived(stream, body);
      await call("saveBody", id, bytes);
      return id;
    },
    async load(id) {
      const bytes = await call("loadBody", id);
      return bytes && fromArchived(bytes);
    },
    remove: (id) => call("removeBody", id),
  };
}
