import { afterEach, expect, test } from "vitest";
import { STORM_TITLE } from "../../src/investigation/storm-lines.ts";
import type { EventMessage } from "../../src/routing/event-message.ts";
import { createRouter } from "../../src/routing/router.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { routing } from "../routing/forms.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const FILE = `
route:
  receiver: everyone
  routes:
    - matchers: ["alarm=~night-.*"]
      mute_time_intervals: [nights]
    - matchers: ["alarm=~shop-.*"]
      receiver: shop
      severity: SEV1
    - matchers: ["alarm=~cart-.*"]
      severity: SEV3
receivers:
  - { name: everyone, slack_configs: [{ channel: C0001 }] }
  - name: shop
    slack_configs: [{ channel: C0002 }]
    sns_configs: [{ topic_arn: "arn:aws:sns:eu-west-1:111122223333:pager" }]
    pagerduty_configs: [{ routing_key: ${"k".repeat(32)} }]
time_intervals:
  - name: nights
    time_intervals: [{ times: [{ start_time: "22:00", end_time: "24:00" }, { start_time: "00:00", end_time: "06:00" }] }]
inhibit_rules:
  - source_matchers: [severity=SEV1]
    target_matchers: ["severity=~SEV[34]"]
    equal: [account, region]
`;

let house: House;
afterEach(() => house.stop());

/** A house whose clock stands, at first at 23:30 UTC, and what it sent to topics and pagers. */
function nightHouse(file = FILE): {
  readonly pass: (minutes: number) => void;
  /** Resolves when nothing is left to do: a lane that runs while time passes loses its lease, and repeats its work. */
  readonly settled: () => Promise<void>;
  readonly sent: (EventMessage & { readonly to: string })[];
} {
  let at = Date.parse("2026-11-30T23:30:00Z");
  const now = (): Date => new Date(at);
  const sent: (EventMessage & { readonly to: string })[] = [];
  const router = createRouter(routing(file), ({ channel }) => `web:${channel}`, ["web:general"]);
  house = createHouse({
    router,
    now,
    stores: createMemoryStores({ now }),
    automatic: true,
    sendEvent: async ({ type }, message) => void sent.push({ ...message, to: type }),
  });
  const pass = (minutes: number): void => {
    at += minutes * 60_000;
  };
  const settled = () => expect.poll(() => house.store.due(now(), 1)).toEqual([]);
  return { pass, settled, sent };
}

const shown = (): readonly string[] =>
  house.channel.standing.flatMap(({ identity, place, card }) =>
    identity.slot === "root" ? `${place} ${card.title.split(" · ")[0]}` : [],
  );

const dropped = async (): Promise<string> =>
  JSON.stringify(await house.say("why-dropped", { place: "web:C0001", channel: "web:C0001" }));

test("what is muted is shown when the mute ends, if it still fires, and says until then why it is not", async () => {
  const { pass } = nightHouse();
  await house.alarm("night-1");
  await house.alarm("night-2");
  await expect.poll(async () => (await stateOf(house, 1002)).status).toBe("open");
  expect(shown()).toEqual([]);
  expect(await dropped()).toContain("route.1 is muted by nights");
  expect((await stateOf(house, 1001)).findings).toEqual({});
  const recovered = (await stateOf(house, 1001)).title;
  pass(1);
  await house.alarm(recovered, { state: "OK" });
  await expect.poll(async () => (await stateOf(house, 1001)).episodes.at(-1)?.state).toBe("OK");
  for (let hour = 0; hour < 7; hour++) {
    pass(59);
    const passed = Date.parse("2026-11-30T23:31:00Z") + (hour + 1) * 59 * 60_000;
    await expect
      .poll(async () => Date.parse((await stateOf(house, 1002)).held?.until ?? "9999-12-31"))
      .toBeGreaterThan(passed);
  }
  await expect.poll(() => shown()).toEqual([expect.stringMatching(/^web:C0001 .*night-/)]);
  expect(Object.keys((await stateOf(house, 1002)).findings)).toEqual(["1"]);
});

test("alarms whose mute ends together are one message, without those that recovered", async () => {
  const { pass } = nightHouse(FILE.replace('00:00", end_time: "06:00"', '00:00", end_time: "00:10"'));
  const names = Array.from({ length: 8 }, (_, index) => `night-${index}`);
  for (const name of names) {
    await house.alarm(name);
    pass(1);
  }
  await expect.poll(async () => (await house.directory.list("open", 50)).length).toBe(8);
  await house.alarm("night-3", { state: "OK" });
  await expect.poll(dropped).toContain("night-7");
  expect(shown()).toEqual([]);
  pass(40);
  await expect
    .poll(() => {
      pass(0.1);
      return shown();
    })
    .toEqual([expect.stringContaining("STORM")]);
  const storm = (await house.directory.list("open", 50)).find(({ title }) => title === STORM_TITLE);
  const members = async () => (await stateOf(house, storm?.number ?? 0)).members.map(({ name }) => name).toSorted();
  await expect
    .poll(() => {
      pass(0.1);
      return members();
    })
    .toEqual(names.filter((name) => name !== "night-3"));
  expect(shown()).toHaveLength(1);
});

