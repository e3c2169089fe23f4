import { afterEach, expect, test } from "vitest";
import { z } from "zod";
import { toFile } from "../../src/card/file.ts";
import { chartBody } from "../../src/chart/chart.ts";
import type { Answer } from "../../src/events/question.ts";
import type { MetricQuery, Series } from "../../src/findings/measured.ts";
import type { Metrics, Topology } from "../../src/telemetry/ports/ports.ts";
import { type AwsHouse, ana, ben, openAwsHouse } from "./aws-house.ts";
import { stateOf } from "./house.ts";

const opened: AwsHouse[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.stop();
});

const TOPIC = "arn:aws:sns:eu-central-1:111122223333:gumshoe";
const HALF_HOUR = 1_800;
const DAY = 86_400;

/** Two functions: `cart` is at its concurrency limit for half an hour, `mail` is as usual and was never throttled. */
const metrics: Metrics = {
  async fetch(queries, { start, end }) {
    const now = Date.now() / 1000;
    return { value: queries.map((query) => seriesOf(query, start, end, now)), horizon: end, gaps: [] };
  },
};

function seriesOf(query: MetricQuery, start: number, end: number, now: number): Series | undefined {
  const { metric, dimensions, period } = query;
  const levels: Readonly<Record<string, readonly [usual: number, bad: number]>> = {
    Invocations: [100, 100],
    Errors: [2, 30],
    Duration: [400, 400],
    ConcurrentExecutions: [40, 100],
    Throttles: [0, 60],
  };
  const level = levels[metric];
  const isKnown = dimensions.FunctionName === "cart" || dimensions.FunctionName === "mail";
  if (!level || !isKnown) return undefined;
  // The week before today, by which plans are made, is as usual at whatever hour this runs.
  const isRecent = end > now - (now % DAY);
  const values = Float64Array.from({ length: Math.ceil((end - start) / period) }, (_, index) => {
    const isBad = isRecent && dimensions.FunctionName === "cart" && start + index * period >= now - HALF_HOUR;
    return isBad ? level[1] : level[0] + (index % 3 === 0 ? level[0] / 20 : 0);
  });
  return { start, step: period, values };
}

const topology: Topology = {
  graph: async ({ end }) => ({ value: { components: [], edges: [] }, horizon: end, gaps: [] }),
};

const listed = ["cart", "mail"].map((name) => ({
  namespace: "AWS/Lambda",
  metric: "Errors",
  dimensions: { FunctionName: name },
}));

async function open(...standing: readonly Record<string, unknown>[]): Promise<AwsHouse> {
  const there = await openAwsHouse(({ telemetry }) => ({
    telemetry: { ...telemetry, metrics, topology },
    listed: [
      ...listed,
      {
        ...listed[0],
        namespace: "AWS/Lambda",
        metric: "Errors",
        dimensions: { FunctionName: "cart", Resource: "cart:live" },
      },
    ],
    alarms: standing.map((alarm, index) => ({
      AlarmName: `standing-${index}`,
      AlarmArn: `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:standing-${index}`,
      StateValue: "OK",
      StateReason: "",
      ...alarm,
    })),
  }));
  opened.push(there);
  return there;
}

async function ask(there: AwsHouse, text: string, by = ana): Promise<Answer> {
  const before = (await stateOf(there.house, 1001)).queries.length;
  const said = before === 0 ? text : `G-1001 ${text}`;
  expect(await there.house.say(said, { actor: by })).toMatchObject({ type: "stored", investigation: "G-1001" });
  const answerOf = async () => (await stateOf(there.house, 1001)).queries[before]?.answer;
  await expect.poll(answerOf).toBeDefined();
  const answer = await answerOf();
  if (!answer) throw new Error("there is no answer");
  return answer;
}

const putsOf = ({ aws }: AwsHouse) =>
  aws.calls
    .filter(({ action, throttled }) => action === "cloudwatch:PutMetricAlarm" && !throttled)
    .map(({ body }) => z.looseObject({ AlarmName: z.string() }).parse(JSON.parse(body)));

