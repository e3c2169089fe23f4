import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diagnose } from "../../../src/engine/diagnose.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Component } from "../../../src/graph/service-graph.ts";
import { writeOf } from "../../../src/telemetry/changes/cloudtrail-record.ts";
import { say } from "../../command/say.ts";
import { FIRED, findingsOf } from "../hand-made.ts";

/** A call as CloudTrail has it, so many minutes before the alarm. */
function call(
  eventName: string,
  requestParameters: object,
  responseElements: object | null = null,
  before = 9,
): Change {
  const record = { requestParameters: { ...requestParameters }, responseElements };
  const told = { id: `${eventName}-${before}`, action: eventName, at: FIRED - before * 60, resources: ["app"] };
  const change = writeOf(record, told);
  if (!change) throw new Error(`${eventName} changes nothing`);
  return change;
}

/** What is advised where an application became slow after these changes; the last of them is the one that counts. */
function advice(changes: readonly Change[], of: Partial<Component> = {}, rest = {}) {
  const signals = { latency: [0.06, 0.46], requests: [100, 100] } as const;
  const found = findingsOf([{ id: "app", signals }], [], { component: "app", signal: "latency" }, { changes, ...rest });
  const components = found.graph.components.map((each) => ({ ...each, ...of }));
  const [best] = diagnose({ ...found, graph: { ...found.graph, components } }).hypotheses;
  return best;
}

const table = { tableName: "app" };
const provisioned = (read: number, write: number) => ({ readCapacityUnits: read, writeCapacityUnits: write });
const rules = {
  items: [
    {
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
      groups: {},
      ipRanges: { items: [{ cidrIp: "10.0.0.0/16" }] },
      ipv6Ranges: {},
      prefixListIds: {},
    },
  ],
};
const deployments = (...revisions: readonly string[]) => ({
  service: {
    taskDefinition: revisions[0],
    deployments: revisions.map((taskDefinition, index) => ({
      status: index === 0 ? "PRIMARY" : "ACTIVE",
      taskDefinition,
    })),
  },
});

test("a change that was made once more in vain is not taken back to what may run already", () => {
  const deploy = (to: string, from: string, before: number) =>
    call(
      "UpdateService",
      { cluster: "shop", service: "app", taskDefinition: to },
      deployments(`app:${to}`, `app:${from}`),
      before,
    );
  const best = advice([deploy("143", "142", 9), deploy("142", "143", 4)]);
  expect(best?.standing).toBe("LIKELY");
  expect(best?.relief).toEqual({
    text: "UpdateService was made once more since, in vain: the present setting is unknown; see the calls before",
    command:
      "aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue=app --max-items 10",
  });
  expect(best?.refutedBy).toBe("what UpdateService changed at first was all taken back by the one after it");
});

