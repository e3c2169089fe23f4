import { describe, expect, test } from "vitest";
import type { Change } from "../../../src/findings/change.ts";
import { createMemoryStores } from "../../../src/store/memory.ts";
import { createChangeIndex } from "../../../src/telemetry/changes/change-index.ts";
import { fromIndex } from "../../../src/telemetry/changes/indexed-changes.ts";
import { withChanges } from "../../../src/telemetry/changes/merged-changes.ts";
import { masked } from "../../../src/telemetry/masking/masked.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { careless, maskedContract } from "../../contracts/telemetry/masked.ts";

const now = (): Date => new Date("2026-09-21T14:20:00Z");
const window = { start: 1_790_000_000, end: 1_790_000_600 };
const { signal } = new AbortController();

maskedContract("telemetry of any source", async (source) => masked(source));

/** A deployment as a source that is not AWS may tell of it, with a secret in every text. */
const deployed: Change = {
  id: "ci-1",
  at: window.start + 60,
  action: "Deploy with token=hunter2hunter2",
  actor: "ana",
  resources: ["orders", "https://ci:hunter2hunter2@git.example/orders"],
  detail: { password: "hunter2hunter2", about: "api_key: hunter2hunter2", version: "1.42.0" },
  parameters: { previous: "1.41.0", environment: "password=hunter2hunter2" },
  link: "https://ci.example/job/7?token=hunter2hunter2",
};

maskedContract("changes that are indexed as they happen", async (source) => {
  const index = createChangeIndex(createMemoryStores({ now }).board, now);
  await index.put(deployed, "custom");
  const broken = { ...source, changes: { during: () => Promise.reject(new Error("not AWS")) } };
  return masked(withChanges(broken, { feeds: [fromIndex(index)] }));
});

describe("telemetry", () => {
  const seen = { horizon: window.end, gaps: [{ what: "more", reason: "GET /?token=hunter2hunter2 failed" }] };
  const said = "password=hunter2hunter2";
  const everywhere: Telemetry = {
    ...careless,
    changes: { during: async () => ({ ...seen, value: [deployed] }) },
    athena: { run: async () => ({ ...seen, value: { sql: "select 1", columns: [{ name: "line" }], rows: [[said]] } }) },
    alarms: {
      list: async () => ({
        ...seen,
        value: [
          {
            ...{ name: "orders-5xx", arn: "arn:aws:cloudwatch:eu-west-1:1:alarm:orders-5xx", state: "ALARM", since: 0 },
            ...{
              reason: said,
              kind: "metric",
              actions: [],
              silenced: false,
              description: `ask ana@example.com, ${said}`,
            },
          },
        ],
      }),
      history: async () => ({
        ...seen,
        value: [
          { type: "state", at: 0, from: "OK", to: "ALARM", reason: said },
          { type: "configuration", at: 0, summary: said, settings: { AlarmDescription: said } },
          { type: "action", at: 0, summary: said },
        ],
      }),
      put: async () => {},
      mute: async () => {},
      unmute: async () => {},
    },
    topics: {
      endpoint: "https://gumshoe.example/sns",
      list: async () => ({ ...seen, value: [] }),
      subscriptions: async () => ({
        ...seen,
        value: [
          { topic: "t", protocol: "https", endpoint: "https://ana:hunter2hunter2@shop.test/", state: "confirmed" },
          { topic: "t", protocol: "https", endpoint: "https://gumshoe.example/sns", state: "confirmed" },
        ],
      }),
      subscribe: async () => {},
      publish: async () => "m-1",
    },
  };
  const shown = masked(everywhere);

  test.each<[string, () => Promise<unknown> | undefined]>([
    ["changes", () => shown.changes.during(window, signal)],
    [
      "rows of Athena",
      () => shown.athena?.run({ type: "sql", sql: "select 1" }, { token: "t", signal, onProgress: () => {} }),
    ],
    ["alarms", () => shown.alarms?.list({}, signal)],
    ["the history of alarms", () => shown.alarms?.history("orders-5xx", window, signal)],
    ["subscribers", () => shown.topics?.subscriptions(undefined, signal)],
  ])("%s show no secret, gaps included", async (_what, ask) => {
    const text = JSON.stringify(await ask());
    expect(text).toMatch(/hidden/);
    expect(text).not.toMatch(/hunter2/);
  });

  test("a column that is named after a secret shows none", async () => {
    const columns = [{ name: "@message" }, { name: "userPassword" }, { name: "tokens" }];
    const rows = [
      ["token=abcdef", "hunter2", "12"],
      ["ok", "", "13"],
    ];
    const logs = { ...careless.logs, query: async () => ({ ...seen, value: { columns, rows } }) };
    const found = await masked({ ...careless, logs }).logs.query?.([], "", window, signal);
    expect(found?.value.rows).toEqual([
      ["token=[secret hidden]", "[secret hidden]", "12"],
      ["ok", "", "13"],
    ]);
  });

  test("a change keeps who made it and what it was made to, and what a command needs is exact or absent", async () => {
    const change: Change = {
      ...deployed,
      actor: "role/admin (ana@example.com)",
      resources: ["auth-token:42"],
      detail: { masterPassword: "hunter2", size: "2", deployment: "ecs-svc/4111111111111111" },
    };
    const source = { ...careless, changes: { during: async () => ({ ...seen, value: [change] }) } };
    expect((await masked(source).changes.during(window, signal)).value).toMatchObject([
      {
        actor: "role/admin (ana@example.com)",
        resources: ["auth-token:42"],
        detail: { masterPassword: "[secret hidden]", size: "2", deployment: "ecs-svc/4111111111111111" },
        parameters: { previous: "1.41.0" },
      },
    ]);
    expect((await masked(source).changes.during(window, signal)).value[0]?.parameters).not.toHaveProperty(
      "environment",
    );
  });
});
