import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { web } from "../../../../adapters/web/connect.ts";
import { seal } from "../../../../adapters/web/guard/sealed.ts";
import { answerOf, type Inbound, type Received } from "../../../../src/conversation/inbound.ts";
import type { Actor } from "../../../../src/events/events.ts";
import { silentLog } from "../../../../src/log/log.ts";
import type { PlatformAdapter } from "../../../../src/platform.ts";
import { readConfig } from "../../../../src/process/config.ts";
import { type Running, start } from "../../../../src/process/start.ts";
import { createMemoryStores } from "../../../../src/store/memory.ts";
import { createScriptedChat } from "../../../chat/scripted-chat.ts";
import { createBrowser, PUBLIC_URL } from "./browser.ts";

const SECRET = "a secret of the test's own";
const ana: Actor = { id: "slack:U0001", name: "Ana" };
const ben: Actor = { id: "slack:U0002", name: "Ben <b>" };
let clock = Date.now();
const now = (): Date => new Date(clock);
let says: (inbound: Inbound) => Promise<Received>;

/** A chat with one channel. */
const chat: PlatformAdapter = {
  operators: [{ what: "a person", pattern: /^slack:U\d+$/ }],
  async connect(_config, host) {
    says = host.receive;
    return {
      name: "slack",
      chat: createScriptedChat({}).chat,
      place: "slack:T1:C1",
      complaints: () => [],
      greeting: () => ["chat", "of a test"],
    };
  },
};

const running: Running[] = [];
beforeAll(async () => {
  const stores = createMemoryStores({ now });
  const env = { PORT: "0", PUBLIC_URL, LINK_SECRET: SECRET, SIGN_IN_LINKS: "on", VIEWERS: "slack:U0001,slack:U0002" };
  const config = readConfig({ ...env, RESPONDERS: "slack:U0001" }, [chat, web]);
  for (const _ of ["first", "second"]) {
    running.push(await start(config, { platforms: [chat, web], doors: [], sources: [], stores, now, log: silentLog }));
  }
});
afterAll(async () => {
  for (const each of running) await each.stop();
});
beforeEach(() => {
  clock = Math.max(Date.now(), clock + 1_000);
});

const open = (replica = 0) => createBrowser(running[replica]?.port ?? 0);
let asked = 0;

function say(text: string, actor: Actor, more: Partial<Inbound> = {}): Promise<Received> {
  const said = { id: `said-${++asked}`, place: "slack:T1:C1", channel: "slack:T1:C1", at: now().toISOString() };
  return says({ ...said, actor, text, manner: "addressed", zone: "UTC", ...more });
}

/** The path of the link that somebody is answered with. */
async function linkFor(actor: Actor): Promise<string> {
  const received = await say("sign-in", actor);
  const [, path = ""] = JSON.stringify(answerOf(received)).split(`"url":"${PUBLIC_URL}`);
  return path.split('"')[0] ?? "";
}

test.each(["sign-in", "sign in", "login", "Sign in to the page"])(
  "%s answers with a link for the one who asks",
  async (text) => {
    const received = await say(text, ana);
    expect(received).toMatchObject({ type: "reply", refused: false });
    expect(JSON.stringify(received)).toContain(`${PUBLIC_URL}/enter/`);
  },
);

test.each([
  ["where everybody reads it", { shared: true }, "Everybody here would read"],
  ["for a guest", { belonging: "guest" }, "for members"],
  ["for somebody of another organisation", { belonging: "external" }, "for members"],
  ["for somebody who is not known yet", { belonging: "unknown" }, "not known yet"],
  ["for a program", { program: true }, "not to a program"],
] as const)("there is no link %s", async (_name, more, why) => {
  const received = await say("sign-in", ana, more);
  expect(received).toMatchObject({ type: "reply", refused: true });
  expect(JSON.stringify(received)).toContain(why);
  expect(JSON.stringify(received)).not.toContain("/enter/");
});

test("nobody without a role is answered with a link", async () => {
  const received = await say("sign-in", { id: "slack:U0009", name: "Eve" });
  expect(JSON.stringify(received)).toContain("VIEWERS");
  expect(JSON.stringify(received)).not.toContain("/enter/");
});

test("a link that is opened shows whom it signs in, and is not used up; the button signs in with the roles of the chat", async () => {
  const [browser, preview] = [open(), open()];
  const path = await linkFor(ana);
  for (const _ of ["preview", "again"]) {
    const shown = await preview.get(path);
    expect(shown.status).toBe(200);
    expect(shown.headers["set-cookie"]).toBeUndefined();
    expect(shown.headers["cache-control"]).toBe("no-store");
  }
  // The page's script leaves this form to the browser.
  expect((await browser.get(path)).text).toMatch(/<form [^>]*data-leaves><button[^>]*>Sign in as Ana/);
  const entered = await browser.post(path, {});
  expect([entered.status, entered.headers.location]).toEqual([303, "/"]);
  const [cookie = ""] = entered.headers["set-cookie"] ?? [];
  for (const flag of ["__Host-gumshoe=", "Path=/", "HttpOnly", "Secure", "SameSite=Lax"])
    expect(cookie).toContain(flag);
  expect((await browser.get("/")).text).toContain("<span>Ana</span>");
  expect((await browser.post("/say", { text: "investigate cart is slow" })).text).not.toContain("NOT DONE");

  const viewer = open();
  await viewer.post(await linkFor(ben), {});
  expect((await viewer.get("/")).text).toContain("Ben &lt;b&gt;");
  expect((await viewer.post("/say", { text: "investigate cart is slow" })).text).toContain("RESPONDERS");
});

