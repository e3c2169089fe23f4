import { execFile } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { silentLog } from "../../../src/log/log.ts";
import { parseNotification } from "../../../src/notification/parse.ts";
import type { Delivery } from "../../../src/store/store.ts";
import { custom } from "../../notification/changes/events.ts";
import { post, SECRET, secondsOf, serveChanges, signed } from "./sender.ts";

let stored: Delivery[] = [];
let storeFails = false;
let served: Awaited<ReturnType<typeof serveChanges>>;
let unset: Awaited<ReturnType<typeof serveChanges>>;

const deps = {
  deliver: async (delivery: Delivery) => {
    if (storeFails) throw new Error("the table is not reachable");
    stored.push(delivery);
  },
  streamOf: () => "intake/web:general",
  now: () => new Date(),
  log: silentLog,
};

beforeAll(async () => {
  served = await serveChanges({ ...deps, secret: SECRET });
  unset = await serveChanges({ ...deps, secret: undefined });
});
beforeEach(() => {
  stored = [];
  storeFails = false;
});
afterAll(() => {
  served.close();
  unset.close();
});

const body = JSON.stringify(custom());

test("a signed change is stored before it is acknowledged, as a delivery that the intake understands", async () => {
  expect(await post(served.url, body)).toEqual({ status: 200, text: "stored as custom:deploy-4711\n" });
  expect(stored).toMatchObject([{ stream: "intake/web:general" }]);
  expect(parseNotification(stored[0]?.body ?? "")).toMatchObject({
    type: "change",
    kind: "custom",
    change: { id: "custom:deploy-4711", action: "Deploy", actor: "ana" },
  });
});

test("a replay is the same delivery, and the same words signed anew are another", async () => {
  const headers = signed(body, { at: new Date(Date.now() - 60_000) });
  for (let count = 0; count < 3; count++) expect((await post(served.url, body, headers)).status).toBe(200);
  await post(served.url, body);
  expect(stored).toHaveLength(4);
  expect(new Set(stored.map(({ id }) => id)).size).toBe(2);
  expect(stored[0]).toMatchObject({ id: stored[1]?.id, body: stored[1]?.body });
});

describe("refuses, and stores nothing", () => {
  const now = new Date();
  const good = signed(body, { at: now });
  const hex = good["x-gumshoe-signature-256"] ?? "";
  const without = (name: string) => Object.fromEntries(Object.entries(good).filter(([key]) => key !== name));
  const ofBodyAlone = `sha256=${createHmac("sha256", SECRET).update(body).digest("hex")}`;
  test.each([
    ["no signature", without("x-gumshoe-signature-256"), /both needed/],
    ["no timestamp", without("x-gumshoe-timestamp"), /both needed/],
    ["another secret", signed(body, { secret: "another secret of a length" }), /does not match/],
    ["another body", signed(`${body} `), /does not match/],
    [
      "another time than was signed",
      { ...good, "x-gumshoe-timestamp": secondsOf(new Date(now.getTime() + 1_000)) },
      /does not match/,
    ],
    ["a signature of the body alone", { ...good, "x-gumshoe-signature-256": ofBodyAlone }, /does not match/],
    ["a signature cut short", { ...good, "x-gumshoe-signature-256": hex.slice(0, -1) }, /does not match/],
    ["a signature without its method", { ...good, "x-gumshoe-signature-256": hex.slice(7) }, /does not match/],
    ["an empty signature", { ...good, "x-gumshoe-signature-256": "" }, /does not match/],
    ["a time that is none", { ...good, "x-gumshoe-timestamp": "now" }, /not a time in seconds/],
    ["six minutes ago", signed(body, { at: new Date(now.getTime() - 360_000) }), /sign it again/],
    ["in an hour", signed(body, { at: new Date(now.getTime() + 3_600_000) }), /sign it again/],
  ])("%s", async (_name, headers, told) => {
    const { status, text } = await post(served.url, body, headers);
    expect(status).toBe(401);
    expect(text).toMatch(told);
    expect(text).not.toContain(SECRET);
    expect(stored).toEqual([]);
  });

  test.each([
    ["words", "deployed"],
    ["an alarm", JSON.stringify({ AlarmName: "a", NewStateValue: "ALARM", StateChangeTime: "2026-05-01T03:00:00Z" })],
    ["an event that only AWS may tell", JSON.stringify({ "detail-type": "AWS API Call via CloudTrail" })],
    ["a notification that is no change", JSON.stringify(custom({ eventType: "note" }))],
    ["nothing", ""],
  ])("%s", async (_name, text) => {
    expect((await post(served.url, text)).status).toBe(400);
    expect(stored).toEqual([]);
  });

  test("says what a body lacks", async () => {
    const { content: _, ...rest } = custom();
    expect((await post(served.url, JSON.stringify(rest))).text).toMatch(/content/);
    expect((await post(served.url, JSON.stringify(custom({ eventType: "note" })))).text).toMatch(/must be "change"/);
  });

  test("more than 64 KB, and takes exactly so many", async () => {
    const sized = (bytes: number) => {
      const message = custom({ note: "" });
      return JSON.stringify(message) + " ".repeat(bytes - JSON.stringify(message).length);
    };
    expect((await post(served.url, sized(64 * 1024 + 1))).status).toBe(413);
    expect(stored).toEqual([]);
    expect((await post(served.url, sized(64 * 1024))).status).toBe(200);
  });

  test("everything while no secret is set", async () => {
    expect(await post(unset.url, body)).toMatchObject({
      status: 403,
      text: expect.stringMatching(/CHANGES_SECRET is not set/),
    });
    expect((await post(unset.url, body, signed(body, { secret: "" }))).status).toBe(403);
    expect(stored).toEqual([]);
  });

  test("other methods than POST", async () => {
    expect((await fetch(`${served.url}/changes`)).status).toBe(405);
  });
});

test("asks to come again while the store is not reachable", async () => {
  storeFails = true;
  expect((await post(served.url, body)).status).toBe(503);
  storeFails = false;
  expect((await post(served.url, body)).status).toBe(200);
});

test("no unsigned body is taken, whatever it is", async () => {
  const odd = fc.oneof(fc.json(), fc.string({ unit: "binary", maxLength: 200 }), fc.constant(body));
  const header = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString("hex"));
  await fc.assert(
    fc.asyncProperty(odd, header, async (text, hex) => {
      const headers = { "x-gumshoe-timestamp": secondsOf(new Date()), "x-gumshoe-signature-256": `sha256=${hex}` };
      expect((await post(served.url, text, headers)).status).toBe(401);
    }),
  );
  expect(stored).toEqual([]);
});

test("the script of docs/changes.md is taken as it stands there, whatever its values hold", async () => {
  const page = readFileSync(new URL("../../../docs/changes.md", import.meta.url), "utf8");
  const [, script = ""] = /```sh\n([\s\S]+?)```/.exec(page) ?? [];
  const env = {
    PATH: process.env.PATH,
    GUMSHOE_URL: served.url,
    CHANGES_SECRET: SECRET,
    COMPONENT: "checkout",
    ENVIRONMENT: "prod",
    VERSION: '1.42.0 "rc" $(id) é',
    COMMIT: "3f2c9aa",
    AUTHOR: "ana",
    LINK: "https://github.com/acme/shop/actions/runs/4711",
  };
  const { stdout } = await promisify(execFile)("sh", ["-c", script], { env });
  expect(stdout).toMatch(/^stored as custom:/);
  expect(parseNotification(stored[0]?.body ?? "")).toMatchObject({
    change: { action: "Deploy", actor: "ana", resources: ["checkout"], detail: { version: env.VERSION } },
  });
});
