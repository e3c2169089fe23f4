import { afterEach, expect, test } from "vitest";
import { Retryable } from "../../src/errors.ts";
import { parseOnCall } from "../../src/on-call/parse-on-call.ts";
import type { EventMessage } from "../../src/routing/event-message.ts";
import { createRouter } from "../../src/routing/router.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { routing } from "../routing/forms.ts";
import { createHouse, type House, stateOf } from "./house.ts";

const ROUTES = `
route: { receiver: everyone }
receivers:
  - { name: everyone, slack_configs: [{ channel: C0001 }] }
  - name: night desk
    slack_configs: [{ channel: C0002 }]
    sns_configs: [{ topic_arn: "arn:aws:sns:eu-west-1:111122223333:pager" }]
    pagerduty_configs: [{ routing_key: ${"k".repeat(32)} }]
`;
const ON_CALL = `
people: { ana: { name: Ana, ids: ["web:ana"] } }
escalation: [{ after: 5m, page: [ana] }, { after: 15m, page: ["receiver:night desk"] }]
`;

const houses: House[] = [];
afterEach(() => Promise.all(houses.splice(0).map((house) => house.stop())));

/** Two replicas at a time that the test tells, and what both sent to topics and pagers. */
function replicas(refuses: (message: EventMessage) => boolean = () => false) {
  let time = Date.parse("2026-05-02T03:00:00Z");
  const now = () => new Date(time);
  const stores = createMemoryStores({ now });
  const sent: string[] = [];
  const keys = new Set<string>();
  const onCall = parseOnCall(ON_CALL);
  if (!onCall.ok) throw new Error("the file of the test is wrong");
  const options = {
    ...{ stores, now, onCall: onCall.value, policy: { escalates: true } },
    router: createRouter(routing(ROUTES), ({ channel }) => `web:${channel}`, ["web:general"]),
    sendEvent: async ({ type }: { readonly type: string }, message: EventMessage) => {
      if (refuses(message)) throw new Retryable("PagerDuty answered 503", { afterMs: 60_000 });
      keys.add(message.key);
      sent.push(`${message.what} ${type} ${message.title}`);
    },
  };
  const [house, other] = [createHouse(options), createHouse(options)];
  houses.push(house, other);
  const settled = async () => {
    await Promise.all(houses.map(({ app }) => app.runner.poll()));
    await expect.poll(() => house.store.due(now(), 1)).toEqual([]);
  };
  const pass = async (minutes: number) => {
    time += minutes * 60_000;
    await settled();
  };
  const say = async (text: string) => {
    const said = await house.say(text, { at: now().toISOString(), place: "web:C0001", channel: "web:C0001" });
    expect(said).toMatchObject({ type: "stored" });
  };
  const steps = async () => (await stateOf(house, 1001)).pages.length;
  return { house, now, say, pass, settled, steps, sent, keys };
}

/** An alarm whose steps were both taken, one after the other. */
async function paged(night: ReturnType<typeof replicas>): Promise<void> {
  await night.house.alarm("checkout", { at: night.now().toISOString() });
  await expect.poll(async () => (await stateOf(night.house, 1001)).escalation?.steps.length).toBe(2);
  await night.pass(6);
  await expect.poll(night.steps).toBe(1);
  expect(night.sent).toEqual([]);
  await expect
    .poll(() => JSON.stringify(houses.flatMap((each) => each.roots())))
    .toContain("Next: pages night desk at ");
  await night.pass(10);
  await expect.poll(night.steps).toBe(2);
  await night.settled();
}

const TRIGGERED = ["trigger pagerduty ALARM checkout · G-1001", "trigger sns ALARM checkout · G-1001"];
const inOrder = (lines: readonly string[]) => lines.toSorted();

test("a step pages each topic and pager of a receiver once, and its channel shows the alarm", async () => {
  const night = replicas();
  await paged(night);
  await expect.poll(() => inOrder(night.sent)).toEqual(TRIGGERED);
  expect((await stateOf(night.house, 1001)).also).toEqual(["web:C0002"]);
});

test("an acknowledgement ends the page, says who has it, and the recovery says nothing more", async () => {
  const night = replicas();
  await paged(night);
  await night.pass(1);
  await night.say("G-1001 ack");
  const all = [
    "resolve pagerduty ACKNOWLEDGED by Ana: checkout · G-1001",
    "resolve sns ACKNOWLEDGED by Ana: checkout · G-1001",
    ...TRIGGERED,
  ];
  await expect.poll(() => inOrder(night.sent)).toEqual(all);
  await night.pass(1);
  await night.house.alarm("checkout", { state: "OK", at: night.now().toISOString() });
  await expect.poll(async () => (await stateOf(night.house, 1001)).episodes.at(-1)?.state).toBe("OK");
  await night.settled();
  expect(inOrder(night.sent)).toEqual(all);
  expect(night.keys.size).toBe(1);
});

test("the recovery ends a page that nobody acknowledged", async () => {
  const night = replicas();
  await paged(night);
  await night.pass(1);
  await night.house.alarm("checkout", { state: "OK", at: night.now().toISOString() });
  await expect
    .poll(() => inOrder(night.sent))
    .toEqual(["resolve pagerduty OK checkout · G-1001", "resolve sns OK checkout · G-1001", ...TRIGGERED]);
});

test("after an unack the plan begins anew, and pages again", async () => {
  const night = replicas();
  await paged(night);
  await night.pass(1);
  await night.say("G-1001 ack");
  await expect.poll(() => night.sent.length).toBe(4);
  await night.pass(1);
  await night.say("G-1001 unack");
  await expect.poll(async () => (await stateOf(night.house, 1001)).escalation?.done).toBe(0);
  await night.pass(6);
  await expect.poll(night.steps).toBe(3);
  await night.pass(10);
  await expect.poll(() => inOrder(night.sent.slice(4))).toEqual(TRIGGERED);
});

test("a pager that is away is not paged later for what somebody acknowledged meanwhile", async () => {
  let away = true;
  const night = replicas(({ what }) => away && what === "trigger");
  await paged(night);
  await night.say("G-1001 ack");
  await expect.poll(() => night.sent.length).toBe(2);
  away = false;
  for (let minute = 0; minute < 10; minute++) await night.pass(1);
  expect(night.sent.filter((line) => line.startsWith("trigger"))).toEqual([]);
});
