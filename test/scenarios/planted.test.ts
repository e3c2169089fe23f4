import { afterAll, beforeAll, expect, test } from "vitest";
import type { Caller } from "../../adapters/mcp/caller.ts";
import { TOOLS } from "../../adapters/mcp/tools.ts";
import { createTracer } from "../../adapters/otlp/tracer.ts";
import { simulate } from "../../adapters/recording/shop/shop.ts";
import type { Model } from "../../src/agent/model.ts";
import { answerOf } from "../../src/conversation/inbound.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import type { Log } from "../../src/log/log.ts";
import { createAssistantHost } from "../../src/process/assistant.ts";
import { createTracing } from "../../src/process/tracing/tracing.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { type Collector, startCollector } from "../counterparts/otlp.ts";
import { createHouse, envelope, type House, stateOf } from "./house.ts";
import { until } from "./slack-house.ts";

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]): string => parts.join("");

/** Forms in which secrets stand in texts; `s` is the part that nobody may see. */
const FORMS: readonly ((s: string) => string)[] = [
  (s) => `password=${s}`,
  (s) => `{"name":"DB_PASSWORD","value":"${s}"}`,
  (s) => `https://app:${s}@db.example.com/shop`,
  (s) => `Authorization: Bearer ${s}${s}`,
  (s) => `x-api-key: ${s}`,
  (s) => made("eyJhbGciOiJIUzI1NiJ9", `.eyJzdWIiOiJhbmEifQ.${s}${s}`),
  (s) => made("-----BEGIN PRIVATE", ` KEY-----\n${s}\n-----END PRIVATE KEY-----`),
  (s) => made("xox", `b-123456789012-${s}`),
  (s) => `curl -u app:${s} https://shop.example.com`,
  (s) => `mysql -uroot -p${s} shop`,
  (s) => `CREATE USER app IDENTIFIED BY '${s}'`,
  (s) => `Cookie: sid=${s}`,
  (s) => `GET /orders?access_token=${s}&page=1`,
];
const planted: string[] = [];

/** A secret of its own for a field. Its name says where it was planted. */
function plant(field: string): string {
  const form = FORMS[planted.length % FORMS.length];
  planted.push(field);
  return `${form?.(secretOf(field))}`;
}
const secretOf = (field: string): string => `pLanted7${field.replaceAll(/\W/g, "")}Q9`;

/** Everything that anybody or anything was told, by the way that it took. */
const told: Record<string, string[]> = {};
function tell(way: string, what: unknown): void {
  told[way] = [...(told[way] ?? []), JSON.stringify(what)];
}

const startedAt = new Date(Date.now() - 600_000);
const now = (): Date => new Date();
const incident = simulate({ incident: "orders-failing", seed: 3, startedAt, now });
const gaps = () => [{ what: "more", reason: `not read: ${plant("gap")}` }];

/** A source that lets secrets slip in every text. */
const telemetry: Telemetry = {
  ...incident.telemetry,
  changes: {
    async during(...asked) {
      const seen = await incident.telemetry.changes.during(...asked);
      const value = seen.value.map((change) => ({
        ...change,
        action: `${change.action} ${plant("changeAction")}`,
        detail: {
          ...change.detail,
          "environment.variables.DB_PASSWORD": secretOf("lambdaEnvironment"),
          environment: `[${plant("taskEnvironment")}]`,
          headers: plant("headers"),
        },
        link: `https://ci:${secretOf("changeLink")}@ci.example.com/7`,
      }));
      return { ...seen, value, gaps: gaps() };
    },
  },
  logs: {
    async patterns(...asked) {
      const seen = await incident.telemetry.logs.patterns(...asked);
      return {
        ...seen,
        value: seen.value.map((found) => ({
          ...found,
          pattern: `${found.pattern} ${plant("logPattern")}`,
          sample: `${found.sample} ${plant("logSample")}`,
        })),
      };
    },
    query: async () => ({
      horizon: now().getTime() / 1000,
      gaps: gaps(),
      value: {
        columns: [{ name: "@message" }, { name: "apiToken" }],
        rows: [[plant("logRow"), secretOf("logColumn")]],
      },
    }),
  },
  traces: {
    find: async () => ({
      horizon: now().getTime() / 1000,
      gaps: [],
      value: [
        {
          ...{ id: "1-a", at: startedAt.getTime() / 1000, duration: 1, outcome: "fault" },
          ...{ entry: `https://shop.example.com/?${plant("traceEntry")}`, cause: plant("traceCause") },
        },
      ],
    }),
  },
  athena: {
    run: async () => ({
      horizon: now().getTime() / 1000,
      gaps: [],
      value: { sql: "select line from logs", columns: [{ name: "line" }], rows: [[plant("athenaRow")]] },
    }),
  },
};

const model: Model = {
  ...{ name: "a model", patienceMs: 10_000, price: undefined },
  async ask({ instructions, prompt, tools }) {
    tell("model", { instructions, prompt });
    for (const { name, run } of tools.slice(0, 4)) tell("model", [name, await run("orders")]);
    return { text: `It is broken, says ${plant("modelText")}.`, spent: { calls: 1, input: 1, output: 1 } };
  },
};

const write =
  (level: string) =>
  (fields: unknown, message: string): void =>
    tell("log", { level, fields, message });
const log: Log = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };

let collector: Collector;
let house: House;
const stores = createMemoryStores({ now });

