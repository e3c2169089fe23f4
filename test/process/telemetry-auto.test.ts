import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { aws } from "../../adapters/aws/source.ts";
import { playground } from "../../adapters/recording/source.ts";
import { slack } from "../../adapters/slack/connect.ts";
import { teams } from "../../adapters/teams/connect.ts";
import { web } from "../../adapters/web/connect.ts";
import { silentLog } from "../../src/log/log.ts";
import { readConfig } from "../../src/process/config.ts";
import { start } from "../../src/process/start.ts";
import { createMemoryStores } from "../../src/store/memory.ts";

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
});
afterEach(() => vi.unstubAllEnvs());

const now = (): Date => new Date();
const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";

/** What is printed at the start, with credentials on the machine. Nothing answers at the endpoint. */
async function greeted(env: Readonly<Record<string, string>>): Promise<string> {
  const lists = { platforms: [web, slack, teams], doors: [], sources: [aws, playground] };
  const all = [...lists.platforms, ...lists.sources];
  const config = readConfig({ PORT: "0", AWS_ENDPOINT_URL: "http://127.0.0.1:9", ...env }, all);
  const running = await start(config, { ...lists, stores: createMemoryStores({ now }), now, log: silentLog });
  await running.stop();
  return running.greeting;
}

test("who just tries it looks at no real account", async () => {
  expect(await greeted({})).toMatch(/no chat, topic or table is configured .*simulated telemetry only/);
});

test.each([{ SNS_TOPICS: TOPIC }, { TELEMETRY: "aws" }])("%o looks at the account of the credentials", async (env) => {
  expect(await greeted(env)).toContain("investigations look at us-east-1");
});
