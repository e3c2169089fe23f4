import { timingSafeEqual } from "node:crypto";
import { sign } from "../../src/process/signature.ts";

/** The largest accepted difference between the sender's clock and ours, seconds. Older requests are replays. */
const BELIEVED = 300;

/** The reason to refuse a body, or undefined if its signature is valid. `timestamp` in epoch seconds; compared in constant time. */
export function whyNotBelieved(
  secret: string,
  sent: { readonly timestamp: string | undefined; readonly signature: string | undefined; readonly body: Buffer },
  now: Date,
): string | undefined {
  const { timestamp, signature, body } = sent;
  if (timestamp === undefined || signature === undefined) {
    return "the headers X-Gumshoe-Timestamp and X-Gumshoe-Signature-256 are both needed";
  }
  if (!/^\d{1,12}$/.test(timestamp)) return "X-Gumshoe-Timestamp is not a time in seconds since 1970";
  const expected = Buffer.from(sign(secret, timestamp, body));
  const given = Buffer.from(signature);
  const right = given.length === expected.length && timingSafeEqual(given, expected);
  if (!right) {
    return "the signature does not match: it is sha256= and the HMAC-SHA256 of <timestamp>.<body> with CHANGES_SECRET";
  }
  const away = Math.round(Math.abs(now.getTime() / 1000 - Number(timestamp)));
  return away > BELIEVED ? `it was signed ${away} s away from now; sign it again, and check the clock` : undefined;
}
