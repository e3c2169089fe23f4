import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { slack } from "../../../adapters/slack/connect.ts";
import { silentLog } from "../../../src/log/log.ts";
import { readConfig } from "../../../src/process/config.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { startSlack } from "../../counterparts/slack/server.ts";

test("the channels of every setting that names some are checked at the start", async () => {
  const counterpart = await startSlack();
  const folder = mkdtempSync(join(tmpdir(), "routes-"));
  const routes = join(folder, "routes.yaml");
  writeFileSync(
    routes,
    "route:\n  receiver: shop\nreceivers:\n  - name: shop\n    slack_configs:\n      - channel: C0007\n",
  );
  const settings = {
    SLACK_BOT_TOKEN: counterpart.botToken,
    SLACK_SIGNING_SECRET: counterpart.signingSecret,
    SLACK_API_URL: counterpart.apiUrl,
    SLACK_CHANNEL: "C0001",
    ROUTES: routes,
    OPERATORS: "slack:U0001,slack:T0001:C0008",
    GUARDRAILS: JSON.stringify({ "slack:T0001:C0009": { verbs: ["status"] } }),
  };
  const { archive, board, directory } = createMemoryStores({ now: () => new Date() });
  const platform = await slack.connect(readConfig(settings, [slack]), {
    ...{ archive, board, log: silentLog, names: directory, incidents: [], now: () => new Date() },
    ...{ receive: async () => ({ type: "ignored" }), resume: async () => undefined, raise: async () => undefined },
    ...{ open: async () => [], links: async () => [], threads: async () => [], health: () => [], complete: () => [] },
    ...{ shownIn: async () => undefined, page: async () => undefined, pageAt: async () => undefined },
    address: () => undefined,
    refusesReading: () => undefined,
  });
  await platform?.start?.();
  const named = platform?.complaints().map((text) => /^\w+ C\d+/.exec(text)?.[0]);
  expect(named?.toSorted()).toEqual(["GUARDRAILS C0009", "OPERATORS C0008", "ROUTES C0007"]);
  await platform?.stop?.();
  await counterpart.close();
  rmSync(folder, { recursive: true });
});
