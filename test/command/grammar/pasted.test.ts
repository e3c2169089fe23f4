import { describe, expect, test } from "vitest";
import { read, say, shop } from "../say.ts";

const alarmJson = JSON.stringify({ AlarmName: "checkout 5xx", NewStateValue: "ALARM" });
const eventJson = JSON.stringify({
  source: "aws.cloudwatch",
  detail: { alarmName: "cart-cpu", state: { value: "OK" } },
});
const console = "https://eu-west-1.console.aws.amazon.com";

describe("a pasted thing says what it is and runs nothing", () => {
  test.each([
    [
      "G-1042",
      "PASTED G-1042: G-1042 checkout-5xx",
      ["G-1042 status", "G-1042 hyp", "G-1042 ack", "G-1042 investigate"],
    ],
    ["g-7", "PASTED G-7: G-7 is not among the open ones.", ["G-7 status", "G-7 reopen"]],
    ["h2", "PASTED h2: Hypothesis h2 of G-1042: orders-db", ["G-1042 accept h2", "G-1042 discard h2", "G-1042 why h2"]],
    [
      "H2.",
      "PASTED h2: Hypothesis h2 of G-1042: orders-db",
      ["G-1042 accept h2", "G-1042 discard h2", "G-1042 why h2"],
    ],
    ["G-7 h2", "PASTED h2: Hypothesis h2 of G-7", ["G-7 accept h2", "G-7 discard h2", "G-7 why h2"]],
    ["h9", "NOT DONE: G-1042 has no hypothesis h9.", ["G-1042 hyp"]],
    [
      "arn:aws:lambda:eu-west-1:111122223333:function:checkout:PROD",
      "PASTED Lambda function: Lambda function checkout in 111122223333 eu-west-1.",
      ['investigate "checkout"', "metrics AWS/Lambda Errors FunctionName=checkout Sum"],
    ],
    [
      "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout 5xx",
      "PASTED alarm: CloudWatch alarm checkout 5xx.",
      ['investigate "checkout 5xx"'],
    ],
    [
      "arn:aws:ecs:eu-west-1:111122223333:service/shop/cart",
      "PASTED ECS service: ECS service cart in 111122223333 eu-west-1.",
      ['investigate "cart"'],
    ],
    ["arn:aws:s3:::pictures", "PASTED s3: s3 pictures.", ['investigate "pictures"']],
    ["1-5759e988-bd862e3fe1be46a994272793", "PASTED trace: X-Ray trace, begun 2016-06-09T22:11Z.", []],
    [
      "Root=1-6921f3a0-bd862e3fe1be46a994272793",
      "PASTED trace: X-Ray trace, begun 2025-11-22T17:32Z.",
      ["changes 2025-11-22T17:02Z to 2025-11-22T17:33Z"],
    ],
    [alarmJson, "PASTED alarm: CloudWatch alarm checkout 5xx, ALARM.", ['investigate "checkout 5xx"']],
    [`\`\`\`${alarmJson}\`\`\``, "PASTED alarm: CloudWatch alarm checkout 5xx, ALARM.", ['investigate "checkout 5xx"']],
    [
      JSON.stringify({ Type: "Notification", Message: alarmJson }),
      "PASTED alarm: CloudWatch alarm checkout 5xx, ALARM.",
      ['investigate "checkout 5xx"'],
    ],
    [eventJson, "PASTED alarm: CloudWatch alarm cart-cpu, OK.", ['investigate "cart-cpu"']],
    ['{"a": 1}', "NOT DONE: This is JSON, but no CloudWatch alarm. Type: investigate <alarm or text>", ["help"]],
    ['{"a": ', "NOT DONE: This is JSON, but no CloudWatch alarm. Type: investigate <alarm or text>", ["help"]],
    [
      `<${console}/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/checkout$205xx?~(x)|console>`,
      "PASTED alarm: CloudWatch alarm checkout 5xx.",
      ['investigate "checkout 5xx"'],
    ],
    [
      `${console}/ec2/home?region=eu-west-1`,
      "PASTED page: A page of the AWS console that names no alarm. Type: investigate <alarm or text>",
      ["help"],
    ],
    [
      "https://example.com/x?a=1",
      "PASTED page: A page outside the AWS console. To keep it: note <text>",
      ["note https://example.com/x?a=1"],
    ],
  ])("%j", (text, sentence, commands) => {
    expect(read(say(text))).toEqual({ sentence, commands });
    expect(say(text, "overheard")).toEqual({ type: "ignore" });
  });

  test("outside a thread a hypothesis needs its investigation", () => {
    const outside = { open: shop.open, components: shop.components, now: shop.now };
    expect(read(say("h2", "addressed", outside)).sentence).toBe("NOT DONE: Which investigation? Type: G-1042 why h2");
  });
});
