import { expect, test } from "vitest";
import { aws } from "../../adapters/aws/source.ts";
import { changes } from "../../adapters/changes/door.ts";
import { slack as slackAdapter } from "../../adapters/slack/connect.ts";
import { slackSettings } from "../../adapters/slack/settings.ts";
import { teams } from "../../adapters/teams/connect.ts";
import { teamsSettings } from "../../adapters/teams/settings.ts";
import { web } from "../../adapters/web/connect.ts";
import { placeOf, readConfig as readConfigOf } from "../../src/process/config.ts";

const adapters = [web, slackAdapter, teams, changes, aws];

/** The settings of the process, of Slack and of Teams. */
function readConfig(env: Readonly<Record<string, string>>) {
  const config = readConfigOf(env, adapters);
  return { ...config, ...config.read(slackSettings), ...config.read(teamsSettings) };
}

const slack = { SLACK_BOT_TOKEN: "xoxb-1", SLACK_CHANNEL: "C0001", SLACK_SIGNING_SECRET: "s" };

test("everything has a default", () => {
  expect(readConfig({ PORT: "" })).toMatchObject({ PORT: 3000, HOST: "127.0.0.1", TIME_ZONE: "UTC" });
});

test("names every problem at once", () => {
  const wrong = { PORT: "x", SNS_TOPICS: "y", SLACK_BOT_TOKEN: "xoxb-1", TIME_ZONE: "Mars", SLACK_APP_TOKEN: "t" };
  expect(() => readConfig(wrong)).toThrow(/^Cannot start:\n(?: {2}- .*\n){4} {2}- .*$/);
  expect(() => readConfig(wrong)).toThrow(/PORT is not a port number: x/);
  expect(() => readConfig(wrong)).toThrow(/SLACK_CHANNEL is not set/);
});

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:findings";

test("findings go to a standard topic that is not heard again", () => {
  expect(readConfig({ FINDINGS_TOPIC: TOPIC })).toMatchObject({ FINDINGS_TOPIC: TOPIC });
  expect(() => readConfig({ FINDINGS_TOPIC: TOPIC, SNS_TOPICS: `${TOPIC}2,${TOPIC}` })).toThrow(
    `FINDINGS_TOPIC is ${TOPIC}, which SNS_TOPICS delivers back: use another topic`,
  );
  expect(() => readConfig({ FINDINGS_TOPIC: `${TOPIC}.fifo` })).toThrow(/FINDINGS_TOPIC is not the ARN of a standard/);
});

test.each([
  ["Slack over HTTP", slack],
  ["Slack in Socket Mode", { SLACK_BOT_TOKEN: "xoxb-1", SLACK_CHANNEL: "C0001", SLACK_APP_TOKEN: "xapp-1" }],
  ["another Web API on loopback", { ...slack, SLACK_API_URL: "http://127.0.0.1:4000/api/" }],
])("takes %s", (_name, env) => {
  expect(readConfig(env)).toMatchObject(env);
});

test("takes a channel's id of Teams as its link has it", () => {
  const { TEAMS_CHANNEL } = readConfig({ TEAMS_CHANNEL: "19%3Aabc%40thread.tacv2" });
  expect(TEAMS_CHANNEL).toBe("19:abc@thread.tacv2");
});

test.each(["19:abc@thread.tacv2", "19:meeting_ab@thread.v2", "1cebffae-fec8-4516-a13e-3ae8f9b36a2a@test.team"])(
  "takes %s as a channel of Teams",
  (id) => expect(readConfig({ TEAMS_CHANNEL: id }).TEAMS_CHANNEL).toBe(id),
);

test.each([
  "*",
  "slack:U0001",
  "slack:W0001",
  "slack:S0001",
  "slack:T0001:C0001",
  "teams:11111111-2222-3333-4444-555555555555",
  "teams:19:abc@thread.tacv2",
  "team:19:abc@thread.tacv2",
  "web:ana",
])("takes %s as an operator", (id) => {
  expect(readConfig({ OPERATORS: id }).OPERATORS).toEqual(new Set([id]));
});

test("takes operators as links of Teams have them", () => {
  const ids = "team:19%3Aabc%40thread.tacv2, teams:19%3aabc%40thread.tacv2";
  expect([...readConfig({ OPERATORS: ids }).OPERATORS]).toEqual([
    "team:19:abc@thread.tacv2",
    "teams:19:abc@thread.tacv2",
  ]);
});

