import { execFileSync } from "node:child_process";
import { createSign, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An SNS of our own on loopback: it signs as SNS does, serves its certificate and counts confirmations. */
export interface Signer {
  readonly endpoint: string;
  readonly topic: string;
  /** Paths that were fetched from it. */
  readonly fetched: string[];
  /** When true, everything fetched from it fails. */
  down: boolean;
  notification(message: string, options?: Options): Record<string, unknown>;
  confirmation(subscribeUrl?: string): Record<string, unknown>;
  close(): void;
}

interface Options {
  readonly id?: string;
  readonly subject?: string;
  readonly version?: "1" | "2";
  readonly topic?: string;
  /** When SNS sent it; now by default. */
  readonly sent?: Date;
}

const CERTIFICATE_PATH = `/SimpleNotificationService-${"0123456789abcdef".repeat(2)}.pem`;

export async function startSigner(): Promise<Signer> {
  const { certificate, key } = createCertificate();
  const fetched: string[] = [];
  const topic = "arn:aws:sns:eu-west-1:111122223333:alarms";
  const server: Server = createServer((request, response) => {
    fetched.push(request.url ?? "");
    const found = !signer.down && (request.url === CERTIFICATE_PATH || request.url?.startsWith("/?Action=Confirm"));
    response.writeHead(found ? 200 : 500).end(request.url === CERTIFICATE_PATH ? certificate : "<Confirmed/>");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;

  const sign = (fields: Record<string, string | undefined>, version: "1" | "2"): string => {
    const text = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}\n${value}\n`)
      .join("");
    return createSign(version === "1" ? "RSA-SHA1" : "RSA-SHA256")
      .update(text, "utf8")
      .sign(key, "base64");
  };
  const envelope = (fields: Record<string, string | undefined>, version: "1" | "2") => ({
    ...fields,
    SignatureVersion: version,
    Signature: sign(fields, version),
    SigningCertURL: `https://sns.eu-west-1.amazonaws.com${CERTIFICATE_PATH}`,
  });

  const signer: Signer = {
    endpoint: `http://127.0.0.1:${port}`,
    topic,
    fetched,
    down: false,
    notification(message, { id = randomUUID(), subject, version = "2", topic: arn = topic, sent = new Date() } = {}) {
      const Timestamp = sent.toISOString();
      const fields = {
        Message: message,
        MessageId: id,
        Subject: subject,
        Timestamp,
        TopicArn: arn,
        Type: "Notification",
      };
      return envelope(fields, version);
    },
    confirmation(url = `https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=${topic}&Token=abc`) {
      const Type = "SubscriptionConfirmation";
      const Timestamp = new Date().toISOString();
      const text = { Message: "You have chosen to subscribe", MessageId: randomUUID() };
      return envelope({ ...text, SubscribeURL: url, Timestamp, Token: "abc", TopicArn: topic, Type }, "2");
    },
    close: () => server.close(),
  };
  return signer;
}

/** Node makes keys but no certificates; openssl makes both. */
export function createCertificate(): { certificate: string; key: string } {
  const folder = mkdtempSync(join(tmpdir(), "gumshoe-sns-"));
  const [keyFile, certificateFile] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const subject = ["-subj", "/CN=sns.amazonaws.com", "-days", "2"];
  const files = ["-keyout", keyFile, "-out", certificateFile];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...files, ...subject], { stdio: "ignore" });
  const made = { certificate: readFileSync(certificateFile, "utf8"), key: readFileSync(keyFile, "utf8") };
  rmSync(folder, { recursive: true });
  return made;
}
