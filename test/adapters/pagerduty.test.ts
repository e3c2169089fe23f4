import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createPublisher } from "../../adapters/aws/sns/publisher.ts";
import { createPagerDuty } from "../../adapters/pagerduty/events.ts";
import { Retryable, Unrecoverable } from "../../src/errors.ts";
import type { EventMessage } from "../../src/routing/event-message.ts";

/** A server that keeps what it is sent, and answers as told. */
let server: Server;
let answer: { status: number; body: string; headers?: Record<string, string> };
let received: { path: string; body: string }[];
let address: string;
beforeEach(async () => {
  answer = { status: 202, body: '{"status":"success"}' };
  received = [];
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      received.push({ path: request.url ?? "", body });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const target = { type: "pagerduty", routingKey: "k".repeat(32) } as const;
const message: EventMessage = {
  key: "gumshoe/G-1001/1",
  what: "trigger",
  title: "ALARM checkout-5xx · G-1001",
  severity: "SEV1",
  source: "111122223333 eu-west-1",
  at: "2026-11-30T03:02:00.000Z",
  details: [["Reason", "Threshold Crossed"]],
};
const signal = () => AbortSignal.timeout(10_000);

test("an alarm is an event of the Events API, and its end resolves it", async () => {
  const send = createPagerDuty(address);
  await send(target, message, signal());
  await send(target, { ...message, what: "resolve" }, signal());
  expect(received.map(({ path, body }) => [path, JSON.parse(body)])).toEqual([
    [
      "/v2/enqueue",
      {
        routing_key: target.routingKey,
        event_action: "trigger",
        dedup_key: "gumshoe/G-1001/1",
        client: "Gumshoe",
        payload: {
          summary: "ALARM checkout-5xx · G-1001",
          source: "111122223333 eu-west-1",
          severity: "critical",
          timestamp: "2026-11-30T03:02:00.000Z",
          custom_details: { Reason: "Threshold Crossed" },
        },
      },
    ],
    ["/v2/enqueue", { routing_key: target.routingKey, event_action: "resolve", dedup_key: "gumshoe/G-1001/1" }],
  ]);
});

test.each([
  [429, Retryable],
  [500, Retryable],
  [400, Unrecoverable],
  [302, Retryable],
])("an answer of %d is an error that says what to do", async (status, kind) => {
  answer = { status, body: '{"message":"Invalid routing key"}', headers: { location: "http://127.0.0.1:1/" } };
  const failure = await createPagerDuty(address)(target, message, signal()).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(kind);
  expect(String(failure)).not.toContain(target.routingKey);
});

test("a topic gets a subject of ASCII and the facts", async () => {
  answer = {
    status: 200,
    body: "<PublishResponse><PublishResult><MessageId>m1</MessageId></PublishResult></PublishResponse>",
    headers: { "content-type": "text/xml" },
  };
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  const publish = createPublisher({ endpoint: address, accounts: {} });
  const topicArn = "arn:aws:sns:eu-west-1:111122223333:pager";
  await publish({ type: "sns", topicArn }, { ...message, title: "ALARM größer\n · G-1001" }, signal());
  const form = Object.fromEntries(new URLSearchParams(received[0]?.body));
  expect(form).toMatchObject({
    Action: "Publish",
    TopicArn: topicArn,
    Subject: "ALARM gr??er? - G-1001",
    Message: expect.stringContaining("Severity: SEV1\nWhere: 111122223333 eu-west-1"),
  });
});
