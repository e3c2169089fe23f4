import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

/** Evidence bodies: series, log lines, query results. */
export interface Archive {
  /**
   * Stores a JSON value of a stream and returns its id, the SHA-256 of both: saving twice is harmless, and no other stream has the same
   * body. Throws a RangeError above 350 KB compressed.
   */
  save(stream: string, body: unknown): Promise<string>;
  /** The value, or undefined if no body has this id. */
  load(id: string): Promise<unknown>;
  /** Deletes a body. */
  remove(id: string): Promise<void>;
}

/** The form of the id of a body. */
export const BODY_ID = /^[0-9a-f]{64}$/;

/** The most compressed bytes of one body. */
const LIMIT = 350 * 1024;

/**
 * A body as it is stored: its id, its JSON and the compressed JSON. Rejects with a RangeError above the limit. Large bodies take tens of
 * milliseconds to compress, so that is done on another thread.
 */
export async function toArchived(
  stream: string,
  body: unknown,
): Promise<{ readonly id: string; readonly text: string; readonly bytes: Buffer }> {
  const text = JSON.stringify(body);
  const bytes = await compress(text);
  if (bytes.length > LIMIT) throw new RangeError(`A body has ${bytes.length} bytes; the limit is ${LIMIT}.`);
  return { id: createHash("sha256").update(`${stream}\n${text}`).digest("hex"), text, bytes };
}

/** The value of a compressed body. */
export async function fromArchived(bytes: Uint8Array): Promise<unknown> {
  return JSON.parse((await decompress(bytes)).toString("utf8"));
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);
