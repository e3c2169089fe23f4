import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findings } from "../../../../adapters/aws/sns/findings.ts";
import { Retryable, Unrecoverable } from "../../../../src/errors.ts";
import { readConfig } from "../../../../src/process/config.ts";
import type { PublishFinding } from "../../../../src/record/finding.ts";

/** SNS on loopback, that answers as told. */
let server: Server;
let answer: { readonly status: number; readonly body: string };
let received: URLSearchParams[];
beforeEach(async () => {
  process.env.AWS_ACCESS_KEY_ID = "test";
  process.env.AWS_SECRET_ACCESS_KEY = "test";
  received = [];
  answer = {
    status: 200,
    body: "<PublishResponse><PublishResult><MessageId>m1</MessageId></PublishResult></PublishResponse>",
  };
  server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    received.push(new URLSearchParams(Buffer.concat(parts).toString()));
    response.writeHead(answer.status, { "content-type": "text/xml" }).end(answer.body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:findings";

function connect(env: Readonly<Record<string, string>> = { FINDINGS_TOPIC: TOPIC }): PublishFinding | undefined {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return findings.connect(readConfig({ ...env, AWS_ENDPOINT_URL: address }));
}
const refusal = (code: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`;
const { signal } = new AbortController();

test("the topic gets the finding as it is, and nothing is connected without one", async () => {
  await connect()?.('{"what":"opened"}', signal);
  expect(received.map((form) => [form.get("Action"), form.get("TopicArn"), form.get("Message")])).toEqual([
    ["Publish", TOPIC, '{"what":"opened"}'],
  ]);
  expect(connect({})).toBeUndefined();
});

test.each([
  ["AuthorizationError", 403, Unrecoverable],
  ["NotFound", 404, Unrecoverable],
  ["InternalError", 500, Retryable],
])("%s of SNS is worth another attempt only if it may pass", async (code, status, kind) => {
  answer = { status, body: refusal(code) };
  await expect(connect()?.("{}", signal)).rejects.toBeInstanceOf(kind);
});
