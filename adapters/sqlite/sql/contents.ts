import type { DatabaseSync } from "node:sqlite";
import type { BoardMessage } from "../../../src/store/board.ts";
import { textOf } from "./row.ts";

/** Bodies of evidence, and messages of the board. */
export function contentStatements(database: DatabaseSync) {
  const save = database.prepare("INSERT INTO bodies (id, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING");
  const load = database.prepare("SELECT bytes FROM bodies WHERE id = ?");
  const remove = database.prepare("DELETE FROM bodies WHERE id = ?");
  const put = database.prepare(
    `INSERT INTO messages (place, key, posted_at, body, keep_until) VALUES (:place, :key, :postedAt, :body, :keepUntil)
     ON CONFLICT DO UPDATE SET body = excluded.body, keep_until = excluded.keep_until`,
  );
  const list = database.prepare(
    "SELECT key, posted_at, body FROM messages WHERE place = ? ORDER BY posted_at DESC, rowid DESC LIMIT ?",
  );
  const removeMessage = database.prepare("DELETE FROM messages WHERE place = ? AND key = ?");
  const removeMessages = database.prepare(
    "DELETE FROM messages WHERE place = :place AND key >= :begin AND substr(key, 1, length(:begin)) = :begin",
  );
  return {
    saveBody(id: string, bytes: Uint8Array): void {
      save.run(id, bytes);
    },
    loadBody(id: string): Uint8Array | undefined {
      const bytes = load.get(id)?.bytes;
      return bytes instanceof Uint8Array ? bytes : undefined;
    },
    removeBody(id: string): void {
      remove.run(id);
    },
    removeMessage(place: string, key: string): void {
      removeMessage.run(place, key);
    },
    removeMessages(place: string, begin: string): void {
      removeMessages.run({ place, begin });
    },
    putMessage({ place, key, postedAt, body, keepUntil }: BoardMessage): void {
      put.run({ place, key, postedAt, body, keepUntil: keepUntil === undefined ? null : Math.ceil(keepUntil) });
    },
    /** The newest messages of a place, in order of posting. */
    listMessages: (place: string, limit: number): readonly BoardMessage[] =>
      list
        .all(place, limit)
        .map((row) => ({
          place,
          key: textOf(row, "key"),
          postedAt: textOf(row, "posted_at"),
          body: textOf(row, "body"),
        }))
        .reverse(),
  };
}
