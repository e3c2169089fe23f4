import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createSnsListener, type SnsListener } from "../../../../adapters/aws/sns/listener.ts";
import { silentLog } from "../../../../src/log/log.ts";
import type { Delivery } from "../../../../src/store/store.ts";
import { type Signer, startSigner } from "../../../counterparts/sns/signer.ts";

let signer: Signer;
let server: Server;
let sns: SnsListener;
let url: string;
let stored: Delivery[] = [];
let storeFails = false;

beforeAll(async () => {
  signer = await startSigner();
  await listen();
});

async function listen(): Promise<void> {
  sns = createSnsListener({
    topics: new Set([signer.topic]),
    endpoint: signer.endpoint,
    deliver: async (delivery) => {
      if (storeFails) throw new Error("the table is not reachable");
      stored.push(delivery);
    },
    streamOf: () => "intake/web:general",
    now: () => new Date(),
    log: silentLog,
  });
  server = createServer(sns.listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  url = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}/sns`;
}

beforeEach(() => {
  stored = [];
  storeFails = false;
  signer.down = false;
});

afterAll(() => {
  server.close();
  signer.close();
});

async function post(body: unknown): Promise<number> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const headers = { "content-type": "text/plain; charset=UTF-8" };
  return (await fetch(url, { method: "POST", headers, body: text })).status;
}

test.each(["1", "2"] as const)("stores what SNS signed with version %s before it answers", async (version) => {
  expect(await post(signer.notification("héllo \u{1f525}", { id: `m${version}`, version, subject: "ALARM: x" }))).toBe(
    200,
  );
  expect(stored).toMatchObject([{ id: `m${version}`, stream: "intake/web:general" }]);
  expect(JSON.parse(stored[0]?.body ?? "")).toMatchObject({ Message: "héllo \u{1f525}", Subject: "ALARM: x" });
});

test("takes a message however long ago SNS signed it: one that waited is not lost", async () => {
  expect(await post(signer.notification("late", { sent: new Date("2026-01-01T00:00:00Z") }))).toBe(200);
  expect(stored).toHaveLength(1);
});

test("takes a null Subject for none", async () => {
  expect(await post({ ...signer.notification("x"), Subject: null })).toBe(200);
});

test("confirms a subscription of a known topic by its own link", async () => {
  expect(await post(signer.confirmation())).toBe(200);
  expect(signer.fetched.at(-1)).toMatch(/^\/\?Action=ConfirmSubscription/);
});

test("fetches the certificate once for many messages", async () => {
  const before = signer.fetched.length;
  await Promise.all(Array.from({ length: 30 }, () => post(signer.notification("x"))));
  expect(stored).toHaveLength(30);
  expect(signer.fetched.length - before).toBeLessThanOrEqual(1);
});

describe("refuses as a forgery", () => {
  test.each(["Message", "MessageId", "Timestamp", "TopicArn", "Subject", "Signature"])(
    "a changed %s",
    async (field) => {
      const message = signer.notification("x", { subject: "s" });
      const changed = field === "TopicArn" ? signer.topic : `${String(message[field])}x`;
      const forged =
        field === "TopicArn"
          ? { ...signer.notification("x", { topic: `${signer.topic}2` }), TopicArn: changed }
          : { ...message, [field]: field === "Signature" ? Buffer.from("x".repeat(256)).toString("base64") : changed };
      expect(await post(forged)).toBe(403);
      expect(stored).toEqual([]);
    },
  );

  test.each([
    "http://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.eu-west-1.amazonaws.com.evil.test/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://evil.test/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.eu-west-1.amazonaws.com:8443/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.eu-west-1.amazonaws.com@evil.test/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.s3-us-west-2.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0123456789abcdef0123456789abcdef.pem",
    "https://sns.eu-west-1.amazonaws.com/other.pem",
    "https://sns.eu-west-1.amazonaws.com/x/../SimpleNotificationService-0123456789abcdef0123456789abcdef.pem?a=b",
    "https://SNS.eu-west-1.amazonaws.com.:443/x.pem",
    "file:///etc/passwd",
    "not a url",
  ])("a certificate at %s, without fetching anything", async (SigningCertURL) => {
    const before = signer.fetched.length;
    expect(await post({ ...signer.notification("x"), SigningCertURL })).toBe(403);
    expect(signer.fetched.length).toBe(before);
  });

  test.each([
    "https://evil.test/?Action=ConfirmSubscription",
    "https://sns.eu-west-1.amazonaws.com/?Action=DeleteTopic&TopicArn=arn:aws:sns:eu-west-1:111122223333:alarms",
    "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:eu-west-1:111122223333:other",
    "http://169.254.169.254/latest/meta-data",
  ])("a confirmation that leads to %s", async (subscribeUrl) => {
    const before = signer.fetched.filter((path) => path.startsWith("/?")).length;
    expect(await post(signer.confirmation(subscribeUrl))).toBe(403);
    expect(signer.fetched.filter((path) => path.startsWith("/?")).length).toBe(before);
  });
});

describe("asks SNS to come again, with a 503, when", () => {
  test("the topic is not configured", async () => {
    expect(await post(signer.notification("x", { topic: "arn:aws:sns:eu-west-1:111122223333:other" }))).toBe(503);
    expect(sns.counts().unknownTopic).toBeGreaterThan(0);
  });

  test("the store is not reachable", async () => {
    storeFails = true;
    expect(await post(signer.notification("x"))).toBe(503);
  });

  test("the certificate cannot be had, and takes the message once it can", async () => {
    server.close();
    await listen();
    signer.down = true;
    const message = signer.notification("x");
    expect(await post(message)).toBe(503);
    signer.down = false;
    expect(await post(message)).toBe(200);
  });
});

test.each(["", "null", "[]", "{}", '{"Type":"Notification"}', "x".repeat(2_000_000), '{"AlarmName":"raw delivery"}'])(
  "answers 400 to what is no SNS message (%#)",
  async (body) => {
    expect(await post(body)).toBe(400);
  },
);

test("answers only to POST", async () => {
  expect((await fetch(url)).status).toBe(405);
});
