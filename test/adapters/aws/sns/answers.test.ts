import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createAws } from "../../../../adapters/aws/aws.ts";
import type { Topics } from "../../../../src/telemetry/ports/topics.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";
const signal = new AbortController().signal;
let server: Server;

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.close();
  server.closeAllConnections();
});

/** SNS as it answers what moto's does not: by what was asked, a status and its XML. */
async function topicsOf(answer: (asked: URLSearchParams) => readonly [number, string]): Promise<Topics> {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const [status, xml] = answer(new URLSearchParams(Buffer.concat(chunks).toString()));
    response.writeHead(status, { "content-type": "text/xml" }).end(xml);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const { topics } = createAws({
    account: undefined,
    region: "eu-west-1",
    endpoint: `http://127.0.0.1:${port}`,
    accounts: {},
    athena: { workgroup: "primary", database: undefined },
    sns: { endpoint: "https://gumshoe.example.com/sns", deadLetterQueue: undefined },
    limits: { calls: 400, dollars: 1 },
    queryDollars: 1,
    now: () => new Date(),
  }).telemetryFor({ account: undefined, region: undefined });
  if (!topics) throw new Error("there are no topics");
  return topics;
}

function page(SubscriptionArn: string, next = ""): string {
  const member = `<TopicArn>${TOPIC}</TopicArn><Protocol>https</Protocol><SubscriptionArn>${SubscriptionArn}</SubscriptionArn>
    <Owner>111122223333</Owner><Endpoint>https://gumshoe.example.com/sns</Endpoint>`;
  return `<ListSubscriptionsByTopicResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><ListSubscriptionsByTopicResult>
    <Subscriptions><member>${member}</member></Subscriptions>${next === "" ? "" : `<NextToken>${next}</NextToken>`}
    </ListSubscriptionsByTopicResult></ListSubscriptionsByTopicResponse>`;
}

function failure(code: string, message: string): readonly [number, string] {
  return [
    400,
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
  ];
}

test("every page of a topic's subscriptions is read, and one that nobody confirmed is pending", async () => {
  const topics = await topicsOf((asked) => [
    200,
    asked.get("NextToken") === "more" ? page(`${TOPIC}:5be8f5b7`) : page("PendingConfirmation", "more"),
  ]);
  const { value, gaps } = await topics.subscriptions(TOPIC, signal);
  expect(value.map(({ state }) => state)).toEqual(["pending", "confirmed"]);
  expect(gaps).toEqual([]);
});

test("a subscription asks for https, with the patient policy", async () => {
  const asked: URLSearchParams[] = [];
  const topics = await topicsOf((what) => {
    asked.push(what);
    return [200, "<SubscribeResponse><SubscribeResult/></SubscribeResponse>"];
  });
  await topics.subscribe(TOPIC, signal);
  const told = Object.fromEntries(asked[0] ?? []);
  expect(told).toMatchObject({ Action: "Subscribe", TopicArn: TOPIC, Protocol: "https" });
  expect(JSON.stringify(told)).toContain("healthyRetryPolicy");
  expect(JSON.stringify(told)).not.toContain("RedrivePolicy");
});

test.each([
  [
    "InvalidParameter",
    "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
    /delivers here already, with other settings/,
  ],
  ["AuthorizationError", "User is not authorized to perform: SNS:Subscribe", /AWS does not allow sns:Subscribe/],
  ["NotFound", "Topic does not exist", /there is no topic arn:aws:sns/],
  ["InvalidParameter", "Invalid parameter: RedrivePolicy: no such queue", /^SNS: Invalid parameter: RedrivePolicy/],
])("%s is said in words: %s", async (code, message, words) => {
  const topics = await topicsOf(() => failure(code, message));
  await expect(topics.subscribe(TOPIC, signal)).rejects.toThrow(words);
});
