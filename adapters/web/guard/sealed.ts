import { createHmac, timingSafeEqual } from "node:crypto";
import { parseJson } from "../../../src/json.ts";

/** What a value is for; one that was sealed for something else does not open. */
type Purpose = "session" | "login" | "entry";

/** Signs a value until a time (epoch seconds), for a cookie. It can be read by whoever has it, but not changed. */
export function seal(purpose: Purpose, value: unknown, expires: number, secret: string): string {
  const body = Buffer.from(JSON.stringify({ value, expires })).toString("base64url");
  return `${body}.${signatureOf(purpose, body, secret)}`;
}

/** The value of a seal that is ours and has not expired, with its end (epoch seconds); undefined for all others. */
export function unseal(
  purpose: Purpose,
  sealed: string,
  secret: string,
  now: Date,
): { readonly value: unknown; readonly expires: number } | undefined {
  const [body = "", signature = ""] = sealed.split(".");
  const [given, right] = [Buffer.from(signature), Buffer.from(signatureOf(purpose, body, secret))];
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const opened = parseJson(Buffer.from(body, "base64url").toString("utf8"));
  if (typeof opened !== "object" || opened === null || !("value" in opened) || !("expires" in opened)) return undefined;
  const { value, expires } = opened;
  return typeof expires === "number" && expires * 1000 > now.getTime() ? { value, expires } : undefined;
}

/** Never the signature of a link, whose text begins with a slash. */
function signatureOf(purpose: Purpose, body: string, secret: string): string {
  return createHmac("sha256", secret).update(`${purpose}\n${body}`).digest("base64url");
}