test("a pack shows which of its resources is at a limit, and what is usual", async () => {
  const there = await open();
  const { sentence, columns, rows, archive } = await ask(there, "pack lambda");
  expect(sentence).toMatch(/Lambda function: 2 looked at.*: 1 at a limit, 0 with an alarm in ALARM/);
  expect(columns.map(({ name }) => name)).toEqual([
    "Resource",
    "Reached",
    "In ALARM",
    "Errors Sum",
    "Invocations Sum",
    "Throttles Sum",
  ]);
  expect(rows.map(([name, reached]) => [name, reached])).toEqual([
    ["cart", "Concurrency limit reached"],
    ["mail", "–"],
  ]);
  expect(rows[0]?.[3]).toMatch(/^30 \(usual 2/);
  const picture = chartBody.parse(there.archived.find((body) => chartBody.safeParse(body).success));
  expect(archive).toBeDefined();
  expect(picture.title).toBe("Lambda function now: Errors Sum");
  expect(picture.cells?.map(({ name, state, text }) => [name, state, text])).toEqual([
    ["cart", "limit", "30"],
    ["mail", "well", expect.any(String)],
  ]);
});

test("what is missing is a plan with its cost; an operator creates it once, whatever is pressed twice", async () => {
  const own = {
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: [{ Name: "FunctionName", Value: "mail" }],
    Statistic: "Sum",
    Period: 300,
    EvaluationPeriods: 1,
    Threshold: 7,
    ComparisonOperator: "GreaterThanThreshold",
  };
  const there = await open(own, { ...own, AlarmName: "lambda-cart-throttles", MetricName: "Other" });
  const plan = await ask(there, `recommend lambda notify ${TOPIC}`);
  expect(plan.sentence).toMatch(
    /6 recommended alarms missing on 2 resources, \$0\.60 a month at list price\. 1 there already, 1 not possible/,
  );
  expect(plan.sentence).toMatch(/which Gumshoe hears/);
  expect(plan.rows.map(([name]) => name)).toEqual([
    "lambda-cart-errors",
    "lambda-cart-duration",
    "lambda-cart-concurrency",
    "lambda-mail-throttles",
    "lambda-mail-duration",
    "lambda-mail-concurrency",
  ]);
  expect(plan.file?.name).toBe("alarms-lambda.json");
  const template = there.archived.map(toFile).findLast((file) => file?.mediaType === "application/json");
  const made = z.object({
    Resources: z.record(z.string(), z.object({ Properties: z.record(z.string(), z.unknown()) })),
  });
  const { Resources } = made.parse(JSON.parse(Buffer.from(template?.bytes ?? []).toString()));
  expect(Object.values(Resources).map(({ Properties }) => Properties.AlarmName)).toEqual(
    plan.rows.map(([name]) => name),
  );
  expect(Object.values(Resources)[0]?.Properties).toMatchObject({
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Dimensions: [{ Name: "FunctionName", Value: "cart" }],
    Threshold: 3.2,
    ComparisonOperator: "GreaterThanThreshold",
    EvaluationPeriods: 3,
    DatapointsToAlarm: 3,
    AlarmActions: [TOPIC],
  });
  // 2.1 a minute was the most of its last week; never throttled, it is to fire at the first.
  expect(plan.rows[0]?.[1]).toBe("Errors Sum > 3.2, 3 of 3 of 1 min; without data it has INSUFFICIENT_DATA");
  expect(plan.rows[0]?.[3]).toBe("would have fired 0 times");
  expect(plan.rows[3]?.[1]).toMatch(/^Throttles Sum ≥ 1, 5 of 5/);
  expect(putsOf(there)).toEqual([]);
  const { command = "" } = plan.offer ?? {};
  expect(command).toMatch(/^alarms apply lambda notify \S+ confirm [0-9a-f]{12}$/);

  expect(await there.house.say(`G-1001 ${command}`, { actor: ben })).not.toMatchObject({ type: "stored" });
  expect(await ask(there, command.replace(/\w+$/, "000000000000"))).toMatchObject({ failed: true });
  expect(putsOf(there)).toEqual([]);

  expect((await ask(there, command)).sentence).toMatch(/^6 alarms created by Ana, 1 stood already$/);
  const puts = putsOf(there);
  expect(puts.map(({ AlarmName }) => AlarmName)).toEqual(plan.rows.map(([name]) => name));
  expect(puts[0]).toMatchObject({
    Namespace: "AWS/Lambda",
    MetricName: "Errors",
    Statistic: "Sum",
    Threshold: 3.2,
    EvaluationPeriods: 3,
    TreatMissingData: "missing",
    AlarmActions: [TOPIC],
    AlarmDescription: expect.stringMatching(/Look at its log.*Created in Gumshoe by Ana/),
  });
  expect((await ask(there, command)).sentence).toMatch(/^0 alarms created by Ana, 7 stood already$/);
  expect(putsOf(there)).toHaveLength(6);
});

test("a plan of a resource that has no metrics, and one that AWS refuses, say why", async () => {
  const there = await open();
  expect(await ask(there, "recommend lambda nobody")).toMatchObject({
    failed: true,
    sentence: expect.stringMatching(/no Lambda function called nobody had metrics here in the last two weeks/),
  });
  there.aws.behave({ deny: ["cloudwatch:ListMetrics"] });
  expect((await ask(there, "pack lambda")).sentence).toMatch(/^Not answered: .*cloudwatch:ListMetrics/);
});

test("an alarm takes what no data means", async () => {
  const there = await open();
  const command =
    "alarms create gone when AWS/AOSS ActiveCollection CollectionId=c1 Minimum < 1 for 3 of 3 every 1m missing breaching";
  const shown = await ask(there, command);
  expect(shown.sentence).toMatch(/without data it fires/);
  await ask(there, shown.offer?.command ?? "");
  expect(putsOf(there)).toMatchObject([{ AlarmName: "gone", TreatMissingData: "breaching" }]);
});
