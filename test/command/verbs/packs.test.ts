import { describe, expect, test } from "vitest";
import type { Question } from "../../../src/events/events.ts";
import { questionCommand } from "../../../src/investigation/asking.ts";
import { packs } from "../../../src/packs/packs.ts";
import { NOW, read, say } from "../say.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";
const now = NOW.getTime() / 1000;

function asked(text: string): Question {
  const understood = say(text);
  if (understood.type !== "command" || understood.command.type !== "ask") throw new Error(read(understood).sentence);
  return understood.command.question;
}

const refused = (text: string): string => read(say(text)).sentence;

test.each(["packs", "pack"])("%s lists all packs", (text) => {
  const understood = say(text);
  if (understood.type !== "reply") throw new Error("no reply");
  expect(understood.card.title).toBe(`PACKS ${packs.length}`);
  for (const { service } of packs) expect(JSON.stringify(understood.card.blocks)).toContain(`"pack ${service}"`);
});

test.each([
  ["pack lambda", { type: "pack", pack: "lambda" }],
  ["Pack LAMBDA checkout.", { type: "pack", pack: "lambda", resource: "checkout" }],
  ["recommend lambda", { type: "recommend", pack: "lambda" }],
  ["recommend sqs orders", { type: "recommend", pack: "sqs", resource: "orders" }],
  [`alarms apply sqs notify ${TOPIC}`, { type: "recommend", pack: "sqs", topic: TOPIC }],
  [
    `alarms apply sqs "my queue" notify ${TOPIC} confirm 0123abcd`,
    { type: "recommend", pack: "sqs", resource: "my queue", topic: TOPIC, token: "0123abcd" },
  ],
])("%s", (text, question) => expect(asked(text)).toEqual(question));

test.each([
  ["pack lamda", /There is no pack lamda\. Closest: lambda/],
  ["pack constructor", /There is no pack constructor/],
  ["pack lambda a b", /Not understood: b/],
  ["alarms apply sqs notify me", /Not a topic's ARN: me/],
  ["alarms apply", /Which pack\?/],
])("%s is refused", (text, words) => expect(refused(text)).toMatch(words));

describe("a named query", () => {
  test("asks Metrics Insights with its exact text", () => {
    expect(asked("ask lambda failing last 2 days")).toEqual({
      type: "expression",
      expression:
        'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName) GROUP BY FunctionName ORDER BY SUM() DESC LIMIT 10',
      period: 60,
      window: { start: now - 172_800, end: now },
    });
  });

  test("asks the logs of the resource, an hour back or as told", () => {
    const slowest = { type: "logs", groups: ["/aws/lambda/cart"], window: { start: now - 3_600, end: now } };
    expect(asked("ask lambda slowest function=cart")).toMatchObject(slowest);
    expect(asked("ask lambda slowest function=cart limit=5 last 3h")).toMatchObject({
      text: expect.stringMatching(/\| limit 5$/),
      window: { start: now - 10_800, end: now },
    });
  });

  test.each([
    ["ask lambda slowest", /Which function, the function\? For example function=checkout/],
    ["ask lambda slowest function=a/../b'x", /function is the function, such as checkout, not/],
    ["ask lambda slowest function=cart limit=many", /limit is the number of runs/],
    ["ask lambda slowest function=cart region=x", /slowest has no region/],
    ["ask lambda slowest cart", /Not understood: cart/],
    ["ask lambda everything", /lambda has no query everything/],
    ["ask nothing", /There is no pack nothing/],
    ["ask", /Ask which pack\?/],
  ])("%s is refused with what to type", (text, words) => expect(refused(text)).toMatch(words));

  test.each(packs)("of $service: what its list shows can be typed, and asks the same again", ({ service, queries }) => {
    const understood = say(`ask ${service}`);
    if (understood.type !== "reply") throw new Error("no reply");
    const [table] = understood.card.blocks;
    const shown = table?.type === "table" ? table.rows.map(([command = ""]) => command) : [];
    expect(shown).toHaveLength(queries.length);
    for (const command of shown) {
      const question = asked(command.replaceAll(/\[|\]/g, ""));
      expect(asked(questionCommand(question))).toEqual(question);
    }
  });
});
