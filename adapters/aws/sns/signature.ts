import { type KeyObject, verify } from "node:crypto";
import { promisify } from "node:util";
import { type SnsMessage, signedText } from "./message.ts";

/** SignatureVersion 1 is SHA-1, 2 is SHA-256, both RSA. https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
const DIGEST = { "1": "RSA-SHA1", "2": "RSA-SHA256" } as const;

/** With a callback, `verify` calculates on another thread: RSA is the dearest part of a delivery. */
const verifyElsewhere = promisify(verify);

/** Whether the holder of the certificate's key signed exactly this message. */
export async function isSigned(message: SnsMessage, key: KeyObject): Promise<boolean> {
  const text = Buffer.from(signedText(message), "utf8");
  return verifyElsewhere(DIGEST[message.SignatureVersion], text, key, Buffer.from(message.Signature, "base64"));
}
