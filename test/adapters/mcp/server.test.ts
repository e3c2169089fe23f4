import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createMcpListener } from "../../../adapters/mcp/listener.ts";
import { mcpSettings } from "../../../adapters/mcp/settings.ts";
import { streamOf } from "../../../src/conversation/streams.ts";
import { silentLog } from "../../../src/log/log.ts";
import { createAssistantHost } from "../../../src/process/assistant.ts";
import { diagnosis } from "../../investigation/given.ts";
import { createHouse, type House, stateOf } from "../../scenarios/house.ts";

const ACT = "a".repeat(32);
const READ = "r".repeat(32);
const OTHER = "o".repeat(32);
const GRANTS = mcpSettings.parse({
  MCP_TOKENS: JSON.stringify({
    "web:ana": { name: "Ana", token: ACT, may: "act" },
    "web:ben": { name: "Ben", token: READ },
    "slack:U1": { name: "Carla", token: OTHER, may: "act" },
  }),
}).MCP_TOKENS!;

let house: House;
let url: URL;
let stops: (() => Promise<unknown>)[];
beforeEach(async () => {
  house = createHouse({ operators: new Set(["web:ana"]) });
  const { app } = house;
  const host = createAssistantHost({
    receive: app.receive,
    open: async (reader) => (await app.listOpen(reader)).listed,
    load: async (number) => (await app.load(streamOf(number))).state,
    history: (number) => house.store.read(streamOf(number), 0),
    reportTemplate: "report",
    maySee: app.maySee,
    homes: [
      { name: "web", place: "web:general", inside: true },
      { name: "slack", place: "slack:T1:C1", inside: false },
    ],
    now: () => new Date(),
    log: silentLog,
  });
  const server = createServer(createMcpListener(host, GRANTS));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  stops = [close, () => house.stop()];
  await house.alarm("checkout-5xx");
  await expect.poll(async () => (await stateOf(house, 1001)).status).toBe("open");
  await house.say("G-1001 investigate");
  const meta = { id: "round", actor: { id: "gumshoe", name: "Gumshoe" }, at: new Date().toISOString() };
  await app.handle(streamOf(1001), { type: "recordRound", episode: 1, diagnosis: diagnosis("orders") }, meta);
});
afterEach(async () => {
  for (const stop of stops) await stop();
});

async function connect(token: string): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  stops.unshift(() => client.close());
  return client;
}

async function call(client: Client, name: string, given: Record<string, unknown> = {}) {
  const { content, isError } = await client.callTool({ name, arguments: given });
  const text = content.map((part) => (part.type === "text" ? part.text : "")).join("");
  return { text, isError };
}

test("the official client lists, reads, asks, and decides in the person's name", async () => {
  const client = await connect(ACT);
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).toSorted()).toEqual(
    [
      "accept",
      "ask",
      "discard",
      "investigate",
      "list_investigations",
      "note",
      "read_evidence",
      "read_investigation",
      "read_report",
    ].toSorted(),
  );
  expect((await call(client, "list_investigations")).text).toContain("G-1001 checkout-5xx");
  expect((await call(client, "read_investigation", { number: 1001 })).text).toMatch(/What's going on: .*\n.*h1/s);
  expect((await call(client, "read_evidence", { number: 1001 })).text).toMatch(/^e1 \w+: /);
  expect((await call(client, "read_evidence", { number: 1001, id: "e1" })).text).toContain("(e1)");
  expect((await call(client, "read_report", { number: 1001 })).text).toMatch(/^# Incident report: .*\n## Timeline\n/s);
  expect((await call(client, "ask", { number: 1001, question: "changes last 2h" })).text).toMatch(
    /G-1001 q1 changes.*UpdateService/s,
  );
  expect((await call(client, "ask", { number: 1001, question: "is it over?" })).text).toContain("Not over");
  await call(client, "note", { number: 1001, text: "seen\nby the assistant" });
  await call(client, "accept", { number: 1001, hypothesis: "h1" });
  const { notes, hypotheses } = await stateOf(house, 1001);
  expect(notes[0]).toMatchObject({ text: "seen by the assistant", by: { id: "web:ana", name: "Ana" } });
  expect(hypotheses[0]!.decided).toMatchObject({ type: "accepted", by: { id: "web:ana" } });
});

