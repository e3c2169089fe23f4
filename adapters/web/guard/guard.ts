/** Names of this machine in a browser. */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a request comes from the page itself. A foreign site that makes a browser call the server (DNS rebinding, a form on another page)
 * shows by its Host or Origin. `host` is the listening address if it is not loopback.
 */
export function isOwnRequest(
  headers: { readonly host: string | undefined; readonly origin: string | undefined },
  host: string,
): boolean {
  const name = headers.host?.replace(/:\d+$/, "") ?? "";
  const anywhere = host === "0.0.0.0" || host === "::";
  if (!anywhere && !LOOPBACK.has(name) && name !== host) return false;
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}

/**
 * Allows only own scripts, styles, images and frames. Other sites get no referrer; with no referrer at all, browsers would send own forms
 * with the Origin `null`. https://fetch.spec.whatwg.org/#append-a-request-origin-header
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "referrer-policy": "same-origin",
  "cache-control": "no-store",
};