describe("what changed has a way back, and the way back one of its own", () => {
  test.each<[string, readonly Change[], string, string | undefined]>([
    [
      "a deployment of ECS, by what its answer names as replaced",
      [
        call(
          "UpdateService",
          { cluster: "shop", service: "app", taskDefinition: "app" },
          deployments("app:143", "app:142"),
        ),
      ],
      "aws ecs update-service --cluster shop --service app --task-definition app:142",
      "aws ecs update-service --cluster shop --service app --task-definition app:143",
    ],
    [
      "a reservation that was set over another",
      [
        call("PutFunctionConcurrency20171031", { functionName: "app", reservedConcurrentExecutions: 40 }, null, 100),
        call("PutFunctionConcurrency20171031", { functionName: "app", reservedConcurrentExecutions: 2 }),
      ],
      "aws lambda put-function-concurrency --function-name app --reserved-concurrent-executions 40",
      "aws lambda put-function-concurrency --function-name app --reserved-concurrent-executions 2",
    ],
    [
      "a reservation of which nothing is known before",
      [call("PutFunctionConcurrency20171031", { functionName: "app", reservedConcurrentExecutions: 2 })],
      "aws lambda delete-function-concurrency --function-name app",
      "aws lambda put-function-concurrency --function-name app --reserved-concurrent-executions 2",
    ],
    [
      "an image that followed another",
      [
        call("UpdateFunctionCode20150331v2", { functionName: "app", imageUri: "repo/app:41" }, null, 100),
        call("UpdateFunctionCode20150331v2", { functionName: "app", imageUri: "repo/app:42" }),
      ],
      "aws lambda update-function-code --function-name app --image-uri repo/app:41",
      "aws lambda update-function-code --function-name app --image-uri repo/app:42",
    ],
    [
      "an alias that was moved twice",
      [
        call("UpdateAlias20150331", { functionName: "app", name: "live", functionVersion: "41" }, null, 100),
        call("UpdateAlias20150331", { functionName: "app", name: "live", functionVersion: "42" }),
      ],
      "aws lambda update-alias --function-name app --name live --function-version 41",
      "aws lambda update-alias --function-name app --name live --function-version 42",
    ],
    [
      "an event source that was turned off",
      [call("UpdateEventSourceMapping20150331", { enabled: false }, { uUID: "14e0db71-5d35-4eb5-b481-8945cf9d10c2" })],
      "aws lambda update-event-source-mapping --uuid 14e0db71-5d35-4eb5-b481-8945cf9d10c2 --enabled",
      "aws lambda update-event-source-mapping --uuid 14e0db71-5d35-4eb5-b481-8945cf9d10c2 --no-enabled",
    ],
    [
      "a policy that was detached",
      [call("DetachRolePolicy", { roleName: "app", policyArn: "arn:aws:iam::111122223333:policy/data" })],
      "aws iam attach-role-policy --role-name app --policy-arn arn:aws:iam::111122223333:policy/data",
      "aws iam detach-role-policy --role-name app --policy-arn arn:aws:iam::111122223333:policy/data",
    ],
    [
      "a rule of a security group that was taken away",
      [call("RevokeSecurityGroupIngress", { groupId: "sg-1", ipPermissions: rules })],
      `aws ec2 authorize-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"IpRanges":[{"CidrIp":"10.0.0.0/16"}]}]'`,
      `aws ec2 revoke-security-group-ingress --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":5432,"ToPort":5432,"IpRanges":[{"CidrIp":"10.0.0.0/16"}]}]'`,
    ],
    [
      "throughput that was lowered",
      [
        call(
          "UpdateTable",
          { ...table, provisionedThroughput: provisioned(5, 5) },
          { tableDescription: { tableStatus: "UPDATING", provisionedThroughput: provisioned(200, 50) } },
        ),
      ],
      "aws dynamodb update-table --table-name app --billing-mode PROVISIONED --provisioned-throughput ReadCapacityUnits=200,WriteCapacityUnits=50",
      "aws dynamodb update-table --table-name app --billing-mode PROVISIONED --provisioned-throughput ReadCapacityUnits=5,WriteCapacityUnits=5",
    ],
    [
      "a plain parameter",
      [call("PutParameter", { name: "/app/limit", type: "String", overwrite: true }, { version: 7, tier: "Standard" })],
      `aws ssm put-parameter --overwrite --cli-input-json "$(aws ssm get-parameter --name /app/limit:6 --query 'Parameter.{Name:Name,Type:Type,Value:Value,DataType:DataType}' --output json)"`,
      `aws ssm put-parameter --overwrite --cli-input-json "$(aws ssm get-parameter --name /app/limit:7 --query 'Parameter.{Name:Name,Type:Type,Value:Value,DataType:DataType}' --output json)"`,
    ],
    [
      "a configuration of AppConfig",
      [
        call(
          "StartDeployment",
          {
            applicationId: "abc1234",
            environmentId: "env1234",
            configurationProfileId: "pro1234",
            configurationVersion: "9",
            deploymentStrategyId: "AppConfig.AllAtOnce",
          },
          { deploymentNumber: 12 },
        ),
      ],
      "aws appconfig stop-deployment --application-id abc1234 --environment-id env1234 --deployment-number 12 --allow-revert",
      "aws appconfig start-deployment --application-id abc1234 --environment-id env1234 --deployment-strategy-id AppConfig.AllAtOnce --configuration-profile-id pro1234 --configuration-version 9",
    ],
    [
      "the size of a database",
      [
        call(
          "ModifyDBInstance",
          { dBInstanceIdentifier: "app", dBInstanceClass: "db.t4g.micro", applyImmediately: true },
          { dBInstanceClass: "db.r6g.large", pendingModifiedValues: { dBInstanceClass: "db.t4g.micro" } },
        ),
      ],
      "aws rds modify-db-instance --db-instance-identifier app --db-instance-class db.r6g.large --apply-immediately",
      "aws rds modify-db-instance --db-instance-identifier app --db-instance-class db.t4g.micro --apply-immediately",
    ],
    [
      "a deployment of CodeDeploy",
      [call("CreateDeployment", { applicationName: "app", deploymentGroupName: "blue" }, { deploymentId: "d-A1B2C3" })],
      "aws deploy stop-deployment --deployment-id d-A1B2C3 --auto-rollback-enabled",
      undefined,
    ],
    [
      "an update of a stack",
      [call("UpdateStack", { stackName: "app" })],
      "aws cloudformation cancel-update-stack --stack-name app",
      undefined,
    ],
    [
      "a rule of EventBridge that was turned off",
      [call("DisableRule", { name: "nightly", eventBusName: "orders" })],
      "aws events enable-rule --name nightly --event-bus-name orders",
      "aws events disable-rule --name nightly --event-bus-name orders",
    ],
    [
      "targets that were taken out of a load balancer",
      [
        call("DeregisterTargets", {
          targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/app/6d0e",
          targets: [{ id: "i-1", port: 80 }],
        }),
      ],
      `aws elbv2 register-targets --target-group-arn arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/app/6d0e --targets '[{"Id":"i-1","Port":80}]' --region eu-west-1`,
      `aws elbv2 deregister-targets --target-group-arn arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/app/6d0e --targets '[{"Id":"i-1","Port":80}]' --region eu-west-1`,
    ],
  ])("%s", (_, changes, command, undo) => {
    expect(advice(changes)?.relief).toMatchObject({ command, ...(undo !== undefined && { undo }) });
    expect(advice(changes)?.relief?.undo).toBe(undo);
    // What no command undoes says why.
    expect(advice(changes)?.relief?.noUndo === undefined).toBe(undo !== undefined);
  });
});

