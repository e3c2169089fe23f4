import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ownAccount } from "../../../adapters/aws/account/identity.ts";
import { createConnection } from "../../../adapters/aws/call/connection.ts";

let silent: Server;
let endpoint = "";

beforeEach(async () => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  silent = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const address = silent.address();
  endpoint = `http://127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`;
});
afterEach(() => {
  vi.unstubAllEnvs();
  silent.closeAllConnections();
  silent.close();
});

test("whose the credentials are stays open where AWS takes the question and never answers", async () => {
  expect(await ownAccount("eu-west-1", endpoint, AbortSignal.timeout(100))).toBeUndefined();
});

test("a call that AWS takes and never answers fails in the end", async () => {
  const { requestHandler, ...connection } = createConnection({ region: "eu-west-1", endpoint });
  const hasty = { ...connection, maxAttempts: 1, requestHandler: { ...requestHandler, requestTimeout: 100 } };
  const client = new CloudWatchClient(hasty);
  await expect(client.send(new DescribeAlarmsCommand({}))).rejects.toMatchObject({ name: "TimeoutError" });
});