test("a link is good once, on whichever replica, also at the same time", async () => {
  const path = await linkFor(ana);
  const tries = await Promise.all([0, 1, 0, 1].map((replica) => open(replica).post(path, {})));
  expect(tries.map(({ status }) => status).toSorted()).toEqual([303, 403, 403, 403]);
  expect((await open(1).post(path, {})).status).toBe(403);
  const refused = tries.find(({ status }) => status === 403);
  expect(refused?.text).toContain("This link is over");
  expect(refused?.headers["set-cookie"]).toBeUndefined();
});

test("a link replaces those before it as soon as it is used, and nobody else's", async () => {
  const first = await linkFor(ana);
  const bens = await linkFor(ben);
  clock += 1;
  const second = await linkFor(ana);
  expect((await open().post(second, {})).status).toBe(303);
  expect((await open(1).post(first, {})).status).toBe(403);
  expect((await open(1).post(bens, {})).status).toBe(303);
});

test("a link is over after ten minutes", async () => {
  const path = await linkFor(ana);
  clock += 600_000;
  expect((await open().get(path)).status).toBe(403);
  expect((await open().post(path, {})).status).toBe(403);
});

describe("a forged link signs nobody in", () => {
  const inTime = (): number => Math.floor(now().getTime() / 1000) + 60;
  const entry = (more: object = {}) => ({
    ...ana,
    host: new URL(PUBLIC_URL).host,
    made: now().getTime(),
    nonce: "n",
    ...more,
  });
  test.each([
    ["of another secret", () => seal("entry", entry(), inTime(), "another secret altogether")],
    ["of another host", () => seal("entry", entry({ host: "gumshoe.evil.example" }), inTime(), SECRET)],
    ["made of a session", () => seal("session", entry(), inTime(), SECRET)],
    ["made of a login", () => seal("login", entry(), inTime(), SECRET)],
    ["that is over", () => seal("entry", entry(), inTime() - 61, SECRET)],
    ["without a signature", () => seal("entry", entry(), inTime(), SECRET).split(".")[0] ?? ""],
    ["without an id", () => seal("entry", entry({ id: undefined }), inTime(), SECRET)],
    ["with a line break", () => `${seal("entry", entry(), inTime(), SECRET)}%0d%0aset-cookie:%20a=b`],
    ["that is none", () => "..%2f..%2fetc"],
  ])("%s", async (_name, forge) => {
    const browser = open();
    const path = `/enter/${forge()}`;
    const shown = await browser.get(path);
    const entered = await browser.post(path, {});
    expect([shown.status, entered.status]).toEqual([403, 403]);
    for (const { headers } of [shown, entered]) {
      expect(headers["set-cookie"]).toBeUndefined();
      expect(headers.a).toBeUndefined();
    }
    expect((await browser.get("/")).status).toBe(303);
  });

  test("a changed text does not fit its signature", async () => {
    const [, signature = ""] = seal("entry", entry(), inTime(), SECRET).split(".");
    const [body = ""] = seal("entry", entry({ id: "slack:U0002" }), inTime(), "any other secret").split(".");
    expect((await open().post(`/enter/${body}.${signature}`, {})).status).toBe(403);
  });
});

test.each([
  ["a form of another site", { origin: "https://evil.example" }],
  ["a form of no site", { origin: "null" }],
  ["a form without an Origin", { origin: "" }],
  ["another name for this machine", { host: "evil.example", origin: "https://evil.example" }],
])("%s uses no link up", async (_name, headers) => {
  const path = await linkFor(ana);
  expect((await open().post(path, {}, headers)).status).toBe(403);
  expect((await open().post(path, {})).status).toBe(303);
});

test("whoever is not signed in, where there is no provider, is told to ask in the chat", async () => {
  const browser = open();
  expect((await browser.get("/")).headers.location).toBe("/login?to=%2F");
  expect((await browser.get("/login")).text).toContain("Write <code>sign-in</code>");
  expect((await browser.get("/login/callback?code=a&state=b")).status).toBe(400);
});

test("a session of a link ends as any other", async () => {
  const browser = open();
  await browser.post(await linkFor(ana), {});
  expect((await browser.post("/logout", {})).text).toContain("Signed out");
  expect((await browser.get("/")).status).toBe(303);
});

test("settings that belong together are asked for together, and without them there are no links", async () => {
  expect(() => readConfig({ SIGN_IN_LINKS: "on" }, [web])).toThrow(/PUBLIC_URL is not set.*\n.*LINK_SECRET is not set/);
  expect(() => readConfig({ SIGN_IN_LINKS: "off" }, [web])).toThrow("SIGN_IN_LINKS is on, or is not set");
  const stores = createMemoryStores({ now });
  const config = readConfig({ PORT: "0", PUBLIC_URL, LINK_SECRET: SECRET }, [chat, web]);
  const without = await start(config, { platforms: [chat, web], doors: [], sources: [], stores, now, log: silentLog });
  expect(JSON.stringify(await say("sign-in", ana))).toContain("SIGN_IN_LINKS=on");
  const browser = createBrowser(without.port);
  expect((await browser.post(`/enter/${"a".repeat(40)}.b`, {})).status).toBe(403);
  await without.stop();
});
