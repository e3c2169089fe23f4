import { expect, test } from "vitest";
import { bare } from "../../bare.ts";
import { card, startStage } from "./stage.ts";

const OWN = { "x-requested-with": "gumshoe" };

test("the playground shows messages, threads, the simulated incidents and the box", async () => {
  await using stage = await startStage();
  const { chat } = stage.web;
  const identity = { stream: "investigation/1042", slot: "root" };
  const { thread } = await chat.post(
    "web:general",
    bare(card("ALARM <b>x</b>", { investigation: "G-1042" })),
    identity,
  );
  await chat.post(thread, bare(card("h1 LIKELY")), { ...identity, slot: "h1" });
  const html = await (await stage.get("/")).text();
  expect(html).toContain('<a href="/investigations/G-1042">ALARM &lt;b&gt;x&lt;/b&gt;</a>');
  expect(html).toContain("h1 LIKELY");
  expect(html).toContain("Simulated");
  expect(html).toContain("The shop &lt;is&gt; slow.");
  expect(html).toContain(`name="place" value="${thread}"`);
});

test("earlier conversations stand on pages before the newest, the newest first", async () => {
  await using stage = await startStage();
  for (let number = 1; number <= 61; number++) {
    const message = bare(card(`ALARM n${number}.`, { investigation: `G-${number}` }));
    await stage.web.chat.post("web:general", message, { stream: `investigation/${number}`, slot: "root" });
  }
  const page = async (path: string) => {
    const html = await (await stage.get(path)).text();
    const shown = [...html.matchAll(/ALARM n(\d+)\./g)].map(([, number]) => Number(number));
    const links = [...html.matchAll(/href="([^"]*)">(?:Earlier|Later)/g)].map(([, to]) => to);
    return { first: shown[0], last: shown.at(-1), links, live: /data-live="(\w+)"/.exec(html)?.[1] };
  };
  expect(await page("/")).toEqual({ first: 61, last: 32, links: ["/?earlier=1"], live: "newest" });
  const links = ["/", "/?earlier=2"];
  expect(await page("/?earlier=1")).toEqual({ first: 31, last: 2, links, live: "earlier" });
  expect(await page("/?earlier=2")).toEqual({ first: 1, last: 1, links: ["/?earlier=1"], live: "earlier" });
  expect(await page("/?earlier=x")).toMatchObject({ first: 61, live: "newest" });
});

test("questions push no alarm off the page", async () => {
  await using stage = await startStage();
  const post = (title: string, number: number, more: object = {}) =>
    stage.web.chat.post("web:general", bare(card(title, more)), { stream: `investigation/${number}`, slot: "root" });
  await post("ALARM first.", 1, { investigation: "G-1" });
  for (let number = 2; number <= 60; number++) await post(`ASKED changes ${number}`, number);
  const html = await (await stage.get("/")).text();
  expect(html).toContain("ALARM first.");
  expect(html).not.toContain("/?earlier=1");
});

test("the box takes as much as the page does", async () => {
  await using stage = await startStage();
  expect(await (await stage.get("/")).text()).toContain('maxlength="4000"');
});

test("what is typed arrives with its place, zone and name", async () => {
  await using stage = await startStage();
  const form = { text: "why h1", zone: "Europe/Berlin", place: "web:general:a%2F1" };
  const response = await stage.post("/say", form, { ...OWN, cookie: "name=Ana%20B" });
  expect(response.status).toBe(204);
  expect(stage.inbounds).toMatchObject([
    {
      text: "why h1",
      zone: "Europe/Berlin",
      place: "web:general:a%2F1",
      channel: "web:general",
      manner: "addressed",
      actor: { id: "web:ana b", name: "Ana B" },
    },
  ]);
});

test("a zone that does not exist counts as UTC", async () => {
  await using stage = await startStage();
  await stage.post("/say", { text: "status", zone: "<b>" }, OWN);
  expect(stage.inbounds[0]?.zone).toBe("UTC");
});

