import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { operations } from "../../../adapters/aws/permissions/operations.ts";
import { toMarkdownTable, toPolicy } from "../../../adapters/aws/permissions/policy.ts";
import { deliveryPolicy } from "../../../adapters/aws/sns/delivery.ts";
import { withTable } from "../../../manifests/aws/table.ts";
import { toTemplate } from "../../../manifests/aws/template.ts";

const root = new URL("../../../", import.meta.url);
const text = (path: string): string => readFileSync(new URL(path, root), "utf8");
const policy = toPolicy(operations);
const actions = policy.Statement.flatMap(({ Action }) => Action);

/** What begins so only reads, or says where to read. */
const READS = /:(?:Get|List|Describe|Lookup|BatchGet|Query)[A-Z]/;
const WRITES = [
  "athena:StartQueryExecution",
  "athena:StopQueryExecution",
  "cloudwatch:DeleteAlarmMuteRule",
  "cloudwatch:PutAlarmMuteRule",
  "cloudwatch:PutMetricAlarm",
  "cloudwatch:PutMetricData",
  "logs:StartQuery",
  "logs:StopQuery",
  "s3:PutObject",
  "sns:Publish",
  "sns:Subscribe",
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:ReceiveMessage",
  "sts:AssumeRole",
];

describe("what is on file is what the code makes: npm run manifest:aws", () => {
  test("the policy", () => expect(JSON.parse(text("manifests/aws/policy.json"))).toEqual(policy));
  test("the template", () => {
    expect(JSON.parse(text("manifests/aws/gumshoe.json"))).toEqual(JSON.parse(JSON.stringify(toTemplate(policy))));
  });
  test("the table in docs/aws.md", () => {
    const page = text("docs/aws.md");
    expect(withTable(page, toMarkdownTable(operations))).toBe(page);
  });
});

