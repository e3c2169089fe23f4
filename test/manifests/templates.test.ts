import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { operations } from "../../adapters/aws/permissions/operations.ts";
import { toPolicy } from "../../adapters/aws/permissions/policy.ts";
import { slackSettings } from "../../adapters/slack/settings.ts";
import { teamsSettings } from "../../adapters/teams/settings.ts";
import { toLinkedTemplate } from "../../manifests/aws/linked.ts";
import { SECRETS, STORE_ACTIONS, toServiceTemplate } from "../../manifests/aws/service.ts";

const text = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
const policy = toPolicy(operations);

const template = z.object({
  Parameters: z.record(
    z.string(),
    z.object({ Type: z.string(), Description: z.string(), Default: z.string().optional() }),
  ),
  Conditions: z.record(z.string(), z.unknown()).default({}),
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Condition: z.string().optional(),
      DependsOn: z.array(z.string()).default([]),
      DeletionPolicy: z.string().optional(),
      Properties: z.record(z.string(), z.unknown()),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Condition: z.string().optional(), Value: z.unknown() })),
});
type Template = z.infer<typeof template>;

const read = (name: string): Template => template.parse(parse(text(`manifests/aws/${name}`)));
const service = read("template.yaml");
const typed = (type: string) => Object.values(service.Resources).filter(({ Type }) => Type === type);

/** The attributes of `Fn::GetAtt` by type of resource. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  "AWS::DynamoDB::Table": ["Arn", "StreamArn"],
  "AWS::EC2::SecurityGroup": ["GroupId", "VpcId"],
  "AWS::ECS::Cluster": ["Arn"],
  "AWS::ECS::Service": ["Name", "ServiceArn"],
  "AWS::ElasticLoadBalancingV2::LoadBalancer": ["DNSName", "CanonicalHostedZoneID"],
  "AWS::IAM::Role": ["Arn", "RoleId"],
  "AWS::KMS::Key": ["Arn", "KeyId"],
  "AWS::SQS::Queue": ["Arn", "QueueName", "QueueUrl"],
};

interface Reference {
  readonly name: string;
  readonly attribute?: string | undefined;
}

/** Everything that a part of a template refers to. */
function referencesIn(part: unknown): readonly Reference[] {
  if (Array.isArray(part)) return part.flatMap(referencesIn);
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]): readonly Reference[] => {
    if (key === "Ref") return [{ name: String(value) }];
    if (key === "Fn::GetAtt" && Array.isArray(value)) return [{ name: String(value[0]), attribute: String(value[1]) }];
    if (key !== "Fn::Sub") return referencesIn(value);
    const [pattern, given] = Array.isArray(value) ? value : [value, {}];
    const own = new Set(Object.keys(given));
    const names = [...String(pattern).matchAll(/\$\{([^}]+)\}/g)].flatMap(([, name = ""]) =>
      own.has(name) ? [] : name,
    );
    return [
      ...names.map((name) => ({ name: name.split(".")[0] ?? "", attribute: name.split(".")[1] })),
      ...referencesIn(given),
    ].map((each) => (each.name.startsWith("AWS::") ? { name: each.name } : each));
  });
}

/** The names of conditions that a part asks for. */
function conditionsIn(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(conditionsIn);
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === "Fn::If" && Array.isArray(value) ? [String(value[0]), ...conditionsIn(value)] : conditionsIn(value),
  );
}

test.each([
  ["template.yaml", toServiceTemplate(policy)],
  ["linked.yaml", toLinkedTemplate(policy)],
])("%s is what the code makes (npm run manifest:aws), and small enough to be given as it is", (name, made) => {
  expect(parse(text(`manifests/aws/${name}`))).toEqual(JSON.parse(JSON.stringify(made)));
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
  expect(text(`manifests/aws/${name}`).length).toBeLessThan(51_200);
});

test.each(["template.yaml", "linked.yaml"])("%s refers to nothing that it does not make", (name) => {
  const { Parameters, Conditions, Resources, Outputs } = read(name);
  const found = referencesIn([Resources, Outputs, Conditions]);
  expect(found.length).toBeGreaterThan(2);
  for (const { name: to, attribute } of found) {
    const resource = Resources[to];
    if (attribute !== undefined)
      expect.soft(ATTRIBUTES[resource?.Type ?? ""], `${to}.${attribute}`).toContain(attribute);
    else expect.soft(resource !== undefined || to in Parameters || to.startsWith("AWS::"), to).toBe(true);
  }
  for (const { DependsOn } of Object.values(Resources))
    for (const to of DependsOn) expect.soft(Resources).toHaveProperty(to);
  const asked = [...Object.values(Resources), ...Object.values(Outputs)].flatMap(({ Condition }) => Condition ?? []);
  for (const condition of [...asked, ...conditionsIn(Resources)]) expect.soft(Conditions).toHaveProperty(condition);
  const used = new Set(found.map((each) => each.name));
  expect(Object.keys(Parameters).filter((parameter) => !used.has(parameter))).toEqual([]);
});

test("what is made on a condition is referred to only on that condition", () => {
  for (const [name, { Condition, Properties }] of Object.entries(service.Resources)) {
    const outside = JSON.parse(JSON.stringify(Properties), (_, value) => (value?.["Fn::If"] ? null : value));
    for (const { name: to } of referencesIn(outside)) {
      const condition = service.Resources[to]?.Condition;
      if (condition !== undefined) expect.soft(Condition, `${name} → ${to}`).toBe(condition);
    }
  }
});

