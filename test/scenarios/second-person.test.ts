import { afterEach, expect, test } from "vitest";
import type { Actor, Answer } from "../../src/events/events.ts";
import { type AwsHouse, ana, ben, openAwsHouse, shown, told } from "./aws-house.ts";
import { stateOf } from "./house.ts";

const cleo: Actor = { id: "web:cleo", name: "Cleo" };
const TOPIC = "arn:aws:sns:eu-central-1:111122223333:gumshoe";
const MINUTE_MS = 60_000;
const ALARM = "alarms create api-5xx when AWS/ApiGateway 5XXError ApiName=shop Sum > 5 for 3 of 5 every 1m";
const listed = {
  AlarmName: "checkout-5xx",
  AlarmArn: "arn:aws:cloudwatch:eu-central-1:111122223333:alarm:checkout-5xx",
  StateValue: "ALARM",
  StateReason: "Threshold Crossed",
  ComparisonOperator: "GreaterThanThreshold",
  Threshold: 5,
  EvaluationPeriods: 1,
};

const opened: AwsHouse[] = [];
let ahead = 0;
afterEach(async () => {
  ahead = 0;
  for (const each of opened.splice(0)) await each.stop();
});

/** Ana and Cleo may change AWS, Ben may not. A snoozed alarm is G-1001. */
async function open(twoPersons = true): Promise<AwsHouse> {
  const there = await openAwsHouse(
    () => ({ alarms: [listed] }),
    {},
    { policy: { twoPersons }, operators: new Set([ana.id, cleo.id]), now: () => new Date(Date.now() + ahead) },
  );
  opened.push(there);
  await there.house.alarm("checkout-5xx", { region: "eu-central-1" });
  await expect.poll(() => there.house.roots().length).toBe(1);
  await there.house.say("G-1001 snooze 1h", { actor: ana });
  return there;
}

const say = ({ house }: AwsHouse, text: string, actor: Actor, more: object = {}) =>
  house.say(`G-1001 ${text}`, { actor, ...more });

/** Asks, and returns the answer with the id of its query. */
async function ask(there: AwsHouse, text: string, actor: Actor): Promise<Answer & { readonly id: string }> {
  const before = (await stateOf(there.house, 1001)).queries.length;
  expect(await say(there, text, actor)).toMatchObject({ type: "stored" });
  const query = async () => (await stateOf(there.house, 1001)).queries[before];
  await expect.poll(async () => (await query())?.answer).toBeDefined();
  const { id, answer } = (await query()) ?? {};
  if (!answer || id === undefined) throw new Error("there is no answer");
  return { ...answer, id };
}

const wrote = ({ aws }: AwsHouse): readonly string[] =>
  aws.calls.map(({ action }) => action).filter((action) => /Put\w*(?:Alarm|Mute)|Subscribe$/.test(action));

/** What Ana asks for, up to the moment at which it would happen alone. */
async function held(there: AwsHouse, what: "alarm" | "mute" | "subscribe") {
  if (what === "mute") return ask(there, "mute-alarm confirm", ana);
  if (what === "subscribe") return ask(there, `subscribe ${TOPIC}`, ana);
  const plan = await ask(there, ALARM, ana);
  return ask(there, plan.offer?.command ?? "", ana);
}

test.each([
  ["alarm", /^Creates api-5xx/, "cloudwatch:PutMetricAlarm"],
  ["mute", /no topic, pager or scaling policy hears of it/, "cloudwatch:PutAlarmMuteRule"],
] as const)(
  "a change (%s) shows its effect and waits; a second person lets it happen once, and both are recorded",
  async (what, effect, call) => {
    const there = await open();
    const waiting = await held(there, what);
    expect(waiting.sentence).toMatch(effect);
    expect(waiting.sentence).toContain("Asked for by Ana; it waits for somebody else who may");
    expect(waiting.offer).toMatchObject({ label: "Approve", effect: expect.stringMatching(effect) });
    expect(shown(there, waiting.id)).toContain('"Approve"');
    expect(wrote(there)).toEqual([]);
    const approval = waiting.offer?.command ?? "";
    const done = await ask(there, approval, cleo);
    expect(done.failed).toBe(false);
    expect(wrote(there)).toEqual([call]);
    const { queries } = await stateOf(there.house, 1001);
    const approved = queries.find(({ approves }) => approves === waiting.id);
    expect(approved?.understood).toContain(`asked for by Ana as ${waiting.id}, approved by Cleo`);
    expect([approved?.by, queries.find(({ id }) => id === waiting.id)?.by]).toEqual([cleo, ana]);
    for (const again of [cleo, ana]) expect(told(await say(there, approval, again))).toMatch(/^Cleo approved q\d/);
    expect(wrote(there)).toEqual([call]);
  },
);

