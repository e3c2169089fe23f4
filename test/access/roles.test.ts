import { expect, test } from "vitest";
import { createRoles } from "../../src/access/roles.ts";
import type { Question } from "../../src/events/events.ts";

const window = { start: 0, end: 60 };
const logs: Question = { type: "logs", groups: ["/ecs/orders"], text: "filter 1", window };
const asked = { actor: { id: "slack:U1", name: "Ana" }, channel: "slack:T1:C1" };
const stranger = () => "stranger" as const;

test.each([
  ["everybody", ["*"], asked],
  ["a person", ["slack:U1"], asked],
  ["whoever asks in a channel", ["slack:T1:C1"], asked],
  [
    "whoever asks in a channel of Teams",
    ["teams:19:a@thread.tacv2"],
    { ...asked, channel: "teams:19%3Aa%40thread.tacv2" },
  ],
])("%s may search logs where it is set up so, whatever a group says", (_name, operators, asking) => {
  const groups = () => expect.unreachable("nobody's groups are asked for");
  expect(createRoles({ operator: new Set(operators) }, groups).refuses(asking, logs)).toBeUndefined();
});

test("others may not, and are told whom to name", () => {
  const roles = createRoles({ operator: new Set(["slack:U2", "slack:T1:C2"]) }, stranger);
  expect(roles.refuses(asked, logs)).toMatch(/slack:U1, or this channel slack:T1:C1, added to OPERATORS/);
  expect(roles.refuses(asked, { type: "athena", request: { type: "sql", sql: "select 1" } })).toMatch(/SQL/);
  expect(createRoles({ operator: new Set() }, stranger).refuses(asked, logs)).toMatch(/none is set/);
});

test("whoever is in a group of operators may, and nobody as long as the group is not known", () => {
  const operators = new Set(["slack:S1"]);
  expect(createRoles({ operator: operators }, () => "member").refuses(asked, logs)).toBeUndefined();
  expect(createRoles({ operator: operators }, stranger).refuses(asked, logs)).toMatch(/added to OPERATORS/);
  expect(createRoles({ operator: operators }, () => "unknown").refuses(asked, logs)).toMatch(
    /not known yet. Say it again in a moment/,
  );
});

/** One question of each kind, with the refusal of a viewer; a new kind does not compile until it is here. */
const metric = { namespace: "AWS/SQS", metric: "Age", dimensions: {}, statistic: "Maximum", period: 60 };
const topic = "arn:aws:sns:eu-west-1:111122223333:orders";
const kinds: { [Type in Question["type"]]: readonly [Extract<Question, { type: Type }>, RegExp | undefined] } = {
  metrics: [{ type: "metrics", ...metric, also: [], window }, undefined],
  expression: [{ type: "expression", expression: "m1 / m2", period: 60, window }, undefined],
  signal: [{ type: "signal", signal: "errors", window }, undefined],
  changes: [{ type: "changes", window }, undefined],
  logs: [logs, /^Log searches need an operator/],
  traces: [{ type: "traces", window }, undefined],
  topology: [{ type: "topology", window }, undefined],
  cluster: [{ type: "cluster", cluster: "prod" }, undefined],
  alarms: [{ type: "alarms", reach: false }, undefined],
  alarmHistory: [{ type: "alarmHistory", window, zone: "UTC" }, undefined],
  alarm: [
    { type: "alarm", name: "age", metric, operator: ">", threshold: 60, datapoints: 1, periods: 1 },
    /^New and changed alarms need an operator/,
  ],
  mute: [{ type: "mute", on: true }, /^Mute rules need an operator/],
  held: [{ type: "held", change: { type: "subscribe", topic } }, /^Subscriptions need an operator/],
  athena: [{ type: "athena", request: { type: "sql", sql: "select 1" } }, /^Typed SQL queries need an operator/],
  listing: [
    { type: "listing", pack: "redshift-serverless", query: "running", listing: "redshift", values: {}, window },
    /^Queries of Redshift need an operator/,
  ],
  ppl: [{ type: "ppl", language: "ppl", text: "source = logs" }, /^Queries of OpenSearch need an operator/],
  top: [{ type: "top", database: "orders-db", window }, undefined],
  promql: [{ type: "promql", expression: "up", window }, undefined],
  promqlNow: [{ type: "promqlNow", expression: "up" }, undefined],
  promqlLabel: [{ type: "promqlLabel", label: "job", window }, undefined],
  pack: [{ type: "pack", pack: "lambda" }, undefined],
  recommend: [{ type: "recommend", pack: "lambda", token: "abc" }, /^New and changed alarms need an operator/],
  topics: [{ type: "topics" }, undefined],
  free: [{ type: "free", text: "is it us?", zone: "UTC", asker: { belonging: "member" } }, undefined],
  subscribe: [{ type: "subscribe", topic }, /^Subscriptions need an operator/],
  report: [{ type: "report", format: "pdf" }, undefined],
  ticket: [{ type: "ticket" }, undefined],
  tool: [{ type: "tool", server: "wiki", tool: "search", values: {} }, /^Tools of other systems need/],
  similar: [{ type: "similar" }, undefined],
  stats: [{ type: "stats", window, by: "team" }, undefined],
  deadLetters: [{ type: "deadLetters", retry: false }, /^Dead letters need an operator/],
  publish: [{ type: "publish", topic }, /^Test notifications need an operator/],
};

