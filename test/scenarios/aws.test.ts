import { afterEach, describe, expect, test } from "vitest";
import type { Answer } from "../../src/events/question.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { type AwsHouse, ana, ben, openAwsHouse, shown, told } from "./aws-house.ts";
import { stateOf } from "./house.ts";

const opened: AwsHouse[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.stop();
});

const TOPIC = "arn:aws:sns:eu-central-1:111122223333:gumshoe";
const alarms = Array.from({ length: 30 }, (_, index) => ({
  AlarmName: `shop-${index}`,
  AlarmArn: `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop-${index}`,
  StateValue: index === 7 ? "ALARM" : "OK",
  StateTransitionedTimestamp: Date.now() / 1000 - 600,
  StateReason: "Threshold Crossed",
  AlarmActions: index % 2 === 0 ? [TOPIC] : [],
}));
const tables = {
  errors: {
    sql: "SELECT name, n FROM errors WHERE day = :day",
    columns: [
      ["name", "varchar"],
      ["n", "bigint"],
    ],
    rows: [["checkout", "12"]],
  },
  one: { sql: "SELECT 1 AS one", columns: [["one", "integer"]], rows: [["1"]] },
} as const;

const traces: NonNullable<Telemetry["traces"]> = {
  find: async ({ end }) => ({
    value: [
      { id: "1-1-1", at: end - 60, duration: 0.2, outcome: "ok", entry: "https://shop.example/cart" },
      { id: "1-1-2", at: end - 50, duration: 1.2, outcome: "fault", entry: "https://shop.example/pay?token=s3cr3t" },
    ],
    horizon: end,
    gaps: [],
  }),
};

async function open(): Promise<AwsHouse> {
  const opening = await openAwsHouse(({ telemetry }) => ({ alarms, tables, telemetry: { ...telemetry, traces } }));
  opened.push(opening);
  return opening;
}

/** Asks in the thread of G-1001 and waits for the answer. */
async function ask(there: AwsHouse, text: string, actor = ana): Promise<Answer> {
  const before = (await stateOf(there.house, 1001)).queries.length;
  const received = await there.house.say(`G-1001 ${text}`, { actor });
  expect(received).toMatchObject({ type: "stored", investigation: "G-1001" });
  const answerOf = async () => (await stateOf(there.house, 1001)).queries[before]?.answer;
  await expect.poll(answerOf).toBeDefined();
  await expect.poll(() => shown(there, `q${before + 1}`)).not.toMatch(/^$|Asking/);
  const answer = await answerOf();
  if (!answer) throw new Error("there is no answer");
  return answer;
}

/** The first question makes the thread. */
async function begin(there: AwsHouse): Promise<void> {
  expect(await there.house.say("alarms")).toMatchObject({ type: "stored", investigation: "G-1001" });
  await expect.poll(() => shown(there, "q1")).toMatch(/30 alarms: 1 in ALARM/);
}

const ORDERS = "arn:aws:ecs:eu-west-1:123456789012:service/shop/orders";
const SERVICE = "ApplicationSignals Fault Environment=ecs:shop";

