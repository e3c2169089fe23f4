import { parseJson } from "../../../src/json.ts";
import { createCertificates } from "./certificates.ts";
import { certificateUrl, whereToFetch } from "./hosts.ts";
import { type SnsMessage, snsMessage } from "./message.ts";
import { isSigned } from "./signature.ts";

/** Why a text is no message of an accepted topic. One of an `unknownTopic` may be taken once a setting names the topic. */
export interface Untrue {
  readonly count: "malformed" | "forged" | "unknownTopic" | "stale";
  readonly line: string;
}

export interface VerifyDeps {
  /** ARNs of the accepted topics. */
  readonly topics: ReadonlySet<string>;
  /** Another AWS on loopback, from which certificates are fetched. */
  readonly endpoint?: string;
  readonly now: () => Date;
  /** The greatest age of a message, ms; by default any. */
  readonly longestMs?: number;
}

/** Verifies envelopes of SNS before anything in them is used. Rejects if the certificate cannot be fetched. */
export function createVerify({
  topics,
  endpoint,
  now,
  longestMs = Number.POSITIVE_INFINITY,
}: VerifyDeps): (text: string) => Promise<SnsMessage | Untrue> {
  const certificates = createCertificates({ now });
  return async (text) => {
    const parsed = snsMessage.safeParse(parseJson(text));
    if (!parsed.success) {
      return { count: "malformed", line: "no SNS message; if the subscription delivers raw messages, turn that off" };
    }
    const message = parsed.data;
    const topic = message.TopicArn;
    const url = certificateUrl(message.SigningCertURL, topic);
    if (!url) return forged("its certificate is not served by SNS in the topic's Region");
    if (!topics.has(topic)) return { count: "unknownTopic", line: `from ${topic}, which SNS_TOPICS does not name` };
    const key = await certificates.keyAt(whereToFetch(url, endpoint));
    if (!(await isSigned(message, key))) return forged("its signature does not match its text");
    const age = now().getTime() - Date.parse(message.Timestamp);
    const isTimely = longestMs === Number.POSITIVE_INFINITY || age <= longestMs;
    return isTimely ? message : { count: "stale", line: `sent at ${message.Timestamp}, too long ago for SNS` };
  };
}

/** Says that a message is not what it claims to be. */
export function forged(why: string): Untrue {
  return { count: "forged", line: `a forgery: ${why}` };
}
