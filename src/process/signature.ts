import { createHmac } from "node:crypto";

/** `sha256=` and the HMAC of `<timestamp>.<body>` in hexadecimal digits. */
export function sign(secret: string, timestamp: string, body: Buffer | string): string {
  return `sha256=${createHmac("sha256", secret).update(`${timestamp}.`).update(body).digest("hex")}`;
}
