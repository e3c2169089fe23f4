import { describe, expect, test } from "vitest";
import { read, say } from "../say.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alarms";

describe("SNS topics", () => {
  test.each([
    ["topics", { type: "topics" }],
    ["Topics.", { type: "topics" }],
    [`topics ${TOPIC}`, { type: "topics", topic: TOPIC }],
    [`subscribe ${TOPIC}`, { type: "subscribe", topic: TOPIC }],
    [`G-1042 subscribe ${TOPIC}.`, { type: "subscribe", topic: TOPIC }],
    [`test ${TOPIC}`, { type: "publish", topic: TOPIC }],
    [`test ${TOPIC}.fifo`, { type: "publish", topic: `${TOPIC}.fifo` }],
  ])("%s", (text, question) => {
    expect(say(text)).toMatchObject({ type: "command", command: { type: "ask", question } });
  });

  test.each([
    "subscribe",
    "test",
    "subscribe alarms",
    "test 1 2",
    "topics alarms",
    "subscribe arn:aws:sqs:eu-west-1:1:q",
  ])("%s is told what to type", (text) => {
    expect(read(say(text)).sentence).toMatch(/Type: (?:topics|subscribe|test) [<[]topic arn/);
  });

  test("what changes or says something in AWS is never guessed from a misspelling, nor overheard", () => {
    expect(say(`subscribr ${TOPIC}`).type).toBe("reply");
    expect(say(`subscribe ${TOPIC}`, "overheard").type).toBe("ignore");
    expect(say(`test ${TOPIC}`, "overheard").type).toBe("ignore");
    expect(say("test", "overheard").type).toBe("ignore");
  });
});
