import { createHmac, timingSafeEqual } from "node:crypto";

/** Signs a path until a time (epoch seconds): who has the link may read that page, and nothing more. */
export function signLink(path: string, expires: number, secret: string): string {
  return `${path}?expires=${expires}&signature=${signatureOf(path, expires, secret)}`;
}

/** Whether a link was signed by us for this path and has not expired. */
export function isSignedLink(path: string, query: URLSearchParams, secret: string, now: Date): boolean {
  const expires = Number(query.get("expires"));
  const given = Buffer.from(query.get("signature") ?? "", "utf8");
  const right = Buffer.from(signatureOf(path, expires, secret), "utf8");
  return given.length === right.length && timingSafeEqual(given, right) && expires * 1000 > now.getTime();
}

function signatureOf(path: string, expires: number, secret: string): string {
  return createHmac("sha256", secret).update(`${path}\n${expires}`).digest("base64url");
}
