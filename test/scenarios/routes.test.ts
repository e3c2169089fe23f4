import { afterEach, expect, test } from "vitest";
import { plain } from "../../src/card/card.ts";
import { createRouter } from "../../src/routing/router.ts";
import { routing } from "../routing/forms.ts";
import { createHouse, envelope, type House, message, stateOf } from "./house.ts";

const FILE = `
route:
  receiver: everyone
  routes:
    - matchers: ["alarm=~payments-.*"]
      receiver: payments
      severity: SEV1
    - matchers: ["alarm=~dev-.*"]
      receiver: dev
      class: notification
    - matchers: ["tag.team=payments"]
      receiver: payments
    - matchers: ["alarm=~noise-.*"]
      receiver: nobody
    - matchers: ["source=aws.guardduty", 'severity=~"(?i)low"']
      receiver: nobody
    - matchers: ["source=aws.guardduty"]
      receiver: dev
      continue: true
    - matchers: ["source=aws.guardduty"]
      receiver: payments
receivers:
  - { name: everyone, slack_configs: [{ channel: C0001 }] }
  - { name: payments, slack_configs: [{ channel: C0002 }, { channel: C0003 }] }
  - { name: dev, slack_configs: [{ channel: C0004 }] }
  - { name: nobody }
`;

let house: House;
afterEach(() => house.stop());

function routedHouse(options: Parameters<typeof createHouse>[0] = {}): House {
  const router = createRouter(routing(FILE), ({ channel }) => `web:${channel}`, ["web:general"]);
  house = createHouse({ router, ...options });
  return house;
}

const shown = (): readonly string[] =>
  house.channel.standing
    .filter(({ identity }) => identity.slot === "root")
    .map(({ place, card }) => `${place} ${card.title}`)
    .sort();

test("each alarm is shown where its route says, and what no route takes at the root", async () => {
  routedHouse();
  for (const name of ["payments-5xx", "dev-cpu", "checkout-5xx", "noise-1"]) await house.alarm(name);
  await expect
    .poll(shown)
    .toEqual([
      expect.stringMatching(/^web:C0001 .*checkout-5xx/),
      expect.stringMatching(/^web:C0002 .*payments-5xx/),
      expect.stringMatching(/^web:C0003 .*payments-5xx/),
      expect.stringMatching(/^web:C0004 .*dev-cpu/),
    ]);
});

test("alerts are investigated with the severity of their route, notifications wait for the button", async () => {
  routedHouse({ automatic: true });
  await house.alarm("payments-5xx");
  await house.alarm("dev-cpu");
  await expect.poll(() => shown()).toHaveLength(3);
  const states = await Promise.all([1001, 1002].map((number) => stateOf(house, number)));
  expect(
    states.map(({ title, severity, findings, routed }) => [title, severity, Object.keys(findings), routed?.class]),
  ).toEqual([
    ["payments-5xx", "SEV1", ["1"], "alert"],
    ["dev-cpu", undefined, [], "notification"],
  ]);
});

test("a storm of one channel takes no alarm of another in", async () => {
  routedHouse();
  const names = (team: string) => Array.from({ length: 5 }, (_, index) => `${team}-${index}`);
  for (const name of [...names("payments"), ...names("dev")]) await house.alarm(name);
  await expect.poll(() => shown()).toHaveLength(15);
  expect(shown().filter((each) => each.includes("STORM"))).toEqual([]);
  await Promise.all(["payments-a", "payments-b", "payments-c"].map((name) => house.alarm(name)));
  await expect
    .poll(() => shown().filter((each) => each.includes("at once")))
    .toEqual([expect.stringMatching(/^web:C0002 STORM 3 alarms/), expect.stringMatching(/^web:C0003 STORM 3 alarms/)]);
  await house.alarm("dev-a");
  await expect.poll(() => shown().filter((each) => each.includes("at once"))).toHaveLength(3);
  const state = await stateOf(house, 1012);
  expect(state.members.map(({ name }) => name)).toEqual(["dev-a"]);
  await Promise.all(
    ["payments-a", "payments-b", "payments-c"].map((name) =>
      house.alarm(name, { state: "OK", at: new Date(Date.now() + 1_000).toISOString() }),
    ),
  );
  await expect
    .poll(async () => (await stateOf(house, 1011)).members.map((member) => member.state))
    .toEqual(["OK", "OK", "OK"]);
});

test("an alarm stays where it is shown, whatever comes of it", async () => {
  routedHouse();
  await house.alarm("payments-5xx");
  await expect.poll(() => shown()).toHaveLength(2);
  await house.alarm("payments-5xx", { state: "OK", at: new Date(Date.now() + 1_000).toISOString() });
  await expect.poll(() => shown().every((each) => each.includes("OK"))).toBe(true);
  expect(shown()).toHaveLength(2);
});

test.each([
  [2, []],
  [8, ["web:C0002", "web:C0003", "web:C0004"]],
])("a finding of severity %d is shown in %j", async (severity, places) => {
  routedHouse();
  const finding = {
    version: "0",
    id: "e1",
    "detail-type": "GuardDuty Finding",
    source: "aws.guardduty",
    account: "111122223333",
    time: "2026-11-30T03:00:00Z",
    region: "eu-west-1",
    resources: [],
    detail: { severity, type: "Recon:EC2/PortProbeUnprotectedPort", title: "A port is probed", description: "A port." },
  };
  await house.app.deliver({
    id: "e1",
    stream: "intake/web:general",
    receivedAt: new Date().toISOString(),
    body: envelope("e1", finding),
  });
  await house.alarm("checkout-5xx");
  await expect.poll(() => shown()).toHaveLength(places.length + 1);
  expect(shown().map((each) => each.split(" ")[0])).toEqual(["web:C0001", ...places]);
});