test("an alarm is inhibited while a worse one of the same place fires", async () => {
  const { pass } = nightHouse();
  await house.alarm("shop-down");
  await expect.poll(() => shown()).toHaveLength(1);
  await house.alarm("cart-slow");
  await house.alarm("cart-slow-elsewhere", { region: "us-east-1" });
  await expect.poll(() => shown()).toHaveLength(2);
  expect(shown()).toEqual([expect.stringContaining("shop-down"), expect.stringContaining("cart-slow-elsewhere")]);
  expect(await dropped()).toContain("inhibited by shop-down (G-1001)");
  pass(6);
  await house.alarm("shop-down", { state: "OK" });
  await expect.poll(async () => (await stateOf(house, 1001)).episodes.at(-1)?.state).toBe("OK");
  pass(6);
  await expect.poll(() => shown()).toHaveLength(3);
  expect(shown()[2]).toContain("cart-slow");
});

test("alarms that arrive together inhibit one another as those before do", async () => {
  nightHouse();
  await Promise.all(["cart-slow", "shop-down"].map((name) => house.alarm(name)));
  await expect.poll(async () => await dropped()).toMatch(/inhibited by shop-down/);
  expect(shown().filter((each) => each.includes("cart-slow"))).toEqual([]);
});

test("topics and pagers are told once when an alarm begins, and when it is over", async () => {
  const { pass, settled, sent } = nightHouse();
  await house.alarm("shop-down");
  await house.alarm("cart-fine", { region: "us-east-1" });
  await expect.poll(() => sent).toHaveLength(2);
  await settled();
  pass(1);
  await house.alarm("shop-down");
  await settled();
  pass(1);
  await house.alarm("shop-down", { state: "OK" });
  await expect.poll(() => sent).toHaveLength(4);
  expect(sent.map(({ to, what, title, severity }) => [to, what, title, severity])).toEqual([
    ["sns", "trigger", "ALARM shop-down · G-1001", "SEV1"],
    ["pagerduty", "trigger", "ALARM shop-down · G-1001", "SEV1"],
    ["sns", "resolve", "OK shop-down · G-1001", "SEV1"],
    ["pagerduty", "resolve", "OK shop-down · G-1001", "SEV1"],
  ]);
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
});

test("a storm pages once, not for each of its members", async () => {
  const { sent } = nightHouse();
  await Promise.all(Array.from({ length: 9 }, (_, index) => house.alarm(`shop-${index}`)));
  await expect.poll(() => shown().some((each) => each.includes("STORM"))).toBe(true);
  await expect.poll(() => sent.filter(({ title }) => title.startsWith("STORM"))).toHaveLength(2);
  const alone = shown().filter((each) => !each.includes("STORM")).length;
  await expect.poll(() => sent).toHaveLength((alone + 1) * 2);
});

const GROUPED = (more: string) => `
route:
  receiver: everyone
  routes: [{ matchers: ["alarm=~shop-.*"], ${more} }]
receivers:
  - { name: everyone, slack_configs: [{ channel: C0001 }] }
`;

test("the alarms of a group that come while the first waits are one message, and a single one is shown after its wait", async () => {
  const { pass } = nightHouse(GROUPED("group_by: [account], group_wait: 30s, group_interval: 5m"));
  await house.alarm("shop-1");
  await expect.poll(async () => (await stateOf(house, 1001)).held?.reason).toBe("waits for others of its group");
  await house.alarm("shop-2");
  await house.alarm("shop-3", { account: "444455556666" });
  await expect.poll(async () => (await stateOf(house, 1002)).members).toHaveLength(2);
  expect((await stateOf(house, 1002)).members.map(({ name }) => name).toSorted()).toEqual(["shop-1", "shop-2"]);
  expect((await stateOf(house, 1002)).held?.reason).toBe("waits for others of its group");
  await expect.poll(async () => (await house.directory.list("open", 9)).length).toBe(3);
  expect(shown()).toEqual([]);
  pass(1);
  await expect.poll(() => shown()).toHaveLength(2);
  expect(shown().toSorted()).toEqual([expect.stringContaining("shop-3"), expect.stringContaining("STORM")]);
  pass(3);
  await house.alarm("shop-4");
  await expect.poll(async () => (await stateOf(house, 1002)).members).toHaveLength(3);
  await house.alarm("shop-1", { state: "OK" });
  await expect
    .poll(async () => (await stateOf(house, 1002)).members.find(({ name }) => name === "shop-1")?.state)
    .toBe("OK");
  expect(shown()).toHaveLength(2);
});

test('group_by ["..."] leaves each alarm alone, however many come', async () => {
  nightHouse(GROUPED('group_by: ["..."]'));
  await Promise.all(Array.from({ length: 9 }, (_, index) => house.alarm(`shop-${index}`)));
  await expect.poll(() => shown()).toHaveLength(9);
  expect(shown().filter((each) => each.includes("STORM"))).toEqual([]);
});
