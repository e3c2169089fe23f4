import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createOpenSearch } from "../../adapters/opensearch/open-search.ts";
import { createPrometheus } from "../../adapters/prometheus/prometheus.ts";
import type { Answer } from "../../src/events/question.ts";
import { type OpenSearchCounterpart, startOpenSearch } from "../counterparts/opensearch/server.ts";
import { type PrometheusCounterpart, startPrometheus } from "../counterparts/prometheus/server.ts";
import { type AwsHouse, ana, ben, openAwsHouse, shown, told } from "./aws-house.ts";
import { stateOf } from "./house.ts";

const onset = Math.floor(Date.now() / 1000) - 1_800;
const databases = {
  "orders-db": {
    id: "db-AAAABBBBCCCC",
    recorded: true,
    onset,
    load: {
      "db.sql_tokenized": [{ name: "SELECT * FROM orders WHERE id = ?", before: 0.1, after: 7 }],
      "db.wait_event": [{ name: "CPU", before: 1, after: 8 }],
      "db.host": [{ name: "10.0.3.7", before: 1, after: 8 }],
      "db.user": [{ name: "app", before: 1, after: 8 }],
    },
  },
};

let there: AwsHouse;
let metrics: PrometheusCounterpart;
let search: OpenSearchCounterpart;

beforeEach(async () => {
  [metrics, search] = await Promise.all([startPrometheus(), startOpenSearch()]);
  const now = (): Date => new Date();
  const none = { authorization: { type: "none" } } as const;
  there = await openAwsHouse(() => ({ databases }), {
    prometheus: createPrometheus({ name: "Prometheus", url: metrics.endpoint, ...none }, now),
    openSearch: createOpenSearch({ name: "OpenSearch", url: search.endpoint, ...none }, now),
  });
});
afterEach(async () => {
  await Promise.all([there.stop(), metrics.close(), search.close()]);
});

/** The answer to the first question, which makes the thread. */
async function ask(text: string): Promise<Answer> {
  expect(await there.house.say(text, { actor: ana })).toMatchObject({ type: "stored", investigation: "G-1001" });
  const answerOf = async () => (await stateOf(there.house, 1001)).queries[0]?.answer;
  await expect.poll(answerOf).toBeDefined();
  await expect.poll(() => shown(there, "q1")).not.toMatch(/^$|Asking/);
  const answer = await answerOf();
  if (!answer) throw new Error("there is no answer");
  return answer;
}

describe("a question to another source", () => {
  test("PromQL over a time is a picture and a table, with its exact query, Run again and Edit", async () => {
    const answer = await ask("promql up offset 5m last 30m");
    expect(answer).toMatchObject({
      failed: false,
      sentence: expect.stringMatching(/^2 series; the highest now is up/),
    });
    expect(answer.rows).toEqual([
      ['up{instance="a"}', "1", "1", "1"],
      ['up{instance="b"}', "0", "0", "0"],
    ]);
    const card = shown(there, "q1");
    expect(card).toMatch(/promql up offset 5m from \S+Z to \S+Z/);
    for (const part of ['"type":"image"', '"type":"table"', '"Run again"', '"Edit"', "promql edit up offset 5m"]) {
      expect(card).toContain(part);
    }
    expect(metrics.asked.at(-1)?.fields.get("query")).toBe("up offset 5m");
  });

  test("PromQL now is a table with a column for each label", async () => {
    const answer = await ask("promql up now");
    expect(answer.columns.map(({ name }) => name)).toEqual(["Metric", "instance", "Value"]);
    expect(answer.rows).toEqual([
      ["up", "a", "1"],
      ["up", "b", "0"],
    ]);
  });

  test("the values of a label are listed", async () => {
    expect((await ask("promql labels instance")).rows).toEqual([["a"], ["b"]]);
  });

  test("a mistake in PromQL is named by its column, and nothing is asked", async () => {
    expect(told(await there.house.say("promql rate(up[5m", { actor: ana }))).toMatch(/at column 11/);
    expect(metrics.asked).toEqual([]);
  });

  test("what the server refuses is said in its words", async () => {
    const answer = await ask("promql rate(up)");
    expect(answer).toMatchObject({ failed: true, sentence: expect.stringMatching(/does not take it: .*parse error/) });
  });

  test("PPL is a table; counts over time are a picture, too", async () => {
    const answer = await ask("ppl source = logs | stats counts");
    expect(answer.rows).toHaveLength(3);
    const chart = there.archived.find((body) => JSON.stringify(body).includes('"type":"chart"'));
    expect(chart).toMatchObject({ series: [expect.anything()] });
    expect(shown(there, "q1")).toContain('"type":"image"');
  });

  test("PPL needs an operator, and one that does more than read is refused to everybody", async () => {
    expect(told(await there.house.say("ppl source = logs", { actor: ben }))).toMatch(/need an operator/);
    expect(told(await there.house.say("ppl source = a; source = b", { actor: ana }))).toMatch(/more than one query/);
    expect(search.asked).toEqual([]);
  });

  test("the lines of a trace are asked by its id", async () => {
    await ask("ppl trace 4bf92f3577b34da6a3ce929d0e0e4736 in logs-*");
    expect(JSON.stringify(search.asked.at(-1)?.body)).toContain("traceId = '4bf92f3577b34da6a3ce929d0e0e4736'");
  });

  test("the load of a database is told by statement, wait, host and user", async () => {
    const answer = await ask("top sql of orders-db last 30m");
    expect(answer).toMatchObject({
      failed: false,
      sentence: expect.stringMatching(/^orders-db has 8 active sessions/),
    });
    expect(answer.rows.map(([what]) => what)).toEqual(["statement", "wait", "host", "user"]);
    expect(answer.rows[0]).toEqual(["statement", "SELECT * FROM orders WHERE id = ?", "7", "0.1", "88 %"]);
  });

  test("a database whose load is not recorded is said to be none", async () => {
    expect(await ask("top sql of other-db")).toMatchObject({
      failed: true,
      sentence: expect.stringMatching(/no database other-db/),
    });
  });
});
