import { describe, expect, test } from "vitest";
import { commandFrom, formOf } from "../../../src/card/form.ts";
import { initialOf } from "../../../src/card/form-values.ts";
import { answer as answerSchema, type Question, question } from "../../../src/events/question.ts";
import { initialState, type Query } from "../../../src/investigation/state.ts";
import { followUps } from "../../../src/investigation/view/follow-ups.ts";
import { NOW, say } from "../../command/say.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";

/** One question of each type, as it is typed, with the name that an investigation of its answer has; undefined: it is about no system. */
const typed: Readonly<
  Record<Exclude<Question["type"], "free" | "held">, readonly [text: string, about: string | undefined]>
> = {
  metrics: ["metrics AWS/Lambda Errors FunctionName=checkout Sum every 1m last 30m", "Errors of checkout"],
  expression: ['metrics SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName', "worst"],
  signal: ["errors of checkout last 2h", "checkout"],
  changes: ["changes orders-db last 1h", "orders-db"],
  logs: ["logs /aws/lambda/checkout timeout last 1h", "logs of checkout"],
  traces: ["traces checkout", "checkout"],
  topology: ["topology checkout", "checkout"],
  cluster: ["cluster shop payments", "shop"],
  alarms: ["alarms alarm checkout-", "worst"],
  alarmHistory: ["alarms history carts-slow last 7d", "carts-slow"],
  alarm: [
    "alarms create api-5xx when AWS/ApiGateway 5XXError ApiName=shop Sum > 5 for 3 of 5 every 1m missing breaching",
    "api-5xx",
  ],
  pack: ["pack lambda", "worst"],
  recommend: ["recommend lambda checkout", "checkout"],
  listing: ["ask lambda runtimes tag=team", "worst"],
  athena: ["athena sql select a from b limit 5", "athena sql select a from b"],
  promql: ['promql rate(errors{service="checkout"}[5m]) last 1h', "rate errors service checkout"],
  promqlNow: ["promql up now", "up"],
  promqlLabel: ["promql labels job", undefined],
  top: ["top sql of orders-db last 30m", "orders-db"],
  ppl: ["ppl source = logs-* | where level = 'ERROR' | head 5", "source logs- where level ERROR head"],
  topics: [`topics ${TOPIC}`, undefined],
  subscribe: [`subscribe ${TOPIC}`, undefined],
  publish: [`test ${TOPIC}`, undefined],
  report: ["report md", undefined],
  ticket: ["ticket", undefined],
  tool: ["tool wiki search query=pool", "tool"],
  similar: ["similar", undefined],
  stats: ["stats by team last 7d", undefined],
  mute: ["unmute-alarm", undefined],
  deadLetters: ["dead-letters", undefined],
};

/** What a text asks; undefined where it asks nothing. */
function asked(text: string): Question | undefined {
  const understood = say(text);
  return understood.type === "command" && understood.command.type === "ask"
    ? question.parse(understood.command.question)
    : undefined;
}

function answered(text: string): Query {
  const understood = say(text);
  if (understood.type !== "command" || understood.command.type !== "ask") throw new Error(JSON.stringify(understood));
  const answer = answerSchema.parse({ sentence: "Found.", query: text, rows: [["worst", "1"]] });
  const by = { id: "web:ana", name: "Ana" };
  const { understood: words } = understood.command;
  return {
    id: "q1",
    by,
    at: NOW.toISOString(),
    question: question.parse(understood.command.question),
    understood: words,
    answer,
  };
}

describe.each(Object.entries(typed))("under an answer of the type %s", (_type, [text, about]) => {
  const query = answered(text);
  const buttons = new Map(
    followUps({ ...initialState, number: 1042 }, query).map(({ label, command }) => [label, command]),
  );

  test("stand the same again and the same with other words, which mean the same", () => {
    const isOnce = query.question.type === "mute" || query.question.type === "ticket";
    expect(buttons.has("Run again")).toBe(!isOnce);
    if (!isOnce) expect(asked(buttons.get("Run again") ?? "")).toEqual(query.question);
    const edit = buttons.get("Edit");
    expect(edit !== undefined).toBe(!["report", "similar", "ticket", "mute"].includes(query.question.type));
    if (edit === undefined) return;
    const form = formOf(edit);
    expect(form, edit).toBeDefined();
    expect(asked(commandFrom(edit, form ?? "start", initialOf(edit)))).toEqual(query.question);
  });

  test("stands an investigation of what it is about", () => {
    const command = buttons.get("Investigate");
    if (about === undefined) return expect(command).toBeUndefined();
    const understood = say(command ?? "");
    expect(understood).toMatchObject({ type: "start", what: expect.stringContaining(about) });
  });
});

test("an investigation begins where a short window begins, and now where it is not known when the trouble began", () => {
  const since = (text: string) => {
    const command = followUps({ ...initialState, number: 1042 }, answered(text)).find(
      ({ label }) => label === "Investigate",
    );
    const understood = say(command?.command ?? "");
    return understood.type === "start" ? understood.since : "none";
  };
  expect(since("errors of checkout last 30m")).toBe(NOW.getTime() / 1000 - 1_800);
  expect(since("errors of checkout last 7d")).toBeUndefined();
  expect(since("errors of checkout from 2026-11-20T00:00Z to 2026-11-21T00:00Z")).toBe(
    Date.parse("2026-11-20T00:00Z") / 1000,
  );
});

test("an alarm that is investigated already is looked at again, and gets no second investigation", () => {
  const command = followUps({ ...initialState, number: 1 }, answered("alarms history checkout-5xx last 7d")).at(-1);
  expect(say(command?.command ?? "")).toMatchObject({ type: "command", investigation: 1042 });
});

test("a failed answer offers no investigation, because it shows nothing", () => {
  const query = answered("errors of checkout");
  const failed = { ...query, answer: { ...query.answer!, failed: true } };
  expect(followUps({ ...initialState, number: 1042 }, failed).map(({ label }) => label)).toEqual(["Run again", "Edit"]);
});