test.each([
  [{ OPERATORS: "@oncall" }, /OPERATORS names nobody with @oncall: name a person \(slack:U0123\), a user group/],
  [{ OPERATORS: "slack:oncall slack:U0001" }, /names nobody with slack:oncall/],
  [{ OPERATORS: "team:oncall" }, /names nobody with team:oncall.*team:19:…@thread.tacv2/],
  [{ SLACK_CHANNEL: "C0001" }, /SLACK_BOT_TOKEN is not set, and SLACK_CHANNEL is/],
  [{ SLACK_BOT_TOKEN: "xoxb-1", SLACK_CHANNEL: "C0001" }, /SLACK_SIGNING_SECRET is not set.*or set SLACK_APP_TOKEN/],
  [{ ...slack, SLACK_CHANNEL: "#alerts" }, /SLACK_CHANNEL is not a channel's id such as C0123456789/],
  [{ ...slack, SLACK_BOT_TOKEN: "xapp-1" }, /SLACK_BOT_TOKEN is not a bot token/],
  [{ CHANGES_SECRET: "short" }, /CHANGES_SECRET needs at least 16 characters/],
  [{ SNS_DEAD_LETTER_QUEUE: "undelivered" }, /SNS_DEAD_LETTER_QUEUE is not the ARN of a standard SQS queue/],
  [{ SNS_DEAD_LETTER_QUEUE: "arn:aws:sqs:eu-west-1:111122223333:q.fifo" }, /SNS_DEAD_LETTER_QUEUE is not the ARN/],
  [{ TEAMS_CHANNEL: "General" }, /TEAMS_CHANNEL is not a channel's id such as 19:…@thread.tacv2/],
  [{ TEAMS_CHANNEL: "19:abc" }, /TEAMS_CHANNEL is not a channel's id/],
  [{ TEAMS_CERTIFICATE: "f.pem" }, /TEAMS_APP_ID is not set, and TEAMS_CERTIFICATE is/],
  [{ TEAMS_APP_PASSWORD: "p" }, /TEAMS_APP_ID is not set, and TEAMS_APP_PASSWORD is/],
  [
    { TEAMS_APP_ID: "x" },
    /TEAMS_APP_ID is not an app id.*\n.*TEAMS_APP_PASSWORD is not set.*\n.*TEAMS_CHANNEL is not set/,
  ],
  [{ ...slack, SLACK_API_URL: "https://evil.example/api/" }, /SLACK_API_URL is honoured only on a loopback address/],
])("says what is wrong with %j", (env, told) => {
  expect(() => readConfig(env)).toThrow(told);
});

test("no secret stands in what it says", () => {
  expect(() => readConfig({ ...slack, SLACK_BOT_TOKEN: "hidden-token", PORT: "x" })).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining("hidden-token") }),
  );
});

test.each([
  [{ account: "prod" }, { account: "111122223333", region: "eu-west-1" }],
  [
    { account: "shared", region: "us-east-1" },
    { account: "444455556666", region: "us-east-1" },
  ],
  [{ account: "777788889999" }, { account: "777788889999", region: "eu-west-1" }],
  [{ account: "constructor" }, { account: undefined, region: "eu-west-1" }],
  [{}, { account: undefined, region: "eu-west-1" }],
])("knows the id of the account and the Region of %j", (asked, place) => {
  const ACCOUNTS = "prod=arn:aws:iam::111122223333:role/gumshoe, shared=444455556666";
  expect(placeOf(readConfig({ ACCOUNTS, AWS_REGION: "eu-west-1" }), asked)).toEqual(place);
});

test("takes a role's external id behind its ARN, and no other text there", () => {
  const role = "arn:aws:iam::111122223333:role/ops/gumshoe";
  expect(readConfig({ ACCOUNTS: `prod=${role}:a-text=of/ours` }).ACCOUNTS).toEqual({
    prod: { type: "role", roleArn: role, externalId: "a-text=of/ours" },
  });
  expect(() => readConfig({ ACCOUNTS: `prod=${role}:<script>` })).toThrow(/is not a name with a role's ARN/);
});