test.each(Object.entries(kinds))("who only looks may ask %s, or is told why not", (_type, [question, refusal]) => {
  const said = createRoles({ operator: new Set() }, stranger).refuses(asked, question);
  if (refusal === undefined) expect(said).toBeUndefined();
  else expect(said).toMatch(refusal);
});

test("who may list dead letters may not retry them where there are admins", () => {
  const roles = createRoles({ operator: new Set(["slack:U1"]), admin: new Set(["slack:U2"]) }, stranger);
  expect(roles.refuses(asked, { type: "deadLetters", retry: false })).toBeUndefined();
  expect(roles.refuses(asked, { type: "deadLetters", retry: true })).toMatch(/^Retries of dead letters need an admin/);
});

test("saved queries are for everybody", () => {
  const saved: Question = { type: "athena", request: { type: "named", name: "errors", values: {} } };
  expect(createRoles({ operator: new Set() }, stranger).refuses(asked, saved)).toBeUndefined();
});

test("everybody may end a mute: it only brings back what was there", () => {
  expect(createRoles({ operator: new Set() }, stranger).refuses(asked, { type: "mute", on: false })).toBeUndefined();
});

test("a question that is not known needs an operator", () => {
  const unknown: Question = JSON.parse('{"type":"shell"}');
  expect(createRoles({ operator: new Set() }, stranger).refuses(asked, unknown)).toMatch(/need an operator/);
  expect(createRoles({ operator: new Set(["slack:U1"]) }, stranger).refuses(asked, unknown)).toBeUndefined();
});

/** What each role is refused, where every role is set; `+`: allowed. */
const holders = {
  viewer: new Set(["web:viewer"]),
  responder: new Set(["web:responder"]),
  operator: new Set(["web:operator"]),
  admin: new Set(["web:admin"]),
};
const mute: Question = { type: "mute", on: true };
const report: Question = { type: "report", format: "md" };
test.each([
  //             read ask  decide page raw  change
  ["stranger", "-", "-", "-", "-", "-", "-"],
  ["viewer", "+", "+", "-", "-", "-", "-"],
  ["responder", "+", "+", "+", "+", "-", "-"],
  ["operator", "+", "+", "+", "+", "+", "-"],
  ["admin", "+", "+", "+", "+", "+", "+"],
])("a %s may read %s, ask %s, decide %s, page %s, read raw data %s, change %s", (name, ...may) => {
  const roles = createRoles(holders, stranger);
  const who = { actor: { id: `web:${name}`, name }, channel: "web:general" };
  const refusals = [
    roles.refusesReading(who),
    roles.refuses(who, report),
    roles.refusesDeciding(who),
    roles.refusesPaging(who),
    roles.refuses(who, logs),
    roles.refuses(who, mute) ?? roles.refusesAdministration(who),
  ];
  expect(refusals.map((each) => (each === undefined ? "+" : "-"))).toEqual(may);
});

test("a role that no setting limits is everybody's, and without admins operators are admins", () => {
  const roles = createRoles({ operator: new Set(["slack:U1"]) }, stranger);
  const guest = { actor: { id: "slack:U9", name: "Gus" }, channel: undefined, belonging: "guest" as const };
  expect([roles.refusesReading(guest), roles.refusesDeciding(guest)]).toEqual([undefined, undefined]);
  expect([roles.refuses(asked, mute), roles.refusesAdministration(asked)]).toEqual([undefined, undefined]);
  expect(roles.refusesAdministration({ ...asked, actor: guest.actor })).toMatch(/need an operator/);
});

test("a group gives the role of the setting that names it, and no higher one", () => {
  const groups = { operator: new Set(["slack:S1"]), admin: new Set(["slack:S2"]) };
  const inFirst = (_: unknown, named: ReadonlySet<string>) => (named.has("slack:S1") ? "member" : "stranger");
  const roles = createRoles(groups, inFirst);
  expect(roles.refuses(asked, logs)).toBeUndefined();
  expect(roles.refuses(asked, mute)).toMatch(/need an admin.*added to ADMINS/);
});
