import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { simulate } from "../../../adapters/recording/shop/shop.ts";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";
import { connectTo } from "../../counterparts/aws/connect.ts";
import { type AwsContent, type AwsCounterpart, startAws } from "../../counterparts/aws/server.ts";
import { createHouse, type House, stateOf } from "../../scenarios/house.ts";

const OWN = "123456789012";
const SHARED = "444455556666";
const LABEL = `shared (${SHARED})`;
const { signal } = new AbortController();
const running: (AwsCounterpart | House)[] = [];
const now = (): Date => new Date();
const startedAt = new Date();
const hour = { start: startedAt.getTime() / 1000 - 3_600, end: startedAt.getTime() / 1000 };
const own = simulate({ incident: "orders-failing", seed: 3, startedAt, now });
const other = simulate({ incident: "carts-refusing", seed: 5, startedAt, now });
const crossing = [{ from: `${OWN}/storefront`, to: `${SHARED}/checkout` }];

beforeEach(() => {
  vi.stubEnv("AWS_ACCESS_KEY_ID", "key");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
});
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const each of running.splice(0)) await ("stop" in each ? each.stop() : each.close());
});

/** A monitoring account, one that shares its telemetry with it as `shared`, and one that is called `prod` and has a role. */
async function open(account: string | undefined, content: Partial<AwsContent> = {}) {
  const aws = await startAws({ telemetry: own.telemetry, shared: { [SHARED]: other.telemetry }, crossing, ...content });
  running.push(aws);
  const connected = connectTo(aws.endpoint, {
    account: OWN,
    accounts: {
      shared: { type: "linked", id: SHARED },
      prod: { type: "role", roleArn: "arn:aws:iam::111122223333:role/gumshoe" },
    },
  });
  return { aws, telemetry: connected.telemetryFor({ account, region: undefined }), connected };
}

const latency = {
  namespace: "ApplicationSignals",
  metric: "Latency",
  dimensions: { Environment: "ecs:shop", Service: "checkout" },
  statistic: "p99",
  period: 60,
};
const bodies = (aws: AwsCounterpart, action: string): readonly Record<string, unknown>[] =>
  aws.calls.filter((call) => call.action === action).map(({ body }) => JSON.parse(body));

