import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { web } from "../../../../adapters/web/connect.ts";
import { signLink } from "../../../../adapters/web/guard/links.ts";
import { seal } from "../../../../adapters/web/guard/sealed.ts";
import { silentLog } from "../../../../src/log/log.ts";
import { readConfig } from "../../../../src/process/config.ts";
import { type Running, start } from "../../../../src/process/start.ts";
import { createMemoryStores } from "../../../../src/store/memory.ts";
import { type OpenIdProvider, startOpenIdProvider } from "../../../counterparts/openid-provider.ts";
import { createBrowser, PUBLIC_URL } from "./browser.ts";

const SECRET = "a secret of the test's own";
let provider: OpenIdProvider;
let running: Running;
let clock = Date.now();
const now = (): Date => new Date(clock);

beforeAll(async () => {
  provider = await startOpenIdProvider();
  const env = {
    PORT: "0",
    PUBLIC_URL,
    LINK_SECRET: SECRET,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    VIEWERS: "oidc:everybody",
    RESPONDERS: "oidc:oncall",
    OPERATORS: "oidc:operators",
    ADMINS: "web:root@example.com",
  };
  const config = readConfig(env, [web]);
  running = await start(config, {
    ...{ platforms: [web], doors: [], sources: [], stores: createMemoryStores({ now }), now, log: silentLog },
  });
});
afterAll(async () => {
  await running.stop();
  await provider.stop();
});
beforeEach(() => {
  clock = Date.now();
  provider.person = { sub: "ana", name: "Ana", groups: ["everybody", "oncall", "of no concern"] };
});
afterEach(() => {
  provider.faults = {};
});

const open = () => createBrowser(running.port);

test("whoever is not signed in is led to the provider, and back to what was asked for", async () => {
  const browser = open();
  const asked = await browser.get("/investigations/G-1001");
  expect([asked.status, asked.headers.location]).toEqual([303, "/login?to=%2Finvestigations%2FG-1001"]);
  const back = await browser.signIn(String(asked.headers.location));
  expect([back.status, back.headers.location]).toEqual([303, "/investigations/G-1001"]);
  expect((await browser.get("/")).text).toMatch(/<span>Ana<\/span> <button>Sign out/);
});

test.each(["https://evil.example/", "//evil.example/", "/\\evil.example", "/login/callback"])(
  "a login leads to no other place: %s",
  async (to) => {
    const back = await open().signIn(`/login?to=${encodeURIComponent(to)}`);
    expect([back.status, back.headers.location]).toEqual([303, "/"]);
  },
);

test("the cookies are kept to this host, over TLS, from scripts and from other sites' forms", async () => {
  const browser = open();
  const begun = await browser.get("/login");
  const done = await browser.signIn();
  for (const line of [begun, done].flatMap(({ headers }) => headers["set-cookie"] ?? [])) {
    expect(line).toMatch(/^__Host-gumshoe(?:-login)?=/);
    for (const flag of ["Path=/", "HttpOnly", "Secure", "SameSite=Lax"]) expect(line).toContain(flag);
    expect(line).not.toMatch(/Domain/i);
  }
});

test.each([
  ["with a nonce of another login", { claims: { nonce: "another" } }],
  ["for another client", { claims: { aud: "another" } }],
  ["of another provider", { claims: { iss: "https://evil.example" } }],
  ["that is over", { claims: { exp: 1 } }],
  ["signed by somebody else", { foreignKey: true }],
  ["that names nobody", { claims: { sub: "" } }],
])("a token %s signs nobody in", async (_name, faults) => {
  provider.faults = faults;
  const browser = open();
  expect((await browser.signIn()).status).toBe(403);
  expect((await browser.get("/")).status).toBe(303);
});

test("a return is good once, in the browser that began it, with its own state", async () => {
  const [browser, other] = [open(), open()];
  const begun = await browser.get("/login");
  const away = await fetch(String(begun.headers.location), { redirect: "manual" });
  const { pathname, search } = new URL(away.headers.get("location") ?? "");
  expect((await other.get(pathname + search)).status).toBe(400);
  expect((await browser.get(`${pathname}?code=forged&state=forged`)).status).toBe(403);
  expect((await browser.get(pathname + search)).status).toBe(400);
});

test("a provider that is away is said so, and asked again", async () => {
  const second = await startOpenIdProvider();
  second.faults = { away: true };
  const env = { OIDC_ISSUER: second.issuer, OIDC_CLIENT_ID: "gumshoe", OIDC_CLIENT_SECRET: second.clientSecret };
  const config = readConfig({ PORT: "0", PUBLIC_URL, LINK_SECRET: SECRET, ...env }, [web]);
  const stores = createMemoryStores({ now });
  const process = await start(config, { platforms: [web], doors: [], sources: [], stores, now, log: silentLog });
  const browser = createBrowser(process.port);
  expect((await browser.get("/login")).status).toBe(503);
  second.faults = {};
  expect((await browser.signIn()).status).toBe(303);
  await process.stop();
  await second.stop();
});

test("a session ends by itself, and with it what it shows", async () => {
  const browser = open();
  await browser.signIn();
  clock += 8 * 3_600_000 + 1_000;
  expect((await browser.get("/")).status).toBe(303);
  expect((await browser.post("/say", { text: "help" })).status).toBe(401);
});