test.each([
  ["who asked for it", ana, {}, /^You asked for q\d+; somebody else has to approve it/],
  ["who may not", ben, {}, /^Approvals need an operator/],
  [
    "a guest who may only by name",
    { id: "web:gus", name: "Gus" },
    { belonging: "guest" },
    /^Approvals need an operator/,
  ],
  ["a program that speaks for one who may", cleo, { program: true }, /^A program approves nothing/],
] as const)("%s lets nothing happen", async (_name, actor, more, why) => {
  const there = await open();
  const waiting = await held(there, "mute");
  expect(told(await say(there, waiting.offer?.command ?? "", actor, more))).toMatch(why);
  expect(there.aws.mutes.size).toBe(0);
});

test("a change waits fifteen minutes, and its token is its own", async () => {
  const there = await open();
  const waiting = await held(there, "mute");
  const approval = waiting.offer?.command ?? "";
  const wrong = approval.replace(/\w$/, (last) => (last === "0" ? "1" : "0"));
  expect(told(await say(there, wrong, cleo))).toMatch(/^This is not the token of q\d/);
  const other = approval.replace(waiting.id, "q99");
  expect(told(await say(there, other, cleo))).toMatch(/no change q99 that waits/);
  ahead = 15 * MINUTE_MS + 1_000;
  expect(told(await say(there, approval, cleo))).toMatch(/waited for more than 15 minutes. Ask for it again/);
  expect(there.aws.mutes.size).toBe(0);
});

test("two who approve at once let it happen once", async () => {
  const there = await open();
  const waiting = await held(there, "mute");
  const dora: Actor = { id: "web:dora", name: "Dora" };
  const [first, second] = await Promise.all(
    [cleo, cleo, dora].map((actor) => say(there, waiting.offer?.command ?? "", actor)),
  );
  expect([first?.type, second?.type].toSorted()).toEqual(["reply", "stored"]);
  await expect.poll(() => wrote(there).length).toBe(1);
  const { queries } = await stateOf(there.house, 1001);
  expect(queries.filter(({ approves }) => approves === waiting.id)).toHaveLength(1);
});

test("what changed since it was shown is not approved blindly", async () => {
  const there = await open();
  const waiting = await held(there, "mute");
  await say(there, "unsnooze", ana);
  expect(told(await say(there, waiting.offer?.command ?? "", cleo))).toMatch(/lasts as long as a snooze/);
  const stale = await ask(there, `${ALARM} confirm 000000000000`, ana);
  expect(stale).toMatchObject({ failed: true, sentence: expect.stringContaining("this is not what was shown") });
  expect(wrote(there)).toEqual([]);
});

test("looking, plans and taking a mute back need nobody else, and without the setting nothing does", async () => {
  const there = await open();
  expect((await ask(there, ALARM, ana)).offer?.label).toBe("Create");
  await ask(there, (await held(there, "mute")).offer?.command ?? "", cleo);
  expect(there.aws.mutes.size).toBe(1);
  expect((await ask(there, "unmute-alarm", ana)).failed).toBe(false);
  expect(there.aws.mutes.size).toBe(0);
  const alone = await open(false);
  expect((await held(alone, "mute")).sentence).toMatch(/^CloudWatch runs no actions/);
  expect(alone.aws.mutes.size).toBe(1);
});
