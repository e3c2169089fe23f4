import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { playground } from "../../adapters/recording/source.ts";
import { web } from "../../adapters/web/connect.ts";
import { answerOf } from "../../src/conversation/inbound.ts";
import { silentLog } from "../../src/log/log.ts";
import type { PlatformAdapter } from "../../src/platform.ts";
import { readConfig } from "../../src/process/config.ts";
import type { DoorAdapter } from "../../src/process/door.ts";
import type { SourceAdapter } from "../../src/process/source.ts";
import { type Running, start } from "../../src/process/start.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { createScriptedChat } from "../chat/scripted-chat.ts";
import { custom } from "../notification/changes/events.ts";
import { envelope, message } from "./house.ts";

const now = (): Date => new Date();
const PLACE = "echo:alarms";
let running: Running | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

/** A platform that echoes every message into an array, and is spoken to with `POST /echo`. */
function createEcho() {
  const { chat, standing } = createScriptedChat({});
  const steps: string[] = [];
  const schema = z.object({
    ECHO_CHANNEL: z
      .string()
      .regex(/^[a-z]+$/, "is not a channel's name")
      .optional(),
  });
  const adapter: PlatformAdapter = {
    settings: { schema },
    operators: [{ what: "a person", example: "echo:ana", pattern: /^echo:[a-z]+$/ }],
    async connect(config, host) {
      const { ECHO_CHANNEL: channel } = config.read(schema);
      if (channel === undefined) return undefined;
      const place = `echo:${channel}`;
      const said = { place, channel: place, actor: { id: "echo:ana", name: "Ana" }, zone: "UTC" };
      return {
        name: "echo",
        chat,
        place,
        mount: {
          path: "/echo",
          listener: async (request, response) => {
            const [id, at] = [`echo-${steps.length}`, now().toISOString()];
            const received = await host.receive({ ...said, id, at, manner: "addressed", text: await text(request) });
            response.end(JSON.stringify(answerOf(received)));
          },
        },
        complaints: () => ["the echo is faint"],
        greeting: (at) => ["Echo", `${at}/echo; alarms go to ${channel}`],
        start: async () => void steps.push("start"),
        stop: async () => void steps.push("stop"),
      };
    },
  };
  const titles = (): readonly string[] =>
    standing.flatMap(({ place, identity, card }) => (place === PLACE && identity.slot === "root" ? [card.title] : []));
  return { adapter, steps, titles, cards: () => standing.map(({ card }) => card) };
}

/** A door that takes what a test puts in, as a queue would. */
function createQueue() {
  let put: (id: string, body: string) => Promise<void> = async () => undefined;
  let taken = 0;
  const adapter: DoorAdapter = {
    async connect(_config, host) {
      return {
        counts: () => `queue since the start: ${taken} taken`,
        greeting: () => ["queue", "an array"],
        async start() {
          put = async (id, body) => {
            await host.deliver({ id, stream: host.streamOf("queue"), receivedAt: now().toISOString(), body });
            taken += 1;
          };
        },
      };
    },
  };
  return { adapter, put: (id: string, body: string) => put(id, body) };
}

/** The lists as `main` has them, with one more line each. */
async function startWith(options: {
  readonly platforms: readonly PlatformAdapter[];
  readonly doors?: readonly DoorAdapter[];
  readonly sources?: readonly SourceAdapter[];
  readonly env?: Readonly<Record<string, string>>;
}): Promise<string> {
  const lists = { doors: [], sources: [playground], ...options };
  const adapters = [...lists.platforms, ...lists.doors, ...lists.sources];
  const config = readConfig({ PORT: "0", ECHO_CHANNEL: "alarms", ...options.env }, adapters);
  running = await start(config, { ...lists, stores: createMemoryStores({ now }), now, log: silentLog });
  return `http://127.0.0.1:${running.port}`;
}

async function say(url: string, words: string): Promise<string> {
  return (await fetch(`${url}/echo`, { method: "POST", body: words })).text();
}