/** What a program reads over MCP. */
async function askPrograms(): Promise<void> {
  const { receive, maySee } = house.app;
  const load = (number: number) => stateOf(house, number);
  const history = (number: number) => house.store.read(streamOf(number), 0);
  const deps = { receive, maySee, load, history, open: async () => [], homes: [], now, log };
  const host = createAssistantHost({ ...deps, reportTemplate: "report" });
  const actor = { id: "web:ana", name: "Ana" };
  const channel = "web:general";
  const caller: Caller = {
    reader: { actor, belonging: "member", channel, shared: false },
    mayAct: false,
    inbound: (id, text, at) => ({
      ...{ id, text, actor, channel, place: channel, manner: "addressed", zone: "UTC" },
      at: at.toISOString(),
    }),
  };
  for (const { name, run } of TOOLS) {
    if (/^read_/.test(name)) tell("mcp", [name, await run(host, caller, { number: 1001 })]);
  }
}

beforeAll(async () => {
  collector = await startCollector();
  const tracing = createTracing(createTracer({ endpoint: collector.endpoint, headers: {}, share: 1 }));
  house = createHouse({
    ...{ telemetry, model, log, tracing, automatic: true },
    stores: {
      ...stores,
      archive: {
        ...stores.archive,
        save(stream, body) {
          tell("archive", body);
          return stores.archive.save(stream, body);
        },
      },
      board: {
        ...stores.board,
        put(message) {
          tell("board", message);
          return stores.board.put(message);
        },
      },
    },
    tagsOf: async () => ({
      team: plant("tag"),
      owner: "shop",
      runbook: `https://wiki:${secretOf("tagLink")}@wiki.example.com/`,
    }),
    openTicket: async (ticket) => {
      tell("ticket", ticket);
      return { name: "OPS-1", link: "https://tracker.example.com/OPS-1" };
    },
    publish: async (finding) => tell("finding", finding),
    askTool: async () => `it says ${plant("tool")}`,
  });
  const receivedAt = now().toISOString();
  const alarm = {
    ...(incident.notifications[0]?.message as object),
    AlarmDescription: plant("alarmDescription"),
    NewStateReason: `Threshold Crossed: ${plant("alarmReason")}`,
  };
  const [subject, attribute] = [plant("subject"), plant("attribute")];
  const attributes = { note: { Type: "String", Value: attribute } };
  const body = JSON.stringify({
    ...JSON.parse(envelope("m-1", alarm)),
    Subject: subject,
    MessageAttributes: attributes,
  });
  const custom = {
    ...{ source: "shop.deployer", "detail-type": `Deployed ${plant("noticeType")}`, account: "111122223333" },
    ...{ id: "1", time: receivedAt, region: "eu-west-1", resources: [], version: "0" },
    detail: {
      message: plant("noticeMessage"),
      environment: [{ name: "DB_PASSWORD", value: secretOf("noticeEnvironment") }],
      containers: [{ env: [{ name: "API_TOKEN", value: secretOf("podEnvironment") }] }],
      Environment: { Variables: { SESSION_TOKEN: secretOf("functionEnvironment") } },
      headers: { Authorization: secretOf("noticeHeader") },
    },
  };
  await house.app.deliver({ id: "m-1", stream: "intake/web:general", receivedAt, body });
  await house.app.deliver({ id: "m-2", stream: "intake/web:general", receivedAt, body: envelope("m-2", custom) });
  await house.app.deliver({
    id: "m-3",
    stream: "intake/web:general",
    receivedAt,
    body: envelope("m-3", plant("plainText")),
  });
  const state = () => stateOf(house, 1001);
  await until(async () => (await state()).findings[1]?.conclusion !== undefined);
  const said = [
    `note ${plant("note")}`,
    `discard h1 ${plant("reason")}`,
    "changes last 2h",
    "traces last 2h",
    `logs orders "${plant("search")}" last 1h`,
    "athena sql select line from logs",
    `promql up{password="${secretOf("label")}"}`,
    `tool wiki ${plant("toolQuestion")}`,
    `grandma thinks the hat is blue ${plant("question")}`,
    `snooze 1h ${plant("snooze")}`,
    "status",
    "summary",
    "timeline",
    "report",
    "ticket",
    `investigate the shop is slow since ${plant("title")}`,
  ];
  for (const text of said)
    tell("reply", answerOf(await house.say(`${/^investigate/.test(text) ? "" : "G-1001 "}${text}`)));
  const about = { text: plant("quoted"), at: receivedAt, author: "Ben", link: "https://chat.example.com/1" };
  tell("reply", answerOf(await house.say("G-1001 note", { about })));
  await until(async () => (await state()).queries.every(({ answer }) => answer !== undefined));
  await askPrograms();
  tell("reply", answerOf(await house.say(`G-1001 close ${plant("summary")}`)));
  await until(async () => (await state()).status === "closed");
  await house.stop();
  await tracing.stop();
  tell("card", house.channel.standing);
  tell("trace", collector.bodies);
  for (const number of [1001, 1002, 1003, 1004]) tell("store", await house.store.read(streamOf(number), 0));
});
afterAll(() => collector.stop());

test.each(["card", "reply", "log", "store", "archive", "model", "ticket", "finding", "trace", "mcp"])(
  "%s: nothing that was planted anywhere is in it",
  (way) => {
    const everything = told[way]?.join("\n") ?? "";
    expect(everything).not.toBe("");
    const leaked = [...everything.matchAll(/pLanted7(\w*?)Q9/g)].map(([, field]) => field);
    expect([...new Set(leaked)]).toEqual([]);
  },
);

test("secrets were planted in every field", () => {
  const fields = new Set(planted);
  for (const field of [
    "alarmReason",
    "tag",
    "logSample",
    "traceCause",
    "note",
    "title",
    "question",
    "athenaRow",
    "gap",
  ])
    expect.soft(fields).toContain(field);
  expect(told.store?.join()).toContain("hidden");
});
