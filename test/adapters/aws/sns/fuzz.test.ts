import { createServer } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createSnsListener } from "../../../../adapters/aws/sns/listener.ts";
import { silentLog } from "../../../../src/log/log.ts";
import { type Signer, startSigner } from "../../../counterparts/sns/signer.ts";

/** Bytes in use after everything unused is gone. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  return process.memoryUsage().heapUsed;
}

/** Each fortieth is a megabyte: together more than the memory may grow. */
const BODIES = 1_000;
const AT_ONCE = 32;
const HOSTS = ["evil.test", "sns.eu-west-1.amazonaws.com.evil.test", "sns.amazonaws.com", "127.0.0.1", "[::1]"];

/** Bodies that look like what SNS sends and are not. */
function malformed(signer: Signer): fc.Arbitrary<string> {
  const good = signer.notification("hello", { subject: "s" });
  const field = fc.constantFrom(
    "Message",
    "MessageId",
    "TopicArn",
    "Type",
    "Timestamp",
    "SignatureVersion",
    "Signature",
    "SigningCertURL",
  );
  const odd = fc.oneof(
    fc.string({ unit: "binary", maxLength: 60 }),
    fc.integer(),
    fc.constant(null),
    fc.object(),
    fc.constant("\ud800"),
  );
  return fc.oneof(
    fc.double({ min: 0, max: 0.99, noNaN: true }).map((part) => {
      const text = JSON.stringify(good);
      return text.slice(0, Math.floor(text.length * part));
    }),
    fc.tuple(field, odd).map(([name, value]) => JSON.stringify({ ...good, [name]: value })),
    fc.base64String({ minLength: 1 }).map((Signature) => JSON.stringify({ ...good, Signature })),
    fc
      .tuple(fc.constantFrom(...HOSTS), fc.string({ maxLength: 20 }))
      .map(([host, path]) => JSON.stringify({ ...good, SigningCertURL: `https://${host}/${path}.pem` })),
    fc.json(),
    fc.string({ unit: "binary", maxLength: 500 }),
  );
}

test("malformed bodies: none is accepted, none crashes it, memory stays flat", async () => {
  const signer = await startSigner();
  let stored = 0;
  const sns = createSnsListener({
    topics: new Set([signer.topic]),
    endpoint: signer.endpoint,
    deliver: async () => {
      stored += 1;
    },
    streamOf: () => "intake/web:general",
    now: () => new Date(),
    log: silentLog,
  });
  const server = createServer(sns.listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}/sns`;
  const samples = fc.sample(malformed(signer), BODIES);
  const statuses = new Map<number, number>();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < BODIES; index = next++) {
      const body = index % 80 === 0 ? "y".repeat(1_100_000) : (samples[index] ?? "");
      const { status } = await fetch(url, { method: "POST", body });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  const before = heapInUse();
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const grown = heapInUse() - before;

  expect(stored).toBe(0);
  expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining([400, 403]));
  expect(statuses.has(200)).toBe(false);
  expect(grown).toBeLessThan(20 * 1024 * 1024);
  const good = await fetch(url, { method: "POST", body: JSON.stringify(signer.notification("still alive")) });
  expect(good.status).toBe(200);
  server.close();
  signer.close();
});
