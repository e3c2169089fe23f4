import { request } from "node:http";
import { expect, test } from "vitest";
import { startStage } from "./stage.ts";

/** A GET whose Host is another's, as after DNS rebinding. */
function statusWithHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on("error", reject).end();
  });
}

test.each(["https://evil.example", "null", "http://127.0.0.1:1", "http://127.0.0.1.evil.example"])(
  "a form sent from %s is refused",
  async (origin) => {
    await using stage = await startStage();
    expect((await stage.post("/say", { text: "ack" }, { origin })).status).toBe(403);
    expect((await stage.post("/raise", { incident: "slow-shop" }, { origin })).status).toBe(403);
    expect([stage.inbounds, stage.raised]).toEqual([[], []]);
  },
);

test("a form sent from the page itself is taken", async () => {
  await using stage = await startStage();
  await stage.post("/say", { text: "ack" }, { origin: stage.url });
  expect(stage.inbounds).toHaveLength(1);
});

test.each([
  ["evil.example", 403],
  ["127.0.0.1.evil.example:3000", 403],
  ["localhost:3000", 200],
])("the name %s for this machine answers %i", async (host, status) => {
  await using stage = await startStage();
  expect(await statusWithHost(stage.url, host)).toBe(status);
});

test("pages run no script but our own and are framed by nobody", async () => {
  await using stage = await startStage();
  const { headers } = await stage.get("/");
  expect(headers.get("content-security-policy")).toMatch(
    /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/,
  );
  expect(headers.get("content-security-policy")).not.toContain("unsafe");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(await (await stage.get("/")).text()).not.toMatch(/<script(?! type="module" src=)|\son\w+=|style="/);
});

test.each(["/", "/live", "/investigations/G-1042", `/charts/${"0".repeat(64)}.svg`])(
  "outside the playground %s shows nothing without a link",
  async (path) => {
    await using stage = await startStage({ playground: false });
    expect((await stage.get(path)).status).toBe(404);
  },
);

test("outside the playground nothing can be said or raised, not even with a signature", async () => {
  await using stage = await startStage({ playground: false });
  expect((await stage.post(stage.signed("/say"), { text: "ack" })).status).toBe(404);
  expect((await stage.post(stage.signed("/raise"), { incident: "slow-shop" })).status).toBe(404);
  expect([stage.inbounds, stage.raised]).toEqual([[], []]);
});

test("a signed link shows its investigation, for reading only", async () => {
  await using stage = await startStage({ playground: false });
  const response = await stage.get(stage.signed("/investigations/G-1042"));
  const html = await response.text();
  expect(response.status).toBe(200);
  expect(html).toContain("ALARM checkout-5xx");
  expect(html).not.toContain('action="/say"');
});

test("a signed link that has expired or was changed shows nothing", async () => {
  await using stage = await startStage({ playground: false });
  const good = stage.signed("/investigations/G-1042");
  const later = good.replace(/expires=(\d+)/, (_, at) => `expires=${Number(at) + 60}`);
  const tampered = [
    stage.signed("/investigations/G-1042", -1),
    stage.signed("/investigations/G-1042", 0),
    good.replace("G-1042", "G-1043"),
    later,
    good.slice(0, -1),
    good.replace(/signature=.*/, "signature="),
    good.replace(/signature=.*/, "signature=ü"),
  ];
  for (const link of tampered) expect.soft((await stage.get(link)).status, link).toBe(404);
  expect((await stage.get(good)).status).toBe(200);
});

test("browsers name their origin with our own forms: without any referrer they would send null, which is refused", async () => {
  await using stage = await startStage();
  expect((await stage.get("/")).headers.get("referrer-policy")).toBe("same-origin");
  const own = { origin: stage.url, "sec-fetch-site": "same-origin" };
  expect((await stage.post("/say", { text: "ack" }, own)).status).toBe(303);
  expect((await stage.post("/say", { text: "ack" }, { ...own, origin: "null" })).status).toBe(403);
});
