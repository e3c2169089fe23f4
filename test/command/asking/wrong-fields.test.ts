import { expect, test } from "vitest";
import { type FormName, formOf } from "../../../src/card/form.ts";
import { initialOf } from "../../../src/card/form-values.ts";
import { wrongFields } from "../../../src/command/asking/wrong-fields.ts";
import { read, say } from "../say.ts";

const reader = { zone: "UTC", now: new Date("2026-03-02T03:00:00Z") };

const right: readonly (readonly [FormName, string, Record<string, string>])[] = [
  ["start", "investigate", { subject: "checkout is slow since the deploy", since: "02:40" }],
  ["start", "investigate", { subject: "checkout", since: "since 30m ago" }],
  ["note", "G-7 note", { text: "rolled back at 02:40" }],
  ["discard", "discard h2", { reason: "" }],
  ["close", "close", { resolution: "rolled back" }],
  ["metrics", "metrics", { namespace: "My App", metric: "Errors", dimensions: "A=b C=d", time: "last 2h" }],
  ["logs", "logs", { groups: "checkout, /ecs/orders", query: "stats count(*) by bin(5m)", time: "between 1 and 2" }],
  ["alarm", "alarms create", { name: "a b", metric: "AWS/Lambda Errors Sum", threshold: "-1.5", periods: "3 of 5" }],
];

test.each(right)("nothing is wrong in the form %s after %s", (form, command, values) => {
  expect(wrongFields({ form, command, values }, reader)).toEqual({});
});

test.each([
  ["start", "investigate", { subject: "checkout", since: "blah" }, { since: /blah/ }],
  ["start", "investigate", { subject: "checkout", since: "2036-01-01" }, { since: /future/ }],
  ["start", "investigate", { subject: "checkout", since: "02:40 or so" }, { since: /02:40 or so/ }],
  [
    "metrics",
    "metrics",
    { namespace: "Müller", metric: "Errors", dimensions: "A" },
    { namespace: /ü/, dimensions: /A/ },
  ],
  ["logs", "logs", { groups: "checkout", query: "/(/", time: "soon" }, { query: /regular/, time: /soon/ }],
  ["alarm", "G-7 alarms create", { name: "x".repeat(256), metric: "A B", threshold: "5" }, { name: /255/ }],
  [
    "alarm",
    "alarms create",
    { name: "x", metric: "A", threshold: "five" },
    { metric: /Which metric/, threshold: /five/ },
  ],
  ["alarm", "alarms create", { name: "x", metric: "A B", threshold: "5", periods: "5 of 3" }, { periods: /never/ }],
] as const)("in the form %s after %s, each error is the one of its field: %j", (form, command, values, told) => {
  const errors = Object.entries(told).map(([name, text]) => [name, expect.stringMatching(text)]);
  expect(wrongFields({ form, command, values }, reader)).toEqual(Object.fromEntries(errors));
});

test.each([
  ["metrics AWS/Lambda", { namespace: "AWS/Lambda" }],
  ["metrics AWS/Lambda Errors A=b wrong last 2h", { namespace: "AWS/Lambda", metric: "Errors", dimensions: "A=b" }],
  ["logs a*b timeout", { groups: "a*b", query: "timeout" }],
  ["alarms create mine", { name: "mine" }],
  [
    'alarms create "my alarm" when AWS/Lambda Errors Sum what > 5 for 3 of 5 every 1m',
    {
      name: "my alarm",
      metric: "AWS/Lambda Errors Sum what",
      operator: ">",
      threshold: "5",
      periods: "3 of 5",
      period: "1m",
    },
  ],
])("Fill in keeps what was typed: %s", (text, kept) => {
  const [command = ""] = read(say(text)).commands;
  expect(formOf(command)).toBeDefined();
  expect(initialOf(command)).toMatchObject(kept);
});
