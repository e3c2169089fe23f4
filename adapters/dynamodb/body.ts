import { gunzipSync, gzipSync } from "node:zlib";
import type { Attributes } from "./table.ts";

/** Texts from this length on are compressed: DynamoDB bills by the kilobyte, and an item has 400 KB at most. */
const COMPRESS_FROM = 900;

/** A JSON value as an attribute. */
export function toBody(value: unknown): Attributes[string] {
  const text = JSON.stringify(value);
  return text.length < COMPRESS_FROM ? { S: text } : { B: gzipSync(text) };
}

/** The JSON value of an attribute; undefined if there is no attribute. */
export function fromBody(attribute: Attributes[string] | undefined): unknown {
  if (attribute?.S !== undefined) return JSON.parse(attribute.S);
  if (attribute?.B !== undefined) return JSON.parse(gunzipSync(attribute.B).toString("utf8"));
  return undefined;
}
