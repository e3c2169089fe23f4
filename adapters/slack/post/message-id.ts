import { createHash } from "node:crypto";
import type { PostIdentity } from "../../../src/chat/chat.ts";

/** The namespace of the names: any fixed UUID (RFC 9562, version 5). */
const NAMESPACE = Buffer.from("6f1c1d3e7a3b4c5d9e8f0a1b2c3d4e5f", "hex");

/** The same UUID for the same post, so that Slack recognises a repeat. */
export function messageId({ stream, slot }: PostIdentity): string {
  const hash = createHash("sha1").update(NAMESPACE).update(`${stream}#${slot}`).digest().subarray(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