test("descriptions of security groups have only characters that EC2 takes", () => {
  // https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html
  const taken = /^[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/;
  const groups = typed("AWS::EC2::SecurityGroup");
  expect(groups.length).toBeGreaterThan(0);
  for (const { Properties } of groups) expect.soft(Properties.GroupDescription).toMatch(taken);
});

test("nothing depends by name on what a condition leaves out", () => {
  for (const { Condition, DependsOn } of Object.values(service.Resources)) {
    for (const to of DependsOn) expect.soft([undefined, Condition]).toContain(service.Resources[to]?.Condition);
  }
});

const container = z
  .object({
    ContainerDefinitions: z.tuple([
      z.object({
        ReadonlyRootFilesystem: z.boolean(),
        User: z.string(),
        StopTimeout: z.number(),
        Environment: z.array(z.object({ Name: z.string() })),
        Secrets: z.array(z.object({ Name: z.string() })),
      }),
    ]),
  })
  .transform(({ ContainerDefinitions: [first] }) => first);

test("the container gets settings that there are, no secret as plain text, and cannot write to its own files", () => {
  const { ReadonlyRootFilesystem, User, StopTimeout, Environment, Secrets } = container.parse(
    typed("AWS::ECS::TaskDefinition")[0]?.Properties,
  );
  expect([ReadonlyRootFilesystem, User, StopTimeout]).toEqual([true, "node", 30]);
  const names = [...Environment, ...Secrets].map(({ Name }) => Name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect.soft(text("docs/settings.md"), name).toContain(`| \`${name}\` |`);
  expect(Environment.filter(({ Name }) => /TOKEN|SECRET|PASSWORD|KEY/.test(Name))).toEqual([]);
  const secret = Object.keys({ ...slackSettings.shape, ...teamsSettings.shape }).filter((name) =>
    /TOKEN|SECRET|PASSWORD/.test(name),
  );
  expect(SECRETS).toEqual(expect.arrayContaining(secret));
});

test("what has to outlive the stack does, encrypted, and what people were not told waits for them", () => {
  expect(typed("AWS::DynamoDB::Table")).toMatchObject([
    {
      DeletionPolicy: "Retain",
      Properties: {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
      },
    },
  ]);
  for (const topic of typed("AWS::SNS::Topic")) expect.soft(topic.Properties.KmsMasterKeyId).toEqual({ Ref: "Key" });
  for (const queue of typed("AWS::SQS::Queue")) expect.soft(queue.Properties.SqsManagedSseEnabled).toBe(true);
});

test("an alarm on Gumshoe itself reaches people by neither Gumshoe nor the chat", () => {
  const alarms = typed("AWS::CloudWatch::Alarm");
  expect(alarms.length).toBe(3);
  for (const { Properties } of alarms) expect.soft(Properties.AlarmActions).toEqual([{ Ref: "WatchTopic" }]);
  const heard = typed("AWS::SNS::Subscription").filter(({ Properties }) =>
    JSON.stringify(Properties.TopicArn).includes("WatchTopic"),
  );
  expect(heard).toMatchObject([{ Properties: { Protocol: "email" } }]);
  expect(alarms.find(({ Properties }) => Properties.MetricName === "Heartbeat")?.Properties.TreatMissingData).toBe(
    "breaching",
  );
});

test("no role may everything, and the task's role does with the table what the store does", () => {
  const roles = JSON.stringify([typed("AWS::IAM::Role"), Object.values(read("linked.yaml").Resources)]);
  expect(roles).not.toMatch(/"Action":"\*"|"[a-z]+:\*"/);
  for (const action of STORE_ACTIONS) expect.soft(text("docs/aws.md")).toContain(action.replace("dynamodb:", ""));
});

test("another account is read only with its external id, and without what is Gumshoe's own", () => {
  const linked = text("manifests/aws/linked.yaml");
  expect(linked).toMatch(/sts:ExternalId:\s+Ref: ExternalId/);
  expect(linked).not.toMatch(/sqs:|PutMetricData|arn:aws:/);
  expect(linked.match(/sts:\w+/g)).toEqual(["sts:AssumeRole", "sts:ExternalId"]);
});

test("the Terraform module gives every parameter of the template, and no other, from variables that it has", () => {
  const main = text("manifests/terraform/main.tf");
  const [, block = ""] = /parameters = \{\n([\s\S]*?)\n {2}\}/.exec(main) ?? [];
  const given = [...block.matchAll(/^ {4}(\w+)\s+= (.+)$/gm)].map(([, name = "", value = ""]) => ({ name, value }));
  expect(given.map(({ name }) => name).toSorted()).toEqual(Object.keys(service.Parameters).toSorted());
  const variables = [...text("manifests/terraform/variables.tf").matchAll(/^variable "(\w+)" \{\n([\s\S]*?)^\}/gm)];
  const used = new Set([...main.matchAll(/\bvar\.(\w+)/g)].map(([, name]) => name));
  expect(new Set(variables.map(([, name]) => name))).toEqual(used);
  for (const { name, value } of given) {
    const [, variable] = /var\.(\w+)/.exec(value) ?? [];
    const body = variables.find(([, each]) => each === variable)?.[2] ?? "";
    expect.soft(/default/.test(body), name).toBe(service.Parameters[name]?.Default !== undefined);
  }
  const outputs = [...text("manifests/terraform/outputs.tf").matchAll(/outputs(?:\["|, ")(\w+)"/g)].map(
    ([, name]) => name,
  );
  for (const name of outputs) expect.soft(service.Outputs).toHaveProperty(name ?? "");
});
