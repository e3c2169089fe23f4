import { type KeyObject, verify } from "node:crypto";
import { type SnsMessage, signedText } from "./message.ts";

/** SignatureVersion 1 is SHA-1, 2 is SHA-256, both RSA. https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
const DIGEST = { "1": "RSA-SHA1", "2": "RSA-SHA256" } as const;

/** Whether the holder of the certificate's key signed exactly this message. */
export function isSigned(message: SnsMessage, key: KeyObject): boolean {
  const text = Buffer.from(signedText(message), "utf8");
  return verify(DIGEST[message.SignatureVersion], text, key, Buffer.from(message.Signature, "base64"));
}
