import { type KeyObject, X509Certificate } from "node:crypto";
import { messageOf, Retryable } from "../../../src/errors.ts";
import type { FetchTarget } from "./hosts.ts";

/** The most cached certificates. SNS has a few in each Region; more means that somebody sends made-up addresses. */
const KEPT = 50;
const FETCH_MS = 5_000;
/** A certificate is about 2 KB. */
const LARGEST = 16 * 1024;

/** Public keys of signing certificates by address, each fetched once. Throws {@link Retryable} if one cannot be fetched. */
export interface Certificates {
  keyAt(address: FetchTarget): Promise<KeyObject>;
}

interface Download {
  readonly key: KeyObject;
  readonly from: number;
  readonly to: number;
}

/** Fetches and caches certificates; simultaneous calls share one fetch, a failed fetch is not cached. */
export function createCertificates({ now }: { readonly now: () => Date }): Certificates {
  const kept = new Map<string, Promise<Download>>();

  async function download({ href, headers }: FetchTarget): Promise<Download> {
    const response = await fetch(href, { headers, redirect: "error", signal: AbortSignal.timeout(FETCH_MS) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    const text = await response.text();
    if (text.length > LARGEST) throw new Error("it is too large for a certificate");
    const certificate = new X509Certificate(text);
    return {
      key: certificate.publicKey,
      from: Date.parse(certificate.validFrom),
      to: Date.parse(certificate.validTo),
    };
  }

  return {
    async keyAt(address) {
      const known = kept.get(address.href) ?? download(address);
      kept.set(address.href, known);
      const oldest = kept.keys().next();
      if (kept.size > KEPT && !oldest.done) kept.delete(oldest.value);
      const { key, from, to } = await known.catch((error: unknown) => {
        kept.delete(address.href);
        throw new Retryable(`The signing certificate cannot be fetched: ${messageOf(error)}`, { cause: error });
      });
      const at = now().getTime();
      if (at < from || at > to) throw new Retryable("The signing certificate is not valid at this time.");
      return key;
    },
  };
}
