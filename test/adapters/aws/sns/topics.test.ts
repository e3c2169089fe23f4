import { once } from "node:events";
import { createServer, type Server } from "node:http";
import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsCommand,
  SNSClient,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createAws } from "../../../../adapters/aws/aws.ts";
import { deliveryPolicy } from "../../../../adapters/aws/sns/delivery.ts";
import { createSnsListener } from "../../../../adapters/aws/sns/listener.ts";
import { silentLog } from "../../../../src/log/log.ts";
import { useMoto } from "../../../counterparts/moto.ts";
import { createHouse, type House, stateOf } from "../../../scenarios/house.ts";

const credentials = { accessKeyId: "test", secretAccessKey: "test" };
const QUEUE = "arn:aws:sqs:eu-west-1:123456789012:undelivered";

const moto = await useMoto();

describe.skipIf(moto.missing !== undefined)("topics of moto's SNS (skipped where it does not start)", () => {
  let sns: SNSClient;
  let server: Server;
  let house: House;
  let topic: string;
  let own: string;
  let names = 0;

  beforeAll(async () => {
    sns = new SNSClient({ region: "eu-west-1", endpoint: moto.endpoint, credentials });
  });

  beforeEach(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: `alarms-${++names}` }));
    topic = TopicArn;
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    await house.stop();
    server.close();
    server.closeAllConnections();
  });

  /** Gumshoe with its listener, so that SNS can post to it. */
  async function open(options: { topics?: readonly string[]; operators?: readonly string[]; own?: boolean } = {}) {
    const topics = new Set(options.topics ?? [topic]);
    const intake = createSnsListener({
      topics,
      endpoint: moto.endpoint,
      deliver: (delivery) => house.app.deliver(delivery),
      streamOf: () => "intake/web:general",
      now: () => new Date(),
      log: silentLog,
    });
    server = createServer(intake.listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    own = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}/sns`;
    const telemetry = createAws({
      account: undefined,
      region: "eu-west-1",
      endpoint: moto.endpoint,
      accounts: {},
      athena: { workgroup: "primary", database: undefined },
      sns: { endpoint: options.own === false ? undefined : own, deadLetterQueue: QUEUE },
      limits: { calls: 400, dollars: 1 },
      queryDollars: 1,
      now: () => new Date(),
    }).telemetryFor({ account: undefined, region: undefined });
    house = createHouse({ telemetry, topics, operators: new Set(options.operators ?? ["*"]) });
  }

  /** What the one who asks is told in the thread. */
  async function ask(text: string) {
    const received = await house.say(text);
    if (received.type !== "stored") throw new Error(JSON.stringify(received));
    const number = Number(received.investigation.replace("G-", ""));
    await expect.poll(async () => (await stateOf(house, number)).queries[0]?.answer).toBeDefined();
    const answer = (await stateOf(house, number)).queries[0]?.answer;
    if (!answer) throw new Error("there is no answer");
    return answer;
  }

  test("subscribing delivers patiently, keeps what was not delivered, and twice is as once", async () => {
    await open();
    expect(await ask(`subscribe ${topic}`)).toMatchObject({ failed: false, sentence: expect.stringContaining(own) });
    expect(await ask(`subscribe ${topic}`)).toMatchObject({ failed: false });
    const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
    const made = Subscriptions.filter(({ Endpoint }) => Endpoint === own);
    expect(made).toHaveLength(1);
    const SubscriptionArn = made[0]?.SubscriptionArn;
    const { Attributes = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    expect(JSON.parse(Attributes.RedrivePolicy ?? "{}")).toEqual({ deadLetterTargetArn: QUEUE });
    expect(JSON.parse(Attributes.DeliveryPolicy ?? "{}")).toEqual(deliveryPolicy);
  });

  test("a test notification arrives in the channel", async () => {
    await open();
    await ask(`subscribe ${topic}`);
    expect((await ask(`test ${topic}`)).sentence).toMatch(/^Sent as [\w-]+/);
    await expect.poll(() => house.roots().some(({ title }) => title.includes("Test notification"))).toBe(true);
  });

  test("topics are listed with what reaches Gumshoe, and of one all who hear it, without their addresses", async () => {
    const { TopicArn: other = "" } = await sns.send(new CreateTopicCommand({ Name: `other-${names}` }));
    await open();
    await ask(`subscribe ${topic}`);
    await sns.send(new SubscribeCommand({ TopicArn: topic, Protocol: "email", Endpoint: "ana@example.com" }));
    const { rows, sentence } = await ask("topics");
    expect(rows).toContainEqual(["yes", "confirmed", topic]);
    expect(rows).toContainEqual(["no", "none", other]);
    expect(sentence).toMatch(/^1 of \d+ topics reach Gumshoe$/);
    const one = await ask(`topics ${topic}`);
    expect(one.rows).toContainEqual(["confirmed", "http", `${own} (Gumshoe)`]);
    expect(JSON.stringify(one.rows)).toContain("[e-mail hidden]");
  });

  test.each(["subscribe", "test"])(
    "%s on a topic that SNS_TOPICS does not name is refused with the remedy",
    async (verb) => {
      await open({ topics: [] });
      const { failed, sentence } = await ask(`${verb} ${topic}`);
      expect(failed).toBe(true);
      expect(sentence).toContain("Add it to SNS_TOPICS and start again");
      const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}));
      expect(Subscriptions.filter(({ TopicArn }) => TopicArn === topic)).toEqual([]);
    },
  );

  test("without an address of its own nothing is subscribed", async () => {
    await open({ own: false });
    expect((await ask(`subscribe ${topic}`)).sentence).toMatch(/PUBLIC_URL is not set/);
  });

  test("a topic that does not exist is said to be none", async () => {
    const gone = topic.replace(/[^:]+$/, "gone");
    await open({ topics: [gone] });
    expect((await ask(`subscribe ${gone}`)).sentence).toContain(`there is no topic ${gone}`);
  });

  test.each([
    ["subscribe", "Subscriptions"],
    ["test", "Test notifications"],
  ])("%s needs an operator", async (verb, what) => {
    await open({ operators: ["web:ben"] });
    const received = await house.say(`${verb} ${topic}`);
    expect(received).toMatchObject({ type: "reply", refused: true });
    expect(JSON.stringify(received)).toContain(`${what} need an operator`);
  });
});
