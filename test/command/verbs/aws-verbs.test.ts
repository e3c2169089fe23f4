import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Question } from "../../../src/events/events.ts";
import { questionText } from "../../../src/investigation/asking.ts";
import { NOW, read, say, shop } from "../say.ts";

const now = NOW.getTime() / 1000;
const HOUR = 3_600;
const filter = (pattern: string) =>
  `fields @timestamp, @message | filter @message like /${pattern}/ | sort @timestamp desc | limit 500`;

function asked(text: string): Question {
  const understood = say(text);
  if (understood.type !== "command" || understood.command.type !== "ask") {
    throw new Error(`${text} asks nothing: ${JSON.stringify(understood).slice(0, 300)}`);
  }
  return understood.command.question;
}

function refusalOf(text: string): string {
  const { sentence } = read(say(text));
  expect(sentence).toMatch(/^NOT DONE: /);
  return sentence.slice("NOT DONE: ".length);
}

describe("logs", () => {
  test.each([
    ['logs /ecs/orders "5\\d\\d" last 2h', ["/ecs/orders"], filter("(?i)5\\d\\d"), 2 * HOUR],
    ['logs /ecs/orders "at 5pm" last 1h', ["/ecs/orders"], filter("(?i)at 5pm"), HOUR],
    ['logs /ecs/orders "since yesterday"', ["/ecs/orders"], filter("(?i)since yesterday"), HOUR],
    ["logs /ecs/orders at 5pm sharp last 30m", ["/ecs/orders"], filter("(?i)at 5pm sharp"), HOUR / 2],
    ["logs /ecs/orders pool exhausted", ["/ecs/orders"], filter("(?i)pool exhausted"), HOUR],
    ["logs: /ecs/a,/ecs/b,/ecs/a /time.?out/", ["/ecs/a", "/ecs/b"], filter("time.?out"), HOUR],
    ["logs checkout GET /pay/1", ["checkout"], filter("(?i)GET \\/pay\\/1"), HOUR],
    ["logs checkout GET \\/pay", ["checkout"], filter("(?i)GET \\/pay"), HOUR],
    ["logs checkout a\\\\/b", ["checkout"], filter("(?i)a\\\\\\/b"), HOUR],
    ["logs checkout one\ntwo", ["checkout"], filter("(?i)one\\ntwo"), HOUR],
    ["logs checkout (?i)fatal", ["checkout"], filter("(?i)fatal"), HOUR],
    ["logs checkout limit exceeded", ["checkout"], filter("(?i)limit exceeded"), HOUR],
    ["logs checkout parse error in line 5", ["checkout"], filter("(?i)parse error in line 5"), HOUR],
    ["logs checkout pattern matching failed", ["checkout"], filter("(?i)pattern matching failed"), HOUR],
    ["logs checkout unmask", ["checkout"], filter("(?i)unmask"), HOUR],
    ["logs checkout (a+)+$", ["checkout"], filter("(?i)(a+)+$"), HOUR],
    ["logs checkout stats count() by bin(5m) last 3h", ["checkout"], "stats count() by bin(5m)", 3 * HOUR],
    ["logs checkout\nfields @message\n| limit 5", ["checkout"], "fields @message\n| limit 5", HOUR],
    ["logs checkout filter x like /a b/ | limit 20", ["checkout"], "filter x like /a b/ | limit 20", HOUR],
    ["logs checkout filter (source = 'web')", ["checkout"], "filter (source = 'web')", HOUR],
    ["logs checkout stats count() by (source)", ["checkout"], "stats count() by (source)", HOUR],
    ['logs checkout parse @message "* ms" as took', ["checkout"], 'parse @message "* ms" as took', HOUR],
    [
      "logs arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/a x",
      ["arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/a"],
      filter("(?i)x"),
      HOUR,
    ],
  ])("%j", (text, groups, query, back) => {
    expect(asked(text)).toEqual({ type: "logs", groups, text: query, window: { start: now - back, end: now } });
  });

  test.each([
    ["logs checkout typeerror", "(?i)typeerror"],
    ["logs checkout TypeError", "(?i)TypeError"],
    ['logs checkout "pool exhausted"', "(?i)pool exhausted"],
    ['logs checkout "TypeError"', "TypeError"],
    ["logs checkout /TypeError/", "TypeError"],
    ["logs checkout /error/", "error"],
    ["logs checkout /error/ last 2h", "error"],
    ["logs checkout (", "(?i)\\("],
    ["logs checkout timeout|refused", "(?i)timeout|refused"],
    ["logs checkout undefined (reading 'currency')", "(?i)undefined \\(reading 'currency'\\)"],
    ["logs checkout [ERROR] 10.0.0.1: why?", "(?i)\\[ERROR\\] 10\\.0\\.0\\.1: why\\?"],
    ["logs checkout a [b-", "(?i)a \\[b-"],
  ])("%j looks for", (text, pattern) => {
    expect(asked(text)).toMatchObject({ text: filter(pattern) });
  });

  test.each(["logs for checkout", "logs of the checkout", "Logs: in checkout", "logs from checkout"])("%j", (text) => {
    expect(asked(text)).toMatchObject({ groups: ["checkout"], text: expect.stringContaining("(?i)(error|") });
  });

  test("in the thread of an alarm they are its component's", () => {
    const around = { ...shop, thread: { number: 1042, title: "checkout-5xx", hypotheses: [], component: "checkout" } };
    expect(say("logs", "addressed", around)).toMatchObject({ command: { question: { groups: ["checkout"] } } });
    expect(read(say("logs")).sentence).toMatch(/^NOT DONE: Which log group/);
  });

  test("without a pattern it looks for what looks like an error", () => {
    expect(asked("logs /ecs/orders")).toMatchObject({ text: expect.stringContaining("(?i)(error|exception|fail") });
    expect(asked('logs /ecs/orders "" yesterday')).toMatchObject({ text: expect.stringContaining("error|exception") });
  });

  test.each([
    ["logs ,", /^Which log group/],
    ["logs ,,, x", /^Which log group/],
    ["logs /ecs/or$ders x", /^No log group is called \/ecs\/or\$ders/],
    ["logs <script> x", /^No log group is called/],
    ["logs /ecs/a;/ecs/b x", /^No log group is called/],
    [`logs ${"a".repeat(513)} x`, /^No log group is called/],
    [`logs ${Array.from({ length: 51 }, (_, index) => `/g${index}`).join(",")} x`, /^51 log groups are too many/],
    ["logs checkout /(/", /^Not a regular expression: \(/],
    ["logs checkout /a\\/", /^Not a regular expression/],
    ["logs checkout fields unmask(@message)", /^unmask is not run/],
    ["logs checkout fields @message | display UnMask # x\n(@message)", /^unmask is not run/],
    ["logs checkout source logGroups(namePrefix: ['/'])", /^source is not run/],
    ["logs checkout fields id | join left=a right=b where a.id=b.id (SOURCE '/audit')", /^source is not run/],
    ["logs checkout fields id | join left=a right=b where a.id=b.id (# x\nsource'/audit')", /^source is not run/],
    ["logs checkout filter id in ( source # =\n '/audit' | fields id)", /^source is not run/],
    [`logs checkout fields ${"@message,".repeat(1_110)}@log`, /characters are too long for a query; at most 10,000/],
    [`logs checkout ${"a".repeat(9_990)}`, /^10,0\d\d characters are too long/],
    ["logs checkout x since 25:00", /There is no time 25:00/],
    ["logs checkout x last 10000 days", /too far back/],
  ])("%j is refused", (text, reason) => {
    expect(refusalOf(text)).toMatch(reason);
  });

  test.each([" ", "a ", "a.", "\n", "5 ", "last ", "since 9:"])("10,000 characters of %j end", (part) => {
    expect(say(`logs checkout x${part.repeat(10_000 / part.length)}!`).type).toMatch(/command|reply/);
  });
});

describe("metrics", () => {
  const line = { namespace: "AWS/Lambda", metric: "Errors", dimensions: {}, statistic: "Average", period: 60 };
  test("several metrics and several values are lines of one chart", () => {
    const found = asked("metrics AWS/Lambda Errors,Throttles FunctionName=a,b Sum last 2h");
    const sum = { ...line, statistic: "Sum" };
    expect(found).toMatchObject({
      ...sum,
      dimensions: { FunctionName: "a" },
      also: [
        { ...sum, dimensions: { FunctionName: "b" } },
        { ...sum, metric: "Throttles", dimensions: { FunctionName: "a" } },
        { ...sum, metric: "Throttles", dimensions: { FunctionName: "b" } },
      ],
    });
  });
  test.each([
    ["metrics AWS/Lambda Errors compare yesterday", 86_400],
    ["metrics AWS/Lambda Errors last 2h compared with last week", 7 * 86_400],
    ["metrics AWS/Lambda Errors compare to yesterday last 30m", 86_400],
  ])("%j", (text, compare) => {
    expect(asked(text)).toMatchObject({ ...line, compare, also: [] });
  });
  test.each([
    'metrics SELECT MAX(Duration) FROM "AWS/Lambda" GROUP BY FunctionName',
    'metrics select avg(Duration) from "AWS/Lambda" last 2h',
    "metrics SEARCH('{AWS/Lambda,FunctionName} MetricName=\"Errors\"', 'Sum')",
    "metrics ANOMALY_DETECTION_BAND(m1, 2)",
  ])("%j is an expression", (text) => {
    const expression = text.slice("metrics ".length).replace(" last 2h", "");
    expect(asked(text)).toMatchObject({ type: "expression", expression, period: 60 });
  });
  test("what a namespace, a metric or a dimension holds is taken as it is", () => {
    expect(asked('metrics "It\'s/Ours" "a\'b;c" __proto__=1 constructor=<b>')).toMatchObject({
      namespace: "It's/Ours",
      metric: "a'b;c",
    });
    const question = asked("metrics N M __proto__=1 constructor=2");
    expect(question.type === "metrics" && Object.entries(question.dimensions)).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });
  test.each([
    [
      `metrics N M ${Array.from({ length: 31 }, (_, index) => `D${index}=1`).join(" ")}`,
      /at most 30 dimensions, not 31/,
    ],
    [`metrics N ${Array.from({ length: 11 }, (_, index) => `M${index}`).join(",")}`, /^11 lines are too many/],
    [`metrics ${"n".repeat(256)} M`, /at most 255 characters/],
    ["metrics ＡＷＳ/Lambda Errors", /only plain letters, not "Ａ"/],
    [`metrics N ${"m".repeat(256)}`, /at most 255 characters/],
    [`metrics SELECT ${"a".repeat(2_050)}`, /characters are too long; at most 2048/],
    ["metrics N ,", /^Which metric/],
    ["metrics N M D=,, Sum", /^Which metric/],
    ["metrics N M every 90s", /multiple of 60 s/],
    ["metrics N M every 30d last 60d", /at most a day/],
    ["metrics N M last 3650 days", /too far back: CloudWatch keeps metrics for 455 days/],
    ["metrics N M since 1016-01-01", /too far back/],
    ['metrics SELECT MAX(x) FROM "a" compare yesterday', /Only plain metrics are compared/],
  ])("%j is refused", (text, reason) => {
    expect(refusalOf(text)).toMatch(reason);
  });
});

describe("alarms, watch, traces, topology, changes", () => {
  test.each([
    ["alarms", { type: "alarms", reach: false }],
    ["alarms alarm checkout-", { type: "alarms", state: "ALARM", prefix: "checkout-", reach: false }],
    ["alarms firing", { type: "alarms", state: "ALARM", reach: false }],
    ["alarms NoData?", { type: "alarms", state: "INSUFFICIENT_DATA", reach: false }],
    ["alarms checkout-", { type: "alarms", prefix: "checkout-", reach: false }],
    ["alarms __proto__", { type: "alarms", prefix: "__proto__", reach: false }],
    ["watch", { type: "alarms", reach: true }],
    ["watch checkout-", { type: "alarms", prefix: "checkout-", reach: true }],
    ["traces", { type: "traces", window: { start: now - HOUR, end: now }, zone: "Europe/Berlin" }],
    [
      "traces of checkout last 30m",
      { type: "traces", component: "checkout", window: { start: now - HOUR / 2, end: now }, zone: "Europe/Berlin" },
    ],
    [
      "topology around orders-db",
      { type: "topology", component: "orders-db", window: { start: now - HOUR, end: now } },
    ],
    ['topology "my service"', { type: "topology", component: "my service", window: { start: now - HOUR, end: now } }],
    [
      "changes orders-db since 02:40",
      { type: "changes", resource: "orders-db", window: { start: now - 5_400, end: now }, zone: "Europe/Berlin" },
    ],
    ['athena run errors day=2026-11-23 who="O\'Hara Z"', athena({ day: "2026-11-23", who: "O'Hara Z" })],
    ["athena run errors __proto__=x", athena(JSON.parse('{"__proto__":"x"}'))],
    ["athena sql select 1;", { type: "athena", request: { type: "sql", sql: "select 1" } }],
  ])("%j", (text, question) => {
    expect(asked(text)).toEqual(question);
  });

  test.each([
    ["alarms alarm a b", /^Not understood: b\./],
    ["watch a b", /^Not understood: b\./],
    ["traces a b", /^Not understood: b\./],
    ["topology a b", /^Not understood: b\./],
    ["athena", /^Run a saved query, or SQL/],
    ["athena run", /^Which saved query/],
    ["athena run x y", /^Not understood: y\./],
    ["athena run x =y", /^Not understood: =y\./],
    ["athena run x 1a=y", /^Not understood: 1a=y\./],
    ["athena drop table x", /^Run a saved query, or SQL/],
    ["athena sql", /^Not run: there is no query/],
    ["athena sql drop table x", /^Not run: only queries that read are run, not DROP/],
    ["athena sql select 1; select 2", /^Not run: one query at a time/],
    ["athena sql select 1 —— x", /^Not run: comments/],
    ["athena sql select \u2018open", /^Not run: a quote is not closed/],
    ["use account", /^Which account or Region/],
    ["use region mars-1", /^Which account or Region/],
    ["use region eu-west-1.evil.com", /^Which account or Region/],
    ["use region eu-west-1/../x", /^Which account or Region/],
    ["alias set x", /^An alias needs a name and a command/],
    ["alias set = changes", /^An alias needs a name and a command/],
    ["alias set x =", /^An alias needs a name and a command/],
    ["alias set a/b = changes", /^An alias needs a name and a command/],
    [`alias set x = logs a ${"b".repeat(2_000)}`, /^2007 characters are too long for an alias/],
    ["run", /^Run which alias/],
    ["run a/b", /^Run which alias/],
  ])("%j is refused", (text, reason) => {
    expect(refusalOf(text)).toMatch(reason);
  });

  test.each([
    ["use region EU-WEST-1", { type: "scope", scope: { region: "eu-west-1" } }],
    ["use account Prod", { type: "scope", scope: { account: "Prod" } }],
    ["use account __proto__", { type: "scope", scope: { account: "__proto__" } }],
    ["alias set x=metrics N M D=a", { type: "alias", name: "x", text: "metrics N M D=a" }],
    ['alias set 5xx = logs /ecs/orders "5\\d\\d"', { type: "alias", name: "5xx", text: 'logs /ecs/orders "5\\d\\d"' }],
    ["alias forget 5xx", { type: "forget", name: "5xx" }],
    ["alias", { type: "aliases" }],
  ])("%j sets", (text, setting) => {
    expect(say(text)).toMatchObject({ type: "set", setting });
  });
});

describe("a plain reply in a thread that is nothing but a complete question", () => {
  test.each([
    "traces",
    "traces checkout",
    "traces Orders-DB last 30m",
    "topology cart",
    "alarms",
    "alarms firing",
    "alarms ok checkout-5",
    "watch checkout-",
    "use region eu-west-1",
    "use account prod",
    "run 5xx",
    "metrics AWS/Lambda Errors",
    'metrics "CWAgent" Cpu',
  ])("%j acts", (text) => {
    expect(["command", "set", "run"]).toContain(say(text, "overheard").type);
  });
});

describe("the query beside an answer", () => {
  const name = fc.stringMatching(/^[A-Z][A-Za-z]{2,9}$/);
  const value = fc.stringMatching(/^[a-z]{3,8}( [a-z]{3,8})?$/);
  const metrics = fc
    .tuple(
      name,
      fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
      name,
      fc.uniqueArray(value, { minLength: 1, maxLength: 3 }),
    )
    .map(
      ([space, several, dimension, values]) =>
        `metrics ${space} ${several.join(",")} ${dimension}="${values.join(",")}" Sum 300s`,
    );
  const anything = fc.oneof(
    metrics,
    metrics.map((text) => `${text} compare last week`),
    value.map((text) => `traces "${text}"`),
    value.map((text) => `topology "${text}"`),
    value.map((text) => `changes "${text}"`),
    name.map((text) => `alarms nodata ${text}-`),
    name.map((text) => `watch ${text}-`),
    value.map((text) => `athena run errors who="${text}"`),
    value.map((text) => `logs /ecs/orders "${text}/x"`),
  );
  test("asks the same again", () => {
    fc.assert(
      fc.property(anything, (text) => {
        const question = asked(text);
        expect(asked(questionText(question))).toEqual(question);
      }),
      { numRuns: 500, examples: [['traces "caaat"'], ['metrics Ram AAA AAA="aaa" Sum 300s compare last week']] },
    );
  });
});

function athena(values: Record<string, string>): Question {
  return { type: "athena", request: { type: "named", name: "errors", values } };
}