test("a token that may read has no tools that act, and the rights of its person", async () => {
  const client = await connect(READ);
  const names = (await client.listTools()).tools.map(({ name }) => name);
  expect(names).not.toEqual(expect.arrayContaining(["accept"]));
  for (const name of ["accept", "discard", "note", "investigate"]) {
    const given = { number: 1001, hypothesis: "h1", text: "x", what: "x" };
    const refused = await call(client, name, given).catch((error: unknown) => ({ text: String(error), isError: true }));
    expect.soft(refused.isError, name).toBe(true);
  }
  for (const question of [
    "accept h1",
    "close",
    "note x",
    "alarms create x",
    "G-1001 accept h1",
    "ack",
    "status\naccept h1",
  ]) {
    await call(client, "ask", { number: 1001, question });
  }
  expect((await call(client, "ask", { number: 1001, question: "logs orders" })).text).toContain("need an operator");
  const state = await stateOf(house, 1001);
  expect([state.notes, state.acknowledged, state.status]).toEqual([[], undefined, "open"]);
  expect(state.hypotheses.every(({ decided }) => decided.type === "proposed")).toBe(true);
});

test("whoever does not see a channel does not see its investigations, by no tool", async () => {
  const client = await connect(OTHER);
  expect((await call(client, "list_investigations")).text).toBe("No investigation is open.");
  for (const name of ["read_investigation", "read_evidence", "read_report"]) {
    expect.soft((await call(client, name, { number: 1001 })).text).toContain("G-1001 is not known here");
  }
  for (const [name, given] of [
    ["accept", { hypothesis: "h1" }],
    ["note", { text: "x" }],
    ["ask", { question: "status" }],
  ] as const) {
    expect.soft((await call(client, name, { number: 1001, ...given })).text).toContain("G-1001 is not known here");
  }
});

describe("hostile arguments", () => {
  test.each([
    ["read_investigation", { number: "1001; drop" }],
    ["read_investigation", { number: -1 }],
    ["read_investigation", { number: 1e21 }],
    ["read_investigation", { number: 1001, extra: { __proto__: 1 } }],
    ["read_evidence", { number: 1001, id: "../../etc" }],
    ["accept", { number: 1001, hypothesis: "h1 and close" }],
    ["note", { number: 1001, text: "x".repeat(5_000) }],
    ["ask", { question: "" }],
    ["constructor", {}],
  ])("%s %j is refused, and changes nothing", async (name, given) => {
    const client = await connect(ACT);
    const before = await stateOf(house, 1001);
    const refused = await call(client, name, given).catch((error: unknown) => ({ text: String(error), isError: true }));
    expect(refused.isError).toBe(true);
    expect(refused.text).not.toMatch(/node_modules|\.ts:/);
    expect(await stateOf(house, 1001)).toEqual(before);
  });

  test("no token, a wrong one, a browser, and a large body get a short refusal", async () => {
    const post = (headers: Record<string, string>, body = "{}") =>
      fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });
    const bearer = { authorization: `Bearer ${ACT}` };
    expect((await post({})).status).toBe(401);
    expect((await post({ authorization: `Bearer ${"x".repeat(32)}` })).status).toBe(401);
    expect((await post({ authorization: "Bearer " })).status).toBe(401);
    expect((await post({ ...bearer, origin: "https://evil.example" })).status).toBe(403);
    expect((await post(bearer, JSON.stringify({ x: "y".repeat(70_000) }))).status).toBe(413);
    const broken = await post({ ...bearer, accept: "application/json, text/event-stream" }, "{broken");
    expect(broken.status).toBe(400);
  });
});

test.each([
  ["{", /is not JSON/],
  ['{"ana": {"name": "Ana", "token": "tttttttttttttttttttttttttttttttt"}}', /no person's id/],
  ['{"web:ana": {"name": "Ana", "token": "short"}}', /at least 32 characters/],
  [
    '{"web:ana": {"name": "A", "token": "tttttttttttttttttttttttttttttttt"}, "web:b": {"name": "B", "token": "tttttttttttttttttttttttttttttttt"}}',
    /same token to two people/,
  ],
])("MCP_TOKENS %s is refused", (text, words) => {
  const { error } = mcpSettings.safeParse({ MCP_TOKENS: text });
  expect(error?.issues.map(({ message }) => message).join()).toMatch(words);
});
