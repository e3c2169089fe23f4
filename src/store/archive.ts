import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** Evidence bodies: series, log lines, query results. */
export interface Archive {
  /**
   * Keeps a JSON value and answers its id, the SHA-256 of the content: saving twice is harmless.
   * Throws a RangeError above 350 KB compressed.
   */
  save(body: unknown): Promise<string>;
  /** The value, or undefined when nothing has this id. */
  load(id: string): Promise<unknown>;
}

/** Compressed bytes that one body may have. */
const LIMIT = 350 * 1024;

/** A body as kept: its id, its JSON and that compressed. Throws a RangeError above the limit. */
export function toArchived(body: unknown): { readonly id: string; readonly text: string; readonly bytes: Buffer } {
  const text = JSON.stringify(body);
  const bytes = gzipSync(text);
  if (bytes.length > LIMIT) throw new RangeError(`A body of ${bytes.length} bytes is over ${LIMIT}.`);
  return { id: createHash("sha256").update(text).digest("hex"), text, bytes };
}