describe("an account that shares its telemetry", () => {
  test("has metrics of its own", async () => {
    const { telemetry } = await open("shared");
    const settled = { start: hour.start, end: hour.end - 600 };
    const [seen] = (await telemetry.metrics.fetch([latency], settled, signal)).value;
    const [theirs] = (await other.telemetry.metrics.fetch([latency], settled, signal)).value;
    expect(seen).toEqual(theirs);
  });

  test("is asked for no expression that would be over all accounts", async () => {
    const { aws, telemetry } = await open("shared");
    const ask = (text: string) => telemetry.metrics.evaluate?.(text, 60, hour, signal);
    await expect(ask('SELECT MAX(Errors) FROM "AWS/Lambda"')).rejects.toMatchObject({
      remedy: expect.stringContaining(`WHERE AWS.AccountId = '${SHARED}'`),
    });
    expect(aws.calls).toEqual([]);
    const seen = await ask(`SELECT MAX(Errors) FROM "AWS/Lambda" WHERE AWS.AccountId = '${SHARED}'`);
    expect(seen?.value.length).toBeGreaterThan(0);
  });

  test.each([
    `SELECT MAX(Errors) FROM "AWS/Lambda" WHERE FunctionName = '${SHARED}'`,
    `SELECT MAX(Errors) FROM "AWS/Lambda" WHERE AWS.AccountId != '${SHARED}'`,
    `SELECT MAX(Errors) FROM "AWS/Lambda" WHERE AWS.AccountId = '${SHARED}' OR FunctionName = 'a'`,
    `SEARCH('{AWS/Lambda,FunctionName} ${SHARED}', 'Sum')`,
    `SEARCH('{AWS/Lambda} NOT :aws.AccountId=${SHARED}', 'Sum')`,
    `SUM(SEARCH('{AWS/Lambda} :aws.AccountId=${SHARED}', 'Sum')) + SUM(SEARCH('{AWS/Lambda} Errors', 'Sum'))`,
  ])("is not taken to be asked alone by %s", async (expression) => {
    const { aws, telemetry } = await open("shared");
    await expect(telemetry.metrics.evaluate?.(expression, 60, hour, signal)).rejects.toThrow(/over all accounts/);
    expect(aws.calls).toEqual([]);
  });

  test("has its own services and log groups looked up, whose logs are searched by their ARNs", async () => {
    const { aws, telemetry } = await open("shared");
    const group = "/ecs/shop/cart";
    const onset = other.onsetAt.getTime() / 1000;
    const window = { start: onset, end: onset + 120 };
    await telemetry.topology.graph(hour, signal);
    const { value } = await telemetry.logs.patterns([group], window, onset, signal);
    expect(value.length).toBeGreaterThan(0);
    expect(value.every((pattern) => pattern.group === group)).toBe(true);
    await telemetry.logs.query?.([group], "fields @message", window, signal);
    expect(bodies(aws, "cloudwatch:ListMetrics")).toMatchObject([
      { IncludeLinkedAccounts: true, OwningAccount: SHARED },
    ]);
    const described = bodies(aws, "logs:DescribeLogGroups");
    expect(described.every(({ accountIdentifiers }) => String(accountIdentifiers) === SHARED)).toBe(true);
    const searched = bodies(aws, "logs:StartQuery").map(({ logGroupIdentifiers }) => logGroupIdentifiers);
    expect(searched).toHaveLength(3);
    for (const each of searched) expect(each).toEqual([`arn:aws:logs:eu-west-1:${SHARED}:log-group:${group}`]);
  });

  test("of a log group that it does not share a gap says so, and no other is searched instead", async () => {
    const { aws, telemetry } = await open("shared");
    const seen = await telemetry.logs.patterns(["/own/secret"], hour, hour.start, signal);
    expect(seen).toMatchObject({ value: [], gaps: [{ what: "logs of /own/secret", reason: "they are not shared" }] });
    await expect(telemetry.logs.query?.(["/own/secret"], "fields @message", hour, signal)).rejects.toThrow(
      "there is no log group /own/secret",
    );
    expect(bodies(aws, "logs:StartQuery")).toEqual([]);
  });

  test("shows its own services, and whose those are that call it", async () => {
    const { telemetry } = await open("shared");
    const { components, edges } = (await telemetry.topology.graph(hour, signal)).value;
    const theirs = (await other.telemetry.topology.graph(hour, signal)).value.components.map(({ id }) => id);
    expect(components.map(({ id }) => id).sort()).toEqual([...theirs, `storefront in ${OWN}`].sort());
    expect(edges).toContainEqual(expect.objectContaining({ from: `storefront in ${OWN}`, to: "checkout" }));
    expect(components.find(({ id }) => id === `storefront in ${OWN}`)?.metrics).toEqual([]);
  });

  test("has only traces that went through it, also through a component", async () => {
    const { aws, telemetry } = await open("shared");
    const seen = await telemetry.traces?.find(hour, signal);
    const theirs = await other.telemetry.traces?.find(hour, signal);
    expect(seen?.value.map(({ id }) => id).sort()).toEqual(theirs?.value.map(({ id }) => id).sort());
    await telemetry.traces?.find(hour, signal, "cart");
    expect(bodies(aws, "xray:GetTraceSummaries").map(({ FilterExpression }) => FilterExpression)).toEqual([
      `service(id(account.id: "${SHARED}"))`,
      `service(id(name: "cart", account.id: "${SHARED}"))`,
    ]);
  });

  test.each<[string, (telemetry: Telemetry) => Promise<unknown> | undefined]>([
    ["CloudTrail", ({ changes }) => changes.during(hour, signal)],
    ["its alarms", ({ alarms }) => alarms?.list({}, signal)],
    [
      "Athena",
      ({ athena }) =>
        athena?.run({ type: "sql", sql: "SELECT 1" }, { token: "t", signal, onProgress: () => undefined }),
    ],
    ["its SNS topics", ({ topics }) => topics?.list(signal)],
  ])("does not share %s: nobody else's is shown, and the remedy is a role", async (what, ask) => {
    const { aws, telemetry } = await open("shared");
    await expect(ask(telemetry)).rejects.toMatchObject({
      message: `${LABEL} does not share ${what}`,
      remedy: `name a role of it in ACCOUNTS: arn:aws:iam::${SHARED}:role/gumshoe`,
    });
    expect(aws.calls).toEqual([]);
  });

  test("stands in links to the console, where what is shared can be seen", async () => {
    const { telemetry } = await open("shared");
    const window = { start: 1_790_000_000, end: 1_790_003_600 };
    const link = (question: Parameters<NonNullable<Telemetry["consoleLink"]>>[0]) => telemetry.consoleLink?.(question);
    expect(link({ type: "metrics", ...latency, window, also: [] })).toContain(`accountId~'${SHARED}`);
    expect(link({ type: "logs", groups: ["/orders"], text: "fields @message", window })).toContain(
      `${SHARED}*3alog-group*3a*2forders`,
    );
    expect(link({ type: "changes", window })).toBeUndefined();
  });
});

test("the own account shows its own services, and whose those are that it calls and where its traces began", async () => {
  const { telemetry } = await open(undefined);
  const { components, edges } = (await telemetry.topology.graph(hour, signal)).value;
  const mine = (await own.telemetry.topology.graph(hour, signal)).value.components.map(({ id }) => id);
  expect(components.map(({ id }) => id).sort()).toEqual([...mine, `checkout in ${LABEL}`].sort());
  expect(edges).toContainEqual(expect.objectContaining({ from: "storefront", to: `checkout in ${LABEL}` }));
  const entries = (await telemetry.traces?.find(hour, signal))?.value.map(({ entry }) => entry) ?? [];
  expect(entries.some((entry) => entry.endsWith(` in ${LABEL}`))).toBe(true);
  expect(entries.some((entry) => !entry.includes(" in "))).toBe(true);
});

test.each([
  ["shared", LABEL],
  [SHARED, LABEL],
  ["prod", "prod (111122223333)"],
  ["own", undefined],
  [undefined, undefined],
])("what is asked of %s says that it is of %s", async (named, label) => {
  expect((await open(named)).telemetry.account).toBe(label);
});

test("answers and evidence say whose they are", async () => {
  const { telemetry } = await open("shared");
  const house = createHouse({ telemetry, automatic: true });
  running.push(house);
  await house.alarm("cart-5xx", { dimensions: { Environment: "ecs:shop", Service: "cart" } });
  await expect.poll(async () => (await stateOf(house, 1001)).evidence.length).toBeGreaterThan(0);
  const { evidence } = await stateOf(house, 1001);
  expect(evidence.filter(({ evidence: { query } }) => !query.endsWith(` · ${LABEL}`))).toEqual([]);
  await house.say("G-1001 topology");
  const answerOf = async () => (await stateOf(house, 1001)).queries[0]?.answer;
  await expect.poll(answerOf).toMatchObject({ failed: false, account: LABEL });
  const shown = () => JSON.stringify(house.channel.standing.find(({ identity }) => identity.slot === "q1")?.card);
  await expect.poll(shown).toContain(LABEL);
});
