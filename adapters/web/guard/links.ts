import { createHmac, timingSafeEqual } from "node:crypto";
import type { Attachment } from "../../../src/chat/chat.ts";
import type { Links } from "../render/card.ts";

/** Signs a path until a time (epoch seconds): whoever has the link may read that page only. */
export function signLink(path: string, expires: number, secret: string): string {
  return `${path}?expires=${expires}&signature=${signatureOf(path, expires, secret)}`;
}

/** Whether a link has a valid signature for this path and has not expired. */
export function isSignedLink(path: string, query: URLSearchParams, secret: string, now: Date): boolean {
  const expires = Number(query.get("expires"));
  const given = Buffer.from(query.get("signature") ?? "", "utf8");
  const right = Buffer.from(signatureOf(path, expires, secret), "utf8");
  return given.length === right.length && timingSafeEqual(given, right) && expires * 1000 > now.getTime();
}

/** The number of the investigation whose page a signed link opens; undefined if it opens none. */
export function opened({ pathname, searchParams }: URL, secret: string, now: Date): number | undefined {
  const number = /^\/investigations\/G-(\d+)$/.exec(pathname)?.[1];
  return number !== undefined && isSignedLink(pathname, searchParams, secret, now) ? Number(number) : undefined;
}

function signatureOf(path: string, expires: number, secret: string): string {
  return createHmac("sha256", secret).update(`${path}\n${expires}`).digest("base64url");
}

/** Seconds for which a message's chart can be fetched: 30 days. */
const FETCHED = 30 * 86_400;

/** The URL of a message's chart or table, for a platform that fetches it. */
export function attachmentLink(attachment: Attachment, secret: string, now: Date): string {
  const expires = Math.floor(now.getTime() / 1000) + FETCHED;
  return attachment.type === "image"
    ? `${signLink(`/charts/${attachment.archive}.png`, expires, secret)}&theme=light&size=wide`
    : signLink(`/files/${attachment.archive}/${encodeURIComponent(attachment.name)}`, expires, secret);
}

/** The page's own unsigned links, for readers who may see everything. */
export const openLinks: Links = {
  investigation: (number) => `/investigations/${number}`,
  chart: (archive, theme, size) => `/charts/${archive}.svg?theme=${theme}&size=${size}`,
  file: (archive, name) => `/files/${archive}/${encodeURIComponent(name)}`,
};

/** The links and charts of a signed page have their own signatures, which expire with the page (epoch seconds). */
export function signedLinks(expires: number, secret: string): Links {
  return {
    investigation: (number) => signLink(`/investigations/${number}`, expires, secret),
    chart: (archive, theme, size) =>
      `${signLink(`/charts/${archive}.svg`, expires, secret)}&theme=${theme}&size=${size}`,
    file: (archive, name) => signLink(`/files/${archive}/${encodeURIComponent(name)}`, expires, secret),
  };
}