describe("in a thread", () => {
  test.each([
    [
      "logs /ecs/shop/checkout status 500 last 2h",
      /\d+ lines in \/ecs\/shop\/checkout, 1\.0 MB read/,
      /^logs \/ecs\/shop\/checkout fields/,
      "table",
    ],
    [
      `metrics ${SERVICE} Service=checkout Sum compare yesterday last 2h`,
      /Fault Sum: last/,
      /Sum 60s compare yesterday$/,
      "image",
    ],
    [
      `metrics ${SERVICE} Service=checkout,orders Sum last 2h`,
      /checkout Fault Sum: .* · orders Fault Sum: /,
      /Service=checkout,orders Sum 60s$/,
      "image",
    ],
    [
      'metrics SELECT MAX(Duration) FROM "AWS/Lambda" GROUP BY FunctionName last 2h',
      /^a: last 1.* · c: last 1/,
      /^metrics SELECT MAX\(Duration\)/,
      "image",
    ],
    ["alarms alarm shop-", /^1 alarm: 1 in ALARM/, /^alarms alarm "shop-"$/, "table"],
    ["watch shop-", /15 of 30 alarms reach Gumshoe/, /^watch "shop-"$/, "table"],
    ["traces checkout last 2h", /^2 traces, 1 of them failed/, /^traces "checkout"$/, "table"],
    ["topology checkout last 2h", /[2-9]\d* connections: who calls checkout/, /^topology "checkout"$/, "table"],
    [`changes ${ORDERS} last 24h`, /^1 change seen up to/, /^changes "arn/, "table"],
    ["athena run errors day=2026-11-23", /^1 row, 5\.0 MB read/, /^athena run errors day=2026-11-23\nSELECT/, "table"],
    ["athena sql SELECT 1 AS one", /^1 row/, /^athena sql SELECT 1 AS one$/, "table"],
  ])("%s", async (text, sentence, query, kind) => {
    const there = await open();
    await begin(there);
    const answer = await ask(there, text);
    expect(answer.sentence).toMatch(sentence);
    expect(answer.query).toMatch(query);
    expect(answer.failed).toBe(false);
    expect(answer.took?.calls).toBeGreaterThan(0);
    expect(answer.took?.dollars).toBeGreaterThanOrEqual(0);
    expect(answer.link).toMatch(/^https:\/\/eu-central-1\.console\.aws\.amazon\.com\//);
    const { question } = (await stateOf(there.house, 1001)).queries[1] ?? {};
    if (question && "window" in question) {
      for (const at of [question.window.start, question.window.end]) {
        const iso = new Date(at * 1000).toISOString();
        expect([iso, iso.replaceAll(":", "*3a")].some((written) => answer.link?.includes(written))).toBe(true);
      }
    }
    const card = shown(there, "q2");
    expect(card).toContain(`"type":"${kind}"`);
    expect(card).toMatch(/\b\d+ calls?\b/);
    expect(card).toContain("open in the console");
    expect(card).toContain(answer.query);
    expect(card).not.toContain("s3cr3t");
  });

  test("a component's name stands for its log groups", async () => {
    const there = await open();
    await begin(there);
    const answer = await ask(there, "logs checkout status 500 last 2h");
    expect(answer).toMatchObject({
      failed: false,
      sentence: expect.stringMatching(/lines in \/ecs\/shop\/checkout, 1\.0 MB read/),
    });
    const started = there.aws.calls.filter(({ action }) => action === "logs:StartQuery");
    expect(started.map(({ body }) => JSON.parse(body).logGroupIdentifiers)).toEqual([["/ecs/shop/checkout"]]);
  });

  test.each([
    ["logs /ecs/shop/nothing error", /there is no log group \/ecs\/shop\/nothing/],
    ["logs arn:aws:logs:eu-west-1:1:log-group:/ecs/huge error", /there is no log group arn/],
    ["logs /ecs/shop/checkout,/ecs/nothing x", /there is no log group \/ecs\/nothing/],
    ["athena run nothing", /there is no saved query nothing in primary.*there are errors, one/],
    ["athena run errors", /errors needs day=…/],
    ["topology nobody", /no component is called nobody/],
  ])("%s is answered with what is wrong, and starts nothing", async (text, words) => {
    const there = await open();
    await begin(there);
    expect(await ask(there, text)).toMatchObject({ failed: true, sentence: expect.stringMatching(words) });
    expect(there.aws.calls.map(({ action }) => action)).not.toContain("logs:StartQuery");
    expect(there.aws.calls.map(({ action }) => action)).not.toContain("athena:StartQueryExecution");
  });
});

describe("who looks on", () => {
  test("runs what was saved, and asks an operator for the rest, which costs nothing", async () => {
    const there = await open();
    await begin(there);
    const before = there.aws.calls.length;
    for (const text of ["athena sql SELECT 1 AS one", "logs /ecs/shop/checkout error"]) {
      const place = await there.thread();
      expect(told(await there.house.say(text, { actor: ben, place }))).toMatch(/need an operator\. Ask one of them/);
    }
    expect(there.aws.calls.length).toBe(before);
    expect(await ask(there, "athena run errors day=1", ben)).toMatchObject({ failed: false });
  });
});

describe("another Region", () => {
  const regions = (there: AwsHouse, from: number) => new Set(there.aws.calls.slice(from).map(({ region }) => region));

  test("of a thread is asked in that thread only", async () => {
    const there = await open();
    await begin(there);
    expect(regions(there, 0)).toEqual(new Set(["eu-central-1"]));
    await there.house.say("use region eu-west-1", { place: await there.thread() });
    const from = there.aws.calls.length;
    expect((await ask(there, "alarms")).link).toMatch(/^https:\/\/eu-west-1\./);
    expect(regions(there, from)).toEqual(new Set(["eu-west-1"]));
    const elsewhere = there.aws.calls.length;
    await there.house.say("watch");
    await expect.poll(async () => (await stateOf(there.house, 1002)).queries[0]?.answer).toBeDefined();
    expect(regions(there, elsewhere)).toEqual(new Set(["eu-central-1"]));
  });

  test("of a channel is asked from then on, however many aliases it keeps", async () => {
    const there = await open();
    expect(told(await there.house.say("use region eu-west-1"))).toMatch(/From now on this channel looks at eu-west-1/);
    for (let index = 0; index < 250; index++) await there.house.say(`alias set a${index} = changes`);
    await there.house.say("use account own");
    await begin(there);
    expect(regions(there, 0)).toEqual(new Set(["eu-west-1"]));
    expect((await stateOf(there.house, 1001)).scope).toEqual({ region: "eu-west-1", account: "own" });
  });

  test("an account that is not set up is refused, not looked at as Gumshoe's own", async () => {
    const there = await open();
    for (const name of ["prdo", "__proto__", "constructor", "111122223333", "<b>"]) {
      expect(told(await there.house.say(`use account ${name}`))).toMatch(/No account is called .*There are own, prod/);
    }
    await begin(there);
    const place = await there.thread();
    expect(await there.house.say("use account credentials", { place, manner: "overheard" })).toEqual({
      type: "ignored",
    });
    expect(await there.house.say("use account Prod", { place, manner: "overheard" })).toMatchObject({ type: "stored" });
    expect((await stateOf(there.house, 1001)).scope).toEqual({ account: "prod" });
  });
});