const [ONE, OTHER] = ["1c1d7f0a9e8b4d62a5f3e7c0b1d9a84f", "2c1d7f0a9e8b4d62a5f3e7c0b1d9a84f"];
const runTask = (...ids: readonly string[]): Change => {
  const tasks = ids.map((id) => ({ taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/shop/${id}` }));
  return call("RunTask", { cluster: "shop", taskDefinition: "load:3", count: ids.length }, { tasks });
};

test.each<[string, readonly string[], string]>([
  ["one task", [ONE], `aws ecs stop-task --cluster shop --task ${ONE}`],
  [
    "several tasks",
    [ONE, OTHER],
    `for task in ${ONE} ${OTHER}; do aws ecs stop-task --cluster shop --task "$task"; done`,
  ],
  ["tasks whose ids are no ids", ["$(reboot)"], "aws ecs list-tasks --cluster shop --family load"],
])("%s that were started are stopped, by their ids alone", (_, ids, command) => {
  expect(advice([runTask(...ids)])?.relief?.command).toBe(command);
});

test.each<[string, Change, string]>([
  [
    "a service of ECS",
    call("UpdateService", { cluster: "shop", service: "app", desiredCount: 1 }, deployments("app:143")),
    "ecs describe-services",
  ],
  [
    "the code of a function",
    call("UpdateFunctionCode20150331v2", { functionName: "app", s3Bucket: "b" }),
    "lambda list-versions-by-function",
  ],
  [
    "a function's configuration",
    call("UpdateFunctionConfiguration20150331v2", { functionName: "app", timeout: 3 }),
    "lambda list-versions-by-function",
  ],
  ["a role's own policy", call("PutRolePolicy", { roleName: "app", policyName: "read" }), "cloudtrail lookup-events"],
  [
    "a reservation that was removed",
    call("DeleteFunctionConcurrency20171031", { functionName: "app" }),
    "cloudtrail lookup-events",
  ],
  [
    "throughput, told after it was changed",
    call(
      "UpdateTable",
      { ...table, provisionedThroughput: provisioned(5, 5) },
      { tableDescription: { tableStatus: "ACTIVE", provisionedThroughput: provisioned(5, 5) } },
    ),
    "dynamodb describe-table",
  ],
  [
    "a secret parameter",
    call("PutParameter", { name: "/app/key", type: "SecureString" }, { version: 7 }),
    "ssm get-parameter-history",
  ],
  [
    "a parameter's first value",
    call("PutParameter", { name: "/app/limit", type: "String" }, { version: 1 }),
    "ssm get-parameter-history",
  ],
  [
    "the size of a group",
    call("SetDesiredCapacity", { autoScalingGroupName: "app", desiredCapacity: 1 }),
    "autoscaling describe-scaling-activities",
  ],
  [
    "parameters of a database",
    call("ModifyDBParameterGroup", { dBParameterGroupName: "app" }),
    "rds describe-db-parameters",
  ],
])("where what was there before of %s is not told, it says where to look and changes nothing", (_, change, command) => {
  const relief = advice([change])?.relief;
  expect(relief?.text).toMatch(/unknown.*; see .*$/);
  expect(relief?.command.startsWith(`aws ${command} `), relief?.command).toBe(true);
  expect(relief?.undo).toBeUndefined();
});

test.each<[string, Change]>([
  ["that has no entry", call("PutMetricAlarm", { alarmName: "app" })],
  [
    "of API Gateway, whose call is named like one of CodeDeploy",
    call("CreateDeployment", { restApiId: "app" }, { id: "x" }),
  ],
  [
    "whose rules are told in a way that is not known",
    call("RevokeSecurityGroupIngress", {
      groupId: "sg-1",
      ipPermissions: { items: [{ ipProtocol: "tcp", groups: { items: [{ groupName: "old" }] } }] },
    }),
  ],
  [
    "whose name was cut",
    call("DetachRolePolicy", { roleName: "r".repeat(300), policyArn: "arn:aws:iam::1:policy/data" }),
  ],
  ["whose name is an option", call("DisableRule", { name: "--debug" })],
  ["whose name is a file", call("DisableRule", { name: "file:///etc/passwd" })],
])("there is no command for a change %s", (_, change) => {
  expect(advice([change])?.relief).toBeUndefined();
});

test("what was told from outside leads to where it was made", () => {
  const link = "https://flags.example.com/checkout";
  const flag = {
    id: "custom:1",
    at: FIRED - 540,
    action: "flag checkout on",
    actor: "Ana",
    resources: ["app"],
    detail: {},
    link,
  };
  expect(advice([flag])?.relief).toEqual({ text: "What made it can take it back", command: link });
});

test("a Region that the change names is named in the command", () => {
  const change = { ...call("DisableRule", { name: "nightly" }), detail: { name: "nightly", region: "eu-central-1" } };
  expect(advice([change])?.relief?.command).toBe("aws events enable-rule --name nightly --region eu-central-1");
});

describe("a name from outside stays one word of the command", () => {
  const asked = (command: string): readonly string[] =>
    execFileSync("bash", ["-c", `aws() { printf '%s\\0' "$@"; }; ${command}`], { encoding: "utf8" })
      .split("\0")
      .slice(0, -1);
  const relief = (name: string) => advice([call("DisableRule", { name })])?.relief;

  test.each([
    "two words",
    "it's",
    'say "x"',
    "$(touch /tmp/owned)",
    "`id`",
    "a;b&c|d>e",
    "\\",
    "*",
    "~root",
    "=ls",
    "{a,b}",
    "!1",
  ])("%s", (name) => {
    expect(asked(relief(name)?.command ?? "")).toEqual(["events", "enable-rule", "--name", name]);
  });

  test("or there is no command", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40, unit: "binary" }), (name) => {
        const command = relief(name)?.command;
        if (command !== undefined) expect(asked(command)).toEqual(["events", "enable-rule", "--name", name]);
      }),
      { numRuns: 25 },
    );
  });
});

describe("at a limit that nobody changed", () => {
  const at = (
    signal: "throttles" | "memory",
    namespace: string,
    dimensions: Record<string, string>,
    metric: string,
  ) => {
    const signals = {
      [signal]: signal === "memory" ? [40, 97] : [0, 50],
      latency: [0.06, 0.46],
      requests: [100, 100],
    } as const;
    const found = findingsOf([{ id: "app", signals }], [], { component: "app", signal: "latency" });
    const query = { namespace, metric, dimensions, statistic: "Sum", period: 60 };
    const components = found.graph.components.map((each) => ({ ...each, aliases: [], metrics: [{ signal, query }] }));
    const measured = found.measured.map((each) => (each.signal === signal ? { ...each, query: metric } : each));
    return diagnose({ ...found, measured, graph: { ...found.graph, components } }).hypotheses[0]?.relief?.command;
  };
  const TableName = "app";
  test.each([
    [
      "throttles",
      "AWS/Lambda",
      { FunctionName: "app" },
      "Throttles",
      "aws lambda get-function-concurrency --function-name app",
    ],
    [
      "throttles",
      "AWS/DynamoDB",
      { TableName },
      "ReadProvisionedThroughputThrottleEvents",
      "aws dynamodb update-table --table-name app --billing-mode PAY_PER_REQUEST",
    ],
    [
      "throttles",
      "AWS/DynamoDB",
      { TableName },
      "WriteMaxOnDemandThroughputThrottleEvents",
      "aws dynamodb update-table --table-name app --on-demand-throughput MaxWriteRequestUnits=-1",
    ],
    [
      "throttles",
      "AWS/DynamoDB",
      { TableName },
      "ReadKeyRangeThroughputThrottleEvents",
      "aws dynamodb describe-contributor-insights --table-name app",
    ],
    [
      "throttles",
      "AWS/DynamoDB",
      { TableName },
      "ReadAccountLimitThrottleEvents",
      "aws service-quotas list-service-quotas --service-code dynamodb",
    ],
    [
      "memory",
      "AWS/ECS",
      { ClusterName: "shop", ServiceName: "app" },
      "MemoryUtilization",
      "aws ecs update-service --cluster shop --service app --force-new-deployment",
    ],
    [
      "memory",
      "LambdaInsights",
      { FunctionName: "app" },
      "memory_utilization",
      "aws lambda get-function-configuration --function-name app --query '[MemorySize,Timeout]'",
    ],
  ] as const)("%s of %s %j by %s", (signal, namespace, dimensions, metric, command) => {
    expect(at(signal, namespace, dimensions, metric)).toBe(command);
  });
});

describe("what would settle it can be typed, and asks for just that", () => {
  const asked = (command: string | undefined) => {
    const understood = say(command ?? "");
    if (understood.type !== "command" || understood.command.type !== "ask") throw new Error(JSON.stringify(understood));
    return understood.command.question;
  };

  test("the changes of what was changed", () => {
    const command = advice([call("DisableRule", { name: "nightly" })])?.settles?.command;
    expect(command).toBe('changes "app" last 2h');
    expect(asked(command)).toMatchObject({ type: "changes", resource: "app" });
  });

  test("the lines of a new pattern", () => {
    const line = 'pool (size 5) exhausted after 30 ms: see "docs"';
    const pattern = {
      component: "app",
      group: "/ecs/app",
      pattern: 'pool (size 5) exhausted after <*> ms: see "docs"',
      severity: "error",
      count: 90,
      before: 0,
      sample: line,
      firstAt: FIRED - 300,
    };
    const question = asked(advice([], {}, { patterns: [pattern] })?.settles?.command);
    if (question.type !== "logs") throw new Error(question.type);
    expect(question.groups).toEqual(["/ecs/app"]);
    const [, wanted = ""] = /like \/(?:\(\?i\))?(.*)\/ \|/.exec(question.text) ?? [];
    expect(line).toMatch(new RegExp(wanted));
    expect("pool exhausted").not.toMatch(new RegExp(wanted));
  });

  test("the metric beside yesterday's", () => {
    const query = {
      namespace: "AWS/Lambda",
      metric: "Duration",
      dimensions: { FunctionName: "app" },
      statistic: "p99",
      period: 60,
    };
    const command = advice([], { metrics: [{ signal: "latency", query }] })?.settles?.command;
    expect(asked(command)).toMatchObject({ type: "metrics", ...query, compare: 86_400 });
  });
});
