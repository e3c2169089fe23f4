import { once } from "node:events";
import { createServer } from "node:http";
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { expect, test } from "vitest";
import { createSnsListener } from "../../../../adapters/aws/sns/listener.ts";
import { silentLog } from "../../../../src/log/log.ts";
import type { Delivery } from "../../../../src/store/store.ts";
import { useMoto } from "../../../counterparts/moto.ts";

/** moto's SNS posts to HTTP subscribers and signs for real, so it is a second opinion on our verification. */
const { endpoint, missing } = await useMoto();

test.skipIf(missing !== undefined)(
  "takes what moto's SNS signed and posted (skipped where it does not start)",
  async () => {
    const stored: Delivery[] = [];
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const sns = new SNSClient({ region: "eu-west-1", endpoint, credentials });
    const { TopicArn = "" } = await sns.send(new CreateTopicCommand({ Name: "alarms" }));
    const intake = createSnsListener({
      topics: new Set([TopicArn]),
      endpoint,
      deliver: async (delivery) => {
        stored.push(delivery);
      },
      streamOf: () => "intake/web:general",
      now: () => new Date(),
      log: silentLog,
    });
    const server = createServer(intake.listener).listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const port = address !== null && typeof address === "object" ? address.port : 0;
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: `http://127.0.0.1:${port}/sns` }));
    const Message = JSON.stringify({ AlarmName: "é 🔥", NewStateValue: "ALARM" });
    await sns.send(new PublishCommand({ TopicArn, Message }));
    await expect.poll(() => stored.length).toBe(1);
    expect(JSON.parse(stored[0]?.body ?? "")).toMatchObject({ TopicArn, Message });
    expect(intake.counts().forged).toBe(0);
    server.close();
  },
);