test("a platform is one entry of the list: alarms reach it, it is answered, and it starts and stops with the process", async () => {
  const echo = createEcho();
  const url = await startWith({ platforms: [web, echo.adapter] });
  expect(running?.greeting).toContain(`  Echo      ${url}/echo; alarms go to alarms\n`);
  expect(echo.steps).toEqual(["start"]);
  const form = { method: "POST", body: new URLSearchParams({ incident: "orders-failing" }) };
  expect((await fetch(`${url}/raise`, { ...form, redirect: "manual" })).status).toBe(303);
  await expect.poll(echo.titles).toEqual([expect.stringContaining("checkout")]);
  expect(await say(url, "status")).toContain("G-1001");
  expect(await (await fetch(url)).text()).toContain("the echo is faint");
  await running?.stop();
  expect(echo.steps).toEqual(["start", "stop"]);
  running = undefined;
});

test("where it is not set up it is not there, and everything goes to the page", async () => {
  const echo = createEcho();
  await startWith({ platforms: [web, echo.adapter], env: { ECHO_CHANNEL: "" } });
  expect(running?.greeting).not.toContain("Echo");
  expect(echo.steps).toEqual([]);
});

test("without the page, alarms go to it alone", async () => {
  const echo = createEcho();
  const queue = createQueue();
  await startWith({ platforms: [echo.adapter], doors: [queue.adapter] });
  await queue.put("m-1", envelope("m-1", message("orders-5xx", "ALARM", now().toISOString(), {})));
  await expect.poll(echo.titles).toEqual([expect.stringContaining("orders-5xx")]);
});

test("without any platform nothing starts", async () => {
  await expect(startWith({ platforms: [] })).rejects.toThrow("no chat platform is connected");
});

test("its settings and its operators are checked with all the others", () => {
  const adapters = [web, createEcho().adapter];
  expect(() => readConfig({ PORT: "x", ECHO_CHANNEL: "#alarms", OPERATORS: "echo:Ana" }, adapters)).toThrow(
    /PORT is not.*\n.*OPERATORS names nobody with echo:Ana: name a person \(echo:ana\), or \*.*\n.*ECHO_CHANNEL is not a/,
  );
  expect(readConfig({ OPERATORS: "echo:ana, web:ben" }, adapters).OPERATORS).toEqual(new Set(["echo:ana", "web:ben"]));
});

/** A source that has changes only: one, five minutes ago. */
const cluster: SourceAdapter = {
  async connect(_config, host) {
    const scaled = { id: "k8s:1", at: now().getTime() / 1000 - 300, action: "Scale", actor: "ben", detail: {} };
    return {
      changesFor: () => [
        {
          what: "changes of the cluster",
          during: async (window) => ({
            value: [{ ...scaled, resources: ["orders"] }].filter(({ at }) => at >= window.start && at < window.end),
            horizon: host.now().getTime() / 1000,
            gaps: [],
          }),
        },
      ],
      greeting: () => ["cluster", "changes only"],
    };
  },
};

test("the greeting says that changes alone are not shown with simulated telemetry", async () => {
  await startWith({ platforms: [createEcho().adapter], sources: [cluster, playground] });
  expect(running?.greeting).toContain(
    "\n  cluster   changes only; not shown, because no source of real telemetry is connected\n",
  );
});

test("a door and a source are one entry each: what the door takes stands beside the changes of the source", async () => {
  const [echo, queue] = [createEcho(), createQueue()];
  const bare: SourceAdapter = {
    async connect(_config, host) {
      const played = await playground.connect(readConfig({}), { ...host, before: [] });
      return {
        telemetryFor: (investigation, spent) => played?.telemetryFor?.(investigation, spent),
        greeting: () => ["shop", "as if it were real"],
      };
    },
  };
  const url = await startWith({ platforms: [echo.adapter], doors: [queue.adapter], sources: [bare, cluster] });
  expect(running?.greeting).toContain("\n  queue     an array\n");
  expect(running?.greeting).toContain("\n  shop      as if it were real\n  cluster   changes only\n");
  const time = new Date(Date.now() - 60_000).toISOString();
  await queue.put("c-1", envelope("c-1", custom({ component: "orders", time })));
  await say(url, "changes last 30m");
  const table = (): string => JSON.stringify(echo.cards());
  await expect.poll(table).toMatch(/Scale/);
  expect(table()).toMatch(/Deploy/);
});