test("signing out ends it here, and names the provider's own end", async () => {
  const browser = open();
  await browser.signIn();
  const out = await browser.post("/logout", {});
  expect(out.text).toContain(`href="${provider.issuer}/end?`);
  expect((await browser.get("/")).status).toBe(303);
});

const person = { id: "web:root@example.com", name: "Root", groups: [] };
test.each([
  ["of another secret", () => seal("session", person, now().getTime() / 1000 + 60, "another secret altogether")],
  ["that is over", () => seal("session", person, now().getTime() / 1000 - 1, SECRET)],
  ["made of a login's", () => seal("login", person, now().getTime() / 1000 + 60, SECRET)],
  ["without a signature", () => seal("session", person, now().getTime() / 1000 + 60, SECRET).split(".")[0] ?? ""],
  ["that is none", () => "%00"],
])("a session %s opens nothing", async (_name, forge) => {
  const browser = open();
  browser.cookies.set("__Host-gumshoe", forge());
  expect((await browser.get("/")).status).toBe(303);
});

test.each([
  ["a form of another site", { origin: "https://evil.example" }],
  ["a form of no site", { origin: "null" }],
  ["another name for this machine", { host: "127.0.0.1", origin: "http://127.0.0.1" }],
])("%s says nothing and signs nobody out", async (_name, headers) => {
  const browser = open();
  await browser.signIn();
  expect((await browser.post("/say", { text: "help" }, headers)).status).toBe(403);
  expect((await browser.post("/logout", {}, headers)).status).toBe(403);
  expect((await browser.get("/")).status).toBe(200);
});

test("a form without an Origin is refused: no browser sends one", async () => {
  const browser = open();
  await browser.signIn();
  const sent = await browser.post("/say", { text: "help" }, { origin: "" });
  expect(sent.status).toBe(403);
});

test("who asks for more than two things a second for a minute has to wait, and nobody else", async () => {
  const [loud, quiet] = [open(), open()];
  await loud.signIn();
  provider.person = { sub: "ben", name: "Ben", groups: ["everybody"] };
  await quiet.signIn();
  const press = async (browser: typeof loud) => (await browser.post("/raise", { incident: "none" })).status;
  const statuses = await Promise.all(Array.from({ length: 121 }, () => press(loud)));
  expect(new Set(statuses)).toEqual(new Set([404, 429]));
  expect(await press(quiet)).toBe(404);
});

/** What comes out of each door: its status, or of a command whether it was refused. */
const DOORS = {
  page: "GET /",
  live: "GET /live",
  investigation: "GET /investigations/G-9999",
  read: "help",
  decide: "investigate checkout is slow",
  raw: "athena sql select 1",
  change: "subscribe arn:aws:sns:eu-west-1:111122223333:orders",
} as const;

test.each([
  //                                           page live investigation read decide raw change
  ["nobody", undefined, [303, 401, 303, 401, 401, 401, 401]],
  ["somebody without a role", { sub: "eve", groups: ["others"] }, [403, 403, 403, 403, 403, 403, 403]],
  ["a viewer", { sub: "vic", groups: ["everybody"] }, [200, 200, 404, "+", "-", "-", "-"]],
  ["a responder", { sub: "rob", groups: ["oncall"] }, [200, 200, 404, "+", "+", "-", "-"]],
  ["an operator", { sub: "olga", groups: ["operators"] }, [200, 200, 404, "+", "+", "+", "-"]],
  ["an admin", { sub: "root@example.com" }, [200, 200, 404, "+", "+", "+", "+"]],
] as const)("%s gets through the doors of the role", async (_name, who, expected) => {
  const browser = open();
  if (who) {
    provider.person = who;
    await browser.signIn();
  }
  const got = [];
  for (const door of Object.values(DOORS)) {
    if (door.startsWith("GET ")) {
      got.push((await browser.get(door.slice("GET ".length))).status);
      continue;
    }
    const { status, text } = await browser.post("/say", { text: door });
    got.push(status >= 400 ? status : /NOT DONE|need an? (?:viewer|responder|operator|admin)/.test(text) ? "-" : "+");
  }
  expect(got).toEqual(expected);
});

test("a signed link shows its page to whoever has it, without buttons, and no other", async () => {
  const signIn = open();
  await signIn.signIn();
  await signIn.post("/say", { text: "investigate cart is slow" });
  const browser = open();
  const link = signLink("/investigations/G-1001", Math.floor(now().getTime() / 1000) + 60, SECRET);
  const shown = await browser.get(link);
  expect(shown.status).toBe(200);
  expect(shown.text).not.toContain("<form class");
  expect((await browser.get(link.replace("G-1001", "G-1002"))).status).toBe(303);
});

test("settings that belong together are asked for together", () => {
  expect(() => readConfig({ OIDC_ISSUER: "https://login.example.com" }, [web])).toThrow(
    /OIDC_CLIENT_ID is not set.*\n.*OIDC_CLIENT_SECRET.*\n.*PUBLIC_URL.*\n.*LINK_SECRET/,
  );
  expect(() => readConfig({ OIDC_ISSUER: "http://login.example.com" }, [web])).toThrow(/OIDC_ISSUER is not an address/);
});
