import { parseJson } from "../../../src/json.ts";
import { createCertificates } from "./certificates.ts";
import { certificateUrl, whereToFetch } from "./hosts.ts";
import { type SnsMessage, snsMessage } from "./message.ts";
import { isSigned } from "./signature.ts";

/** Why a text is no message of an accepted topic. One of an `unknownTopic` may be taken once a setting names the topic. */
export interface Untrue {
  readonly count: "malformed" | "forged" | "unknownTopic";
  readonly line: string;
}

export interface VerifyDeps {
  /** ARNs of the accepted topics. */
  readonly topics: ReadonlySet<string>;
  /** Another AWS on loopback, from which certificates are fetched. */
  readonly endpoint?: string;
  readonly now: () => Date;
}

/** Verifies envelopes of SNS before anything in them is used. Rejects if the certificate cannot be fetched. */
export function createVerify({ topics, endpoint, now }: VerifyDeps): (text: string) => Promise<SnsMessage | Untrue> {
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
    return (await isSigned(message, key)) ? message : forged("its signature does not match its text");
  };
}

/** Says that a message is not what it claims to be. */
export function forged(why: string): Untrue {
  return { count: "forged", line: `a forgery: ${why}` };
}
