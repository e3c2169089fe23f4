import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createDeadLetters } from "../../../../../adapters/aws/sns/queue/dead-letters.ts";
import { createQueue } from "../../../../../adapters/aws/sns/queue/queue.ts";
import { createQueueReader, type QueueReader } from "../../../../../adapters/aws/sns/queue/reader.ts";
import { createTake } from "../../../../../adapters/aws/sns/take.ts";
import { createVerify } from "../../../../../adapters/aws/sns/verify.ts";
import { silentLog } from "../../../../../src/log/log.ts";
import type { Delivery } from "../../../../../src/store/store.ts";
import { useMoto } from "../../../../counterparts/moto.ts";
import { type Signer, startSigner } from "../../../../counterparts/sns/signer.ts";

const { endpoint, missing } = await useMoto();

/** The queues are moto's; what is in them is signed by an SNS of our own, because moto does not sign what it puts into queues. */
describe.skipIf(missing !== undefined)("a queue between SNS and Gumshoe (skipped where moto does not start)", () => {
  const place = { region: "eu-west-1", ...(endpoint !== undefined && { endpoint }) };
  const client = new SQSClient({ ...place, credentials: { accessKeyId: "test", secretAccessKey: "test" } });
  let signer: Signer;
  let reader: QueueReader | undefined;
  let stored: Delivery[] = [];
  let failures = 0;

  beforeAll(async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
    signer = await startSigner();
  });
  afterAll(() => {
    signer.close();
    vi.unstubAllEnvs();
  });

  async function queueOf(name: string): Promise<{ readonly url: string; readonly arn: string }> {
    const dead = `${name}-dead`;
    await client.send(new CreateQueueCommand({ QueueName: dead }));
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf(dead), maxReceiveCount: 2 });
    const Attributes = { VisibilityTimeout: "1", RedrivePolicy };
    const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
    return { url: QueueUrl, arn: arnOf(name) };
  }

  const arnOf = (name: string): string => `arn:aws:sqs:eu-west-1:123456789012:${name}`;

  function read(arn: string): void {
    stored = [];
    const take = createTake({
      topics: new Set([signer.topic]),
      endpoint: signer.endpoint,
      deliver: async (delivery) => {
        failures -= 1;
        if (failures >= 0) throw new Error("the table is not reachable");
        stored.push(delivery);
      },
      streamOf: () => "intake/web:general",
      now: () => new Date(),
    });
    reader = createQueueReader({ name: arn, queue: createQueue(arn, endpoint), take, log: silentLog });
    reader.start();
  }

  async function send(url: string, body: unknown): Promise<void> {
    const MessageBody = typeof body === "string" ? body : JSON.stringify(body);
    await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody }));
  }

  /** How many messages are in a queue, those that somebody received included. */
  async function lengthOf(url: string): Promise<number> {
    const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] }),
    );
    return names.reduce((sum, name) => sum + Number(Attributes[name]), 0);
  }

  test("is emptied once each message is stored", async () => {
    const { url, arn } = await queueOf("alarms");
    for (let index = 0; index < 25; index++)
      await send(url, signer.notification(`alarm ${index}`, { id: `m${index}` }));
    read(arn);
    await expect.poll(() => new Set(stored.map(({ id }) => id)).size).toBe(25);
    await expect.poll(() => lengthOf(url)).toBe(0);
    await reader?.stop();
    expect(JSON.parse(stored[0]?.body ?? "")).toMatchObject({ Type: "Notification", TopicArn: signer.topic });
  });

  test("keeps what cannot be stored until it can", async () => {
    const { url, arn } = await queueOf("patient");
    failures = 1;
    await send(url, signer.notification("later", { id: "later" }));
    read(arn);
    await expect.poll(() => stored.map(({ id }) => id)).toEqual(["later"]);
    await expect.poll(() => lengthOf(url)).toBe(0);
    await reader?.stop();
    expect(reader?.counts()).toMatchObject({ unavailable: 1, stored: 1 });
  });

  test("gives what is no message of a topic to the dead letters, and goes on with the rest", async () => {
    const { url, arn } = await queueOf("poisoned");
    const dead = await client.send(new GetQueueUrlCommand({ QueueName: "poisoned-dead" }));
    await send(url, "raw text");
    await send(url, { ...signer.notification("forged"), Message: "another text" });
    await send(url, signer.notification("a stranger's", { topic: "arn:aws:sns:eu-west-1:999988887777:other" }));
    await send(url, signer.notification("sound", { id: "sound" }));
    read(arn);
    await expect.poll(() => stored.map(({ id }) => id)).toEqual(["sound"]);
    await expect.poll(() => lengthOf(dead.QueueUrl ?? "")).toBe(3);
    await reader?.stop();
    expect(await lengthOf(url)).toBe(0);
    expect(reader?.counts()).toMatchObject({ stored: 1, malformed: 2, forged: 2, unknownTopic: 2 });
  });

  test("lists its dead letters with what a retry would do, takes those that it can, and leaves the rest where they are", async () => {
    const { url, arn } = await queueOf("given-up");
    const dead = await client.send(new GetQueueUrlCommand({ QueueName: "given-up-dead" }));
    const deadUrl = dead.QueueUrl ?? "";
    stored = [];
    const verified = { topics: new Set([signer.topic]), endpoint: signer.endpoint, now: () => new Date() };
    const letters = createDeadLetters({
      queues: async (asked) => [
        createQueue((await createQueue(arn, endpoint).describe(asked)).deadLetters ?? "", endpoint),
      ],
      verify: createVerify(verified),
      take: createTake({
        ...verified,
        deliver: async (delivery) => void stored.push(delivery),
        streamOf: () => "intake/web:general",
      }),
    });
    const { signal } = new AbortController();
    expect(await letters.list(signal)).toEqual([]);
    await send(deadUrl, signer.notification("checkout-5xx fires", { id: "sound" }));
    await send(deadUrl, { ...signer.notification("forged"), Message: "another text" });
    await send(deadUrl, "raw text");
    expect(await letters.count(signal)).toBe(3);
    const listed = await letters.list(signal);
    expect(
      new Set(listed.map(({ says, refusal }) => [says.split(": ").at(-1), refusal?.split(":")[0]].join("|"))),
    ).toEqual(
      new Set([
        "checkout-5xx fires|",
        "another text|a forgery",
        "raw text|no SNS message; if the subscription delivers raw messages, turn that off",
      ]),
    );
    expect(listed.every(({ at }) => at > 1_700_000_000)).toBe(true);
    expect([stored.length, await lengthOf(url), await letters.count(signal)]).toEqual([0, 0, 3]);
    const { taken, left } = await letters.retry(signal);
    expect([taken.length, left.length, stored.map(({ id }) => id)]).toEqual([1, 2, ["sound"]]);
    expect(await letters.count(signal)).toBe(2);
  });

  test("is read as soon as it is there", async () => {
    read(arnOf("coming"));
    const { url } = await queueOf("coming");
    await send(url, signer.notification("first", { id: "first" }));
    await expect.poll(() => stored.map(({ id }) => id)).toEqual(["first"]);
    await reader?.stop();
  });
});