test("docs/aws.md names what the store asks of a real table, and no more", () => {
  const [, listed = ""] = /`dynamodb:(CreateTable`,[^.]+)\./.exec(text("docs/aws.md")) ?? [];
  const sources = readdirSync(new URL("adapters/dynamodb/", root)).map((name) => text(`adapters/dynamodb/${name}`));
  const called = [...sources.join("\n").matchAll(/\bclient\.(\w+)\(\{/g)].map(([, name = ""]) => name);
  const asked = called.map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  // What dynamoose calls where the table is missing.
  const needed = new Set(["CreateTable", ...asked]);
  expect([...listed.matchAll(/\w+(?=`)/g)].map(([name]) => name).sort()).toEqual([...needed].sort());
});

describe("the policy", () => {
  test("names actions as IAM does, each once, in statements of their own names", () => {
    for (const action of actions) expect.soft(action).toMatch(/^[a-z\d-]+:[A-Z][A-Za-z]+$/);
    expect(new Set(actions).size).toBe(actions.length);
    const names = policy.Statement.map(({ Sid }) => Sid);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect.soft(name).toMatch(/^[A-Za-z\d]+$/);
  });

  test("writes nothing but queries, their results, alarms, mute rules, subscriptions, test notifications, its heartbeat, and what it took from its queues", () => {
    expect(actions.filter((action) => !READS.test(action)).sort()).toEqual(WRITES);
  });

  test("narrows what writes: results to Athena's own buckets, subscriptions to https, roles by name", () => {
    const of = (action: string) => policy.Statement.find(({ Action }) => Action.includes(action));
    expect(of("s3:PutObject")?.Resource).toEqual(["arn:aws:s3:::aws-athena-query-results-*/*"]);
    expect(of("sns:Subscribe")?.Condition).toMatchObject({ StringEquals: { "sns:Protocol": "https" } });
    expect(of("sts:AssumeRole")?.Resource).toEqual(["arn:aws:iam::*:role/gumshoe*"]);
    // AWS limits a metric by its namespace only, and the end of a query not at all.
    expect(of("cloudwatch:PutMetricData")?.Condition).toEqual({ StringLike: { "cloudwatch:namespace": "Gumshoe*" } });
    for (const action of WRITES.filter((each) => !["logs:StopQuery", "cloudwatch:PutMetricData"].includes(each))) {
      expect.soft(of(action)?.Resource, action).not.toContain("*");
    }
  });

  test("has every action that the adapters declare", () => {
    const folder = new URL("adapters/aws/", root);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const declared = files.flatMap((name) =>
      [...readFileSync(new URL(name, folder), "utf8").matchAll(/action: "([^"]+)"/g)].map(([, action]) => action),
    );
    expect(declared.length).toBeGreaterThan(20);
    expect([...new Set(declared)].sort()).toEqual([...actions].sort());
  });

  test("fits into a role: 10,240 characters without spaces", () => {
    expect(JSON.stringify(policy).length).toBeLessThan(10_240);
  });
});

const template = z.object({
  Parameters: z.record(z.string(), z.unknown()),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      DependsOn: z.array(z.string()).default([]),
      Condition: z.string().optional(),
      Properties: z.record(z.string(), z.unknown()),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })),
});

describe("the template", () => {
  const { Parameters, Resources, Outputs } = template.parse(JSON.parse(text("manifests/aws/gumshoe.json")));
  const known = new Set([...Object.keys(Parameters), ...Object.keys(Resources)]);
  const typed = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);

  test("refers to nothing that it does not make", () => {
    const whole = JSON.stringify([Resources, Outputs]);
    const named = [
      ...[...whole.matchAll(/"Ref":"([^"]+)"/g)].map(([, name = ""]) => name),
      ...[...whole.matchAll(/"Fn::GetAtt":\["([^"]+)"/g)].map(([, name = ""]) => name),
      ...[...whole.matchAll(/\$\{([^}]+)\}/g)].map(([, name = ""]) => name),
      ...Object.values(Resources).flatMap(({ DependsOn }) => DependsOn),
    ];
    expect(named.length).toBeGreaterThan(15);
    for (const name of named) expect.soft(known.has(name) || name.startsWith("AWS::"), name).toBe(true);
  });

  test.each([
    ["CloudWatch Alarm State Change", "aws.cloudwatch"],
    ["ECS Deployment State Change", "aws.ecs"],
    ["ECS Task State Change", "aws.ecs"],
    ["ECS Service Action", "aws.ecs"],
    ["CodeDeploy Deployment State-change Notification", "aws.codedeploy"],
    ["CodePipeline Pipeline Execution State Change", "aws.codepipeline"],
    ["CloudFormation Stack Status Change", "aws.cloudformation"],
    ["AWS API Call via CloudTrail", "aws.lambda"],
    ["AWS Health Event", "aws.health"],
  ])("a rule puts %s on the topic", (type, source) => {
    const found = typed("AWS::Events::Rule").filter(({ Properties }) => {
      const { EventPattern } = z
        .object({ EventPattern: z.object({ "detail-type": z.array(z.string()) }) })
        .parse(Properties);
      return EventPattern["detail-type"].includes(type);
    });
    expect(found).toMatchObject([
      { Properties: { EventPattern: { source: [source] }, Targets: [{ Arn: { Ref: "Topic" } }] } },
    ]);
  });

  test("CloudWatch and EventBridge may speak on the topic, and SNS may keep what it could not deliver", () => {
    const [topic] = typed("AWS::SNS::TopicPolicy");
    const [queue] = typed("AWS::SQS::QueuePolicy");
    expect(JSON.stringify(topic)).toMatch(/cloudwatch\.amazonaws\.com.*events\.amazonaws\.com/);
    expect(JSON.stringify(queue)).toMatch(/sns\.amazonaws\.com.*sqs:SendMessage/);
  });

  test("the topic delivers to Gumshoe's address, patiently, and signed; without an address into a queue", () => {
    expect(typed("AWS::SNS::Subscription")).toMatchObject([
      {
        Condition: "Public",
        Properties: {
          Protocol: "https",
          Endpoint: { "Fn::Sub": "$" + "{PublicUrl}/sns" },
          RawMessageDelivery: false,
          DeliveryPolicy: deliveryPolicy,
          RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Undelivered", "Arn"] } },
        },
      },
      {
        Condition: "Private",
        Properties: { Protocol: "sqs", Endpoint: { "Fn::GetAtt": ["Queue", "Arn"] }, RawMessageDelivery: false },
      },
    ]);
    const [, queue] = typed("AWS::SQS::Queue");
    expect(queue?.Properties.RedrivePolicy).toMatchObject({
      deadLetterTargetArn: { "Fn::GetAtt": ["Undelivered", "Arn"] },
    });
  });

  test("the role may what the policy says", () => {
    const [role] = typed("AWS::IAM::Role");
    const written = JSON.stringify(role);
    for (const action of actions) expect.soft(written).toContain(`"${action}"`);
    expect(written).not.toMatch(/"[a-z]+:\*"/);
  });
});

test("the delivery policy stays within the hour that SNS allows, however its waits grow", () => {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, minDelayTarget, maxDelayTarget, numMaxDelayRetries } =
    deliveryPolicy.healthyRetryPolicy;
  const growing = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const longest = numMinDelayRetries * minDelayTarget + (growing + numMaxDelayRetries) * maxDelayTarget;
  expect(longest).toBeLessThanOrEqual(3_600);
  expect(numMaxDelayRetries * maxDelayTarget).toBeGreaterThan(1_800);
});
