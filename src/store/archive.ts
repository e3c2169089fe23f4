import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";

/** Evidence bodies: series, log lines, query results. */
export interface Archive {
  /**
   * Stores a JSON value and returns its id, the SHA-256 of the content: saving twice is harmless.
   * Throws a RangeError above 350 KB compressed.
   */
  save(body: unknown): Promise<string>;
  /** The value, or undefined if no body has this id. */
  load(id: string): Promise<unknown>;
}

/** The most compressed bytes of one body. */
const LIMIT = 350 * 1024;

/**
 * A body as it is stored: its id, its JSON and the compressed JSON. Rejects with a RangeError above the limit. Large bodies take tens of
 * milliseconds to compress, so that is done on another thread.
 */
export async function toArchived(
  body: unknown,
): Promise<{ readonly id: string; readonly text: string; readonly bytes: Buffer }> {
  const text = JSON.stringify(body);
  const bytes = await compress(text);
  if (bytes.length > LIMIT) throw new RangeError(`A body has ${bytes.length} bytes; the limit is ${LIMIT}.`);
  return { id: createHash("sha256").update(text).digest("hex"), text, bytes };
}

/** The value of a compressed body. */
export async function fromArchived(bytes: Uint8Array): Promise<unknown> {
  return JSON.parse((await decompress(bytes)).toString("utf8"));
}

const compress = promisify(gzip);
const decompress = promisify(gunzip);