/** The channel of the root's receiver. */
const AT_ROOT = { place: "web:C0001", channel: "web:C0001" };

/** What a person is told, as lines. */
async function told(text: string, options: Parameters<House["say"]>[1] = {}): Promise<string> {
  const received = await house.say(text, options);
  if (received.type !== "reply") return received.type;
  const { title, blocks } = received.card;
  const lines = blocks.flatMap((block) => {
    switch (block.type) {
      case "text":
      case "context":
        return plain(block.text);
      case "quote":
        return block.text;
      case "points":
        return block.points.map((point) => `${point.sign} ${plain(point.text)}`);
      default:
        return [];
    }
  });
  return [title, ...lines].join("\n");
}

test("routes shows the tree, and routes test which route takes an alarm and what each saw", async () => {
  routedHouse();
  expect(await told("routes")).toContain(
    'route.1: alarm=~"payments-.*" → payments: slack C0002, slack C0003 · alert · SEV1',
  );
  expect(await told("routes test dev-cpu region=eu-west-1")).toBe(
    [
      "ROUTE dev-cpu",
      "route.2 → dev: slack C0004 · notification",
      "+ route (line 2) left to a route below",
      '- route.1 (line 5) refused it: alarm=~"payments-.*" saw "dev-cpu"',
      '+ route.2 (line 8) took it: alarm=~"dev-.*" saw "dev-cpu"',
      "source=aws.cloudwatch · alarm=dev-cpu · region=eu-west-1",
    ].join("\n"),
  );
});

test.each([
  [
    "an alarm's message",
    JSON.stringify(message("payments-5xx", "ALARM", "2026-11-30T03:00:00Z")),
    /^ROUTE payments-5xx\nroute.1 → payments/,
  ],
  [
    "the same in its envelope",
    envelope("m1", message("payments-5xx", "ALARM", "2026-11-30T03:00:00Z")),
    /^ROUTE payments-5xx\nroute.1 → payments/,
  ],
  ["something that is cut", '{"AlarmName": "payments', /^NOT DONE\nThat is no JSON/],
  ["a label that there is not", "payments-5xx team=a", /^NOT DONE\nThere is no label team/],
  ["nothing", "", /^NOT DONE\nWhich alarm/],
])("routes test of %s", async (_, text, expected) => {
  routedHouse();
  expect(await told(`routes test ${text}`)).toMatch(expected);
});

test("why-dropped lists what was not posted, with the reason, newest first", async () => {
  routedHouse();
  expect(await told("why-dropped", AT_ROOT)).toMatch(/Nothing was kept back/);
  await house.alarm("noise-1");
  await expect.poll(async () => await told("why-dropped", AT_ROOT)).toContain("noise-1");
  await house.alarm("noise-2");
  await expect.poll(async () => await told("why-dropped", AT_ROOT)).toContain("noise-2");
  await house.alarm("noise-2", { at: new Date(Date.now() + 1_000).toISOString() });
  await expect.poll(async () => await told("why-dropped", AT_ROOT)).toContain("noise-2 (2 times)");
  const [title, first, second] = (await told("why-dropped", AT_ROOT)).split("\n");
  expect([title, first, second]).toEqual([
    "DROPPED 2",
    expect.stringMatching(/^\d\d:\d\d noise-2 \(2 times\): route.4: nobody sends nowhere$/),
    expect.stringMatching(/^\d\d:\d\d noise-1: route.4: nobody sends nowhere$/),
  ]);
});

test("guests are told neither the routes nor what was dropped", async () => {
  routedHouse();
  await house.alarm("noise-1");
  for (const text of ["routes", "routes test dev-cpu", "why-dropped"]) {
    expect(await told(text, { belonging: "guest" })).toMatch(/^NOT DONE\nRoutes are shown to members/);
  }
});

test("an alarm is routed by its tags, which its card shows in one line", async () => {
  const tags = { team: "payments", owner: "ana", runbook: "https://runbooks.example.com/checkout" };
  routedHouse({ tagsOf: async (arn) => (arn.endsWith(":checkout-5xx") ? tags : {}) });
  await house.alarm("checkout-5xx");
  await house.alarm("cart-5xx");
  await expect.poll(() => shown()).toHaveLength(3);
  expect(shown().map((each) => each.split(" ")[0])).toEqual(["web:C0001", "web:C0002", "web:C0003"]);
  const card = () => house.channel.standing.find(({ place }) => place === "web:C0002")?.card;
  expect(card()?.blocks).toContainEqual({ type: "context", text: "team payments · owner ana" });
  expect(card()?.blocks).toContainEqual({ type: "links", links: [{ text: "Runbook", url: tags.runbook }] });
  await house.alarm("checkout-5xx", { state: "OK", at: new Date(Date.now() + 1_000).toISOString() });
  await expect.poll(() => card()?.title).toContain("OK");
  expect(card()?.blocks).toContainEqual({ type: "context", text: "team payments · owner ana" });
});
