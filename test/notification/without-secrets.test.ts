import { describe, expect, test } from "vitest";
import { parseNotification } from "../../src/notification/parse.ts";
import { withoutSecrets } from "../../src/notification/without-secrets.ts";

const KEY = ["AKIA", "IOSFODNN7EXAMPLE"].join("");

function body(message: unknown, more: Readonly<Record<string, unknown>> = {}): string {
  const Message = typeof message === "string" ? message : JSON.stringify(message);
  const TopicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";
  return JSON.stringify({ Type: "Notification", MessageId: "m1", TopicArn, Message, Timestamp: "", ...more });
}

const alarm = {
  AlarmName: "mail to ana@example.com is late",
  AWSAccountId: "111122223333",
  NewStateValue: "ALARM",
  NewStateReason: "1 datapoint [41.0 (01/05/26 03:00:00)] was greater than 5.0; ask ana@example.com",
  StateChangeTime: "2026-05-01T03:00:00.000+0000",
  AlarmDescription: "Runbook: log in with password=hunter2 first",
  Trigger: { MetricName: "Errors", Namespace: "AWS/Lambda", Dimensions: [{ name: "F", value: "4111111111111111" }] },
};

const event = {
  source: "aws.signin",
  "detail-type": "Console sign-in",
  account: "1",
  region: "eu-west-1",
  time: "2026-05-01T03:00:00Z",
  resources: [],
  detail: { note: `seen ${KEY} of ana@example.com`, sessionToken: "FwoGZXIvYXdzE" },
};

describe("a delivery is stored without secrets", () => {
  test.each([
    ["a description", alarm, "hunter2"],
    ["a reason", alarm, "ask ana@"],
    ["plain words", `key ${KEY} was used`, KEY],
    ["JSON that was encoded twice", JSON.stringify(JSON.stringify({ token: ["abcdef"] })), "abcdef"],
    ["a word alone", { key: KEY }, KEY],
    ["a field named after a secret", { password: "correct horse" }, "horse"],
    ["text within lists", { lines: ["x", { said: "token=abcdef" }] }, "abcdef"],
    [
      "words that would break JSON if it were masked as text",
      { url: "see https://x:80", mail: "to a@b.example" },
      "a@b",
    ],
  ])("in %s", (_where, message, secret) => {
    expect(body(message)).toContain(secret);
    const stored = withoutSecrets(body(message));
    expect(stored).not.toContain(secret);
    expect(withoutSecrets(stored)).toBe(stored);
  });

  test("and what is nested beyond reason is left out", () => {
    expect(withoutSecrets(body(`${"[".repeat(50_000)}${"]".repeat(50_000)}`)).length).toBeLessThan(1_000);
  });

  test("in its attributes", () => {
    const MessageAttributes = {
      password: { Type: "String", Value: "hunter2" },
      link: { Type: "String", Value: "https://ana:hunter2@example.com" },
      EventType: { Type: "String", Value: "BACKUP_JOB" },
    };
    const stored = withoutSecrets(body("x", { MessageAttributes }));
    expect(stored).not.toContain("hunter2");
    expect(stored).toContain("BACKUP_JOB");
  });

  test("in its subject", () => {
    expect(withoutSecrets(body("x", { Subject: "password=hunter2" }))).not.toContain("hunter2");
  });

  test("and names that AWS is asked by stay as they are", () => {
    const stored = parseNotification(withoutSecrets(body(alarm)));
    expect(stored).toMatchObject({ type: "alarm", groupKey: parseNotification(body(alarm)).groupKey });
    expect(stored).toMatchObject({
      transition: { alarm: { value: 41, metric: { dimensions: { F: "4111111111111111" } } } },
    });
  });

  test.each(["", "{", "[]", "null", body("{"), body("")])("and %j is stored as it came", (text) => {
    expect(withoutSecrets(text)).toBe(text);
  });
});

test.each([
  ["an alarm", alarm, /hunter2|ask ana@/],
  ["an event", event, /FwoG|AKIA|ana@/],
])("%s is shown without secrets, also where it was stored with them", (_what, message, secret) => {
  expect(JSON.stringify(parseNotification(body(message)))).not.toMatch(secret);
});