test("sending again under the same delivery is the same delivery, and nothing else is taken for one", async () => {
  await using stage = await startStage();
  const delivery = "6a2f41a3-c54c-4fce-9b5e-0f0e6c2b7a11";
  await stage.post("/say", { text: "ack" }, { ...OWN, "x-delivery": delivery });
  await stage.post("/say", { text: "ack" }, { ...OWN, "x-delivery": delivery });
  await stage.post("/say", { text: "ack" }, { ...OWN, "x-delivery": "forged" });
  const [first, second, third] = stage.inbounds;
  expect(second?.id).toBe(first?.id);
  expect(third?.id).toMatch(/^web:[0-9a-f-]{36}$/);
});

test("an answer comes back to the person alone", async () => {
  await using stage = await startStage({ answer: { type: "reply", card: card("HELP <i>"), refused: true } });
  const html = await (await stage.post("/say", { text: "help" }, OWN)).text();
  expect(html).toContain("HELP &lt;i&gt;");
  expect(html).toContain("Only you see this");
  expect(await (await stage.get("/")).text()).not.toContain("HELP &lt;i&gt;");
});

test("forms work without the script", async () => {
  await using stage = await startStage({ answer: { type: "reply", card: card("HELP"), refused: true } });
  const said = await stage.post("/say", { text: "help" });
  expect(await said.text()).toContain("<!doctype html>");
  const raised = await stage.post("/raise", { incident: "slow-shop" });
  expect([raised.status, raised.headers.get("location")]).toEqual([303, "/"]);
  expect(stage.raised).toEqual(["slow-shop"]);
});

test.each([
  ["/say", { text: "" }, 400],
  ["/say", { text: "x".repeat(4_001) }, 400],
  ["/say", { text: "ack", place: "slack:T1:C1" }, 400],
  ["/say", { text: "x".repeat(20_000) }, 413],
  ["/raise", { incident: "constructor" }, 404],
  ["/nowhere", { text: "ack" }, 404],
])("%s refuses bad input %#", async (path, form, status) => {
  await using stage = await startStage();
  expect((await stage.post(path, form, OWN)).status).toBe(status);
  expect([stage.inbounds, stage.raised]).toEqual([[], []]);
});

test.each([
  ["cut off", "multipart/form-data; boundary=x", '--x\r\nContent-Disposition: form-data; name="text"\r\n'],
  ["without a boundary", "multipart/form-data", "a"],
  ["that is JSON", "application/json", "{}"],
])("a form %s is no form", async (_name, type, body) => {
  await using stage = await startStage();
  for (const [path, status] of [
    ["/say", 400],
    ["/raise", 404],
  ] as const) {
    const headers = { ...OWN, origin: stage.url, "content-type": type };
    expect((await fetch(`${stage.url}${path}`, { method: "POST", headers, body })).status).toBe(status);
  }
  expect([stage.inbounds, stage.raised]).toEqual([[], []]);
});

test("an investigation has a page of its own", async () => {
  await using stage = await startStage();
  const html = await (await stage.get("/investigations/G-1042")).text();
  expect(html).toContain("NOTE &lt;script&gt;");
  expect(html).toContain("Ana &lt;b&gt;");
  expect(html).toContain('value="G-1042 ack"');
  expect((await stage.get("/investigations/G-9999")).status).toBe(404);
  expect((await stage.get("/investigations/constructor")).status).toBe(404);
});

test("a chart is drawn from the archive as SVG and PNG", async () => {
  await using stage = await startStage();
  const series = [{ name: "errors", start: 1_777_600_000, step: 60, values: [1, null, 3] }];
  const id = await stage.host.archive.save("s", { type: "chart", title: "Errors", unit: "per min", series });
  const other = await stage.host.archive.save("s", { type: "something else" });
  const svg = await stage.get(`/charts/${id}.svg?zone=Europe/Berlin`);
  expect(svg.headers.get("content-type")).toBe("image/svg+xml");
  expect(await svg.text()).toContain("Europe/Berlin");
  const png = await stage.get(`/charts/${id}.png`);
  expect(
    Buffer.from(await png.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
  expect((await stage.get(`/charts/${other}.svg`)).status).toBe(404);
  expect((await stage.get(`/charts/${"0".repeat(64)}.svg`)).status).toBe(404);
});
