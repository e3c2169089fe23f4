import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { READERS } from "../../../src/notification/change.ts";
import type { Notification } from "../../../src/notification/notification.ts";
import { parseNotification } from "../../../src/notification/parse.ts";
import * as events from "./events.ts";

const SENT = "2026-05-01T03:00:02.000Z";
const deliver = (message: unknown, MessageId = "m1", Timestamp = SENT): Notification =>
  parseNotification(
    JSON.stringify({
      Type: "Notification",
      MessageId,
      TopicArn: "arn:aws:sns:eu-west-1:111122223333:changes",
      Message: JSON.stringify(message),
      Timestamp,
    }),
  );
function told(message: unknown, ...sent: [string?, string?]) {
  const found = deliver(message, ...sent);
  if (found.type !== "change") throw new Error(`no change: ${JSON.stringify(found)}`);
  return found;
}
const epoch = (iso: string): number => Date.parse(iso) / 1000;

describe("what begins a change names what it changes", () => {
  test.each([
    [
      "an ECS deployment",
      events.ecsDeployment("SERVICE_DEPLOYMENT_IN_PROGRESS"),
      {
        id: "ecs:ecs-svc/9223370487815385540/SERVICE_DEPLOYMENT_IN_PROGRESS",
        at: epoch("2026-05-01T03:00:00Z"),
        action: "UpdateService",
        actor: "somebody",
        resources: ["arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout"],
        detail: { event: "SERVICE_DEPLOYMENT_IN_PROGRESS", account: "111122223333", region: "eu-west-1" },
      },
    ],
    [
      "an ECS deployment that rolls back, which nobody called",
      events.ecsDeployment("SERVICE_DEPLOYMENT_IN_PROGRESS", {
        reason: "ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/123.",
      }),
      { action: "SERVICE_DEPLOYMENT_IN_PROGRESS" },
    ],
    [
      "a count that the scheduler changed",
      events.ecsAction("INFO", "SERVICE_DESIRED_COUNT_UPDATED"),
      { action: "SERVICE_DESIRED_COUNT_UPDATED", detail: { cluster: "shop" } },
    ],
    [
      "a CodeDeploy deployment",
      events.codeDeploy("START"),
      { action: "CreateDeployment", resources: ["checkout", "shop"], detail: { deployment: "d-123456789" } },
    ],
    [
      "a pipeline, with who started it",
      events.codePipeline("STARTED"),
      {
        action: "StartPipelineExecution",
        actor: "role/deploy (ana)",
        resources: ["checkout-prod"],
        link: "https://eu-west-1.console.aws.amazon.com/codesuite/codepipeline/pipelines/checkout-prod/executions/12345678-1234-5678-abcd-12345678abcd",
      },
    ],
    [
      "a stack",
      events.cloudFormation("UPDATE_IN_PROGRESS"),
      { action: "Stack UPDATE_IN_PROGRESS", resources: ["checkout"], detail: { reason: "User Initiated" } },
    ],
    [
      "an API call, at its own time and under CloudTrail's id",
      events.apiCall(),
      {
        id: "6f2c1c7e-7b0f-4a0a-9b55-0d3f0f9e1a11",
        at: epoch("2026-05-01T02:58:10Z"),
        action: "UpdateFunctionCode20150331v2",
        actor: "role/deploy (ana)",
        resources: ["checkout"],
        detail: { functionName: "checkout", imageUri: "checkout:1.42.0", account: "111122223333" },
      },
    ],
    [
      "a fault of AWS, from when it began",
      events.health("issue"),
      { at: epoch("2026-05-01T02:40:00Z"), action: "AWS_EC2_OPERATIONAL_ISSUE", actor: "AWS", resources: ["i-0abc"] },
    ],
    [
      "a custom notification, with all that it says",
      events.custom(),
      {
        id: "custom:deploy-4711",
        at: epoch(SENT),
        action: "Deploy",
        actor: "ana",
        resources: ["checkout", "arn:aws:ecs:eu-west-1:111122223333:service/shop/checkout"],
        detail: {
          version: "1.42.0",
          environment: "prod",
          commit: "3f2c9aa",
          about: "Retries of the payment call",
        },
        link: "https://github.com/acme/shop/actions/runs/4711",
      },
    ],
  ])("%s", (_name, message, change) => {
    expect(told(message).change).toMatchObject(change);
  });

  test("an API call's kind is its service", () => {
    expect(told(events.apiCall()).kind).toBe("call/lambda");
  });

  test("a call of a service of all Regions was in none of them", () => {
    const { detail } = told(events.apiCall({ eventSource: "iam.amazonaws.com", eventName: "PutRolePolicy" })).change;
    expect(detail).not.toHaveProperty("region");
  });
});

describe("what ends or follows from a change is kept and names no resource, so that it is no cause", () => {
  test.each([
    ["a deployment that completed", events.ecsDeployment("SERVICE_DEPLOYMENT_COMPLETED"), "checkout"],
    ["a task that stopped", events.ecsTask("STOPPED", "STOPPED"), "checkout"],
    ["a CodeDeploy deployment that ended", events.codeDeploy("SUCCESS"), "checkout, shop"],
    ["a pipeline that ended", events.codePipeline("SUCCEEDED"), "checkout-prod"],
    ["a stack that is updated", events.cloudFormation("UPDATE_COMPLETE"), "checkout"],
  ])("%s", (_name, message, on) => {
    const { change, notice } = told(message);
    expect(change).toMatchObject({ resources: [], detail: { on } });
    expect(notice).toBeUndefined();
  });

  test("a task says why it stopped, with the image that failed", () => {
    expect(told(events.ecsTask("STOPPED", "STOPPED")).change).toMatchObject({
      action: "Task STOPPED",
      detail: {
        taskDefinition: "checkout:142",
        exitCode: "137",
        image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/checkout:1.42.0",
      },
    });
  });
});

describe("a failure is kept and shown, once an hour", () => {
  test.each([
    [
      "an ECS deployment",
      events.ecsDeployment("SERVICE_DEPLOYMENT_FAILED", { eventType: "ERROR" }),
      /^ECS service \w+: deployment failed/,
    ],
    [
      "an ECS service that finds no room",
      events.ecsAction("ERROR", "SERVICE_TASK_PLACEMENT_FAILURE"),
      /task placement failure/,
    ],
    ["a CodeDeploy deployment", events.codeDeploy("FAILURE"), /^CodeDeploy \w+, group/],
    ["a pipeline", events.codePipeline("FAILED"), /^CodePipeline checkout-prod/],
    ["a stack that rolls back", events.cloudFormation("UPDATE_ROLLBACK_IN_PROGRESS"), /^CloudFormation stack/],
    ["a fault of AWS", events.health("issue"), /^AWS Health: EC2 operational issue/],
  ])("%s", (_name, message, title) => {
    const first = told(message);
    expect(first.notice?.title).toMatch(title);
    expect(first.notice?.mood).toBe("bad");
    expect(told(message, "m2", "2026-05-01T03:50:00.000Z").groupKey).toBe(first.groupKey);
    expect(told(message, "m3", "2026-05-01T04:00:00.000Z").groupKey).not.toBe(first.groupKey);
  });
});

test.each([
  ["a call that was refused", events.apiCall({ errorCode: "AccessDenied" })],
  ["a call that reads", events.apiCall({ readOnly: true })],
  ["what services do all day", events.apiCall({ eventName: "CreateLogStream" })],
  ["a service that is as it was", events.ecsAction("INFO", "SERVICE_STEADY_STATE")],
  ["a task on its way", events.ecsTask("PENDING", "RUNNING")],
  ["a change set under review", events.cloudFormation("REVIEW_IN_PROGRESS")],
])("%s changed nothing and is no card", (_name, message) => {
  expect(deliver(message).type).toBe("noise");
});

test.each([
  ["a custom notification that does not say that it is a change", events.custom({ eventType: "deploymentNote" })],
  ["a notice about the account", events.health("accountNotification")],
  ["an event whose detail is not as documented", { ...events.codeDeploy("START"), detail: { state: "START" } }],
  ["an event whose time is none", { ...events.codeDeploy("START"), time: "yesterday" }],
])("%s is a card as before", (_name, message) => {
  expect(deliver(message).type).toBe("notice");
});

test.each([
  [
    "in its Region, though a copy came from another",
    { eventRegion: "us-east-1" },
    { account: "111122223333", region: "us-east-1" },
  ],
  ["in all accounts where it is public", { eventScopeCode: "PUBLIC" }, { region: "eu-west-1" }],
  [
    "in the account that is affected",
    { affectedAccount: "444455556666" },
    { account: "444455556666", region: "eu-west-1" },
  ],
  ["in all Regions where it is global", { eventRegion: "global", eventScopeCode: "PUBLIC" }, {}],
])("a fault of AWS is %s", (_name, more, place) => {
  const message = events.health("issue");
  const { account, region } = told({ ...message, detail: { ...message.detail, ...more } }).change.detail;
  expect({ ...(account && { account }), ...(region && { region }) }).toEqual(place);
});

test("a fault of AWS says that it is an issue, and when it was over", () => {
  const message = events.health("issue");
  const over = { ...message, detail: { ...message.detail, endTime: "Fri, 01 May 2026 02:58:00 GMT" } };
  expect(told(over).change.detail).toMatchObject({
    service: "EC2",
    category: "issue",
    until: "2026-05-01T02:58:00.000Z",
  });
  expect(told(message).change.detail.until).toBeUndefined();
});

describe("a custom change", () => {
  test("may say so in metadata.eventType, and has its message's id where it has none", () => {
    const { id: _, ...message } = events.custom({ eventType: undefined });
    const said = { ...message, metadata: { ...message.metadata, eventType: "change" } };
    expect(told(said).change.id).toBe("custom:m1");
  });

  test.each([
    ["its own time is believed", "2026-05-01T02:30:00Z", "2026-05-01T02:30:00Z"],
    ["a time of another week is not", "2026-04-01T00:00:00Z", SENT],
    ["no time is none", "soon", SENT],
  ])("%s", (_name, time, expected) => {
    expect(told(events.custom({ time })).change.at).toBe(epoch(expected));
  });

  test("cannot pass for CloudTrail's record", () => {
    const id = "6f2c1c7e-7b0f-4a0a-9b55-0d3f0f9e1a11";
    expect(told(events.custom({}, { id })).change.id).not.toBe(told(events.apiCall()).change.id);
  });

  test.each(["javascript:alert(1)", "data:text/html,x", "https://ana:secret@evil.test/", "no link", "//evil.test"])(
    "has no link %s",
    (link) => {
      expect(told(events.custom({ link })).change).not.toHaveProperty("link");
    },
  );

  test("hides secrets, and stays on one line", () => {
    const { change } = told(events.custom({ action: "Deploy\n*now*\u0007", note: "password=hunter2hunter2" }));
    expect(change.action).toBe("Deploy *now*");
    expect(JSON.stringify(change)).not.toContain("hunter2");
  });
});

test.each([
  ["cn-north-1", "https://cn-north-1.console.amazonaws.cn/codesuite/"],
  ["us-gov-east-1", "https://us-gov-east-1.console.amazonaws-us-gov.com/codesuite/"],
])("a link to what happened in %s leads to its own console", (region, address) => {
  expect(told({ ...events.codePipeline("STARTED"), region }).change.link).toContain(address);
});

const samples = [
  events.ecsDeployment("SERVICE_DEPLOYMENT_IN_PROGRESS"),
  events.ecsTask("STOPPED", "STOPPED"),
  events.codeDeploy("START"),
  events.codePipeline("STARTED"),
  events.cloudFormation("UPDATE_IN_PROGRESS"),
  events.apiCall(),
  events.health("issue"),
  events.custom(),
] as const;
const oddities: readonly unknown[] = [
  "",
  "\ud800",
  "x".repeat(100_000),
  Array.from({ length: 2_000 }, (_, index) => `resource ${index}`),
  Object.fromEntries(Array.from({ length: 2_000 }, (_, index) => [`key ${index}`, "y".repeat(50)])),
  null,
  [],
  1e308,
];

/** The sample with another value at its n-th place; undefined when it has fewer. */
function brokenAt(sample: unknown, place: number, value: unknown): unknown {
  let left = place;
  const walk = (node: unknown): unknown => {
    if (left-- === 0) return value;
    if (Array.isArray(node)) return node.map(walk);
    if (node === null || typeof node !== "object") return node;
    return Object.fromEntries(Object.entries(node).map(([name, inner]) => [name, walk(inner)]));
  };
  const broken = walk(sample);
  return left >= 0 ? undefined : broken;
}

function expectBounded(message: unknown): void {
  const found = deliver(message);
  if (found.type !== "change") return;
  expect(Buffer.byteLength(JSON.stringify(found.change))).toBeLessThan(60_000);
  expect(found.groupKey.length).toBeLessThan(400);
  expect(found.change.id).toMatch(/^[^\n]{1,400}$/);
  expect(Number.isFinite(found.change.at)).toBe(true);
}

test("each part of each event may be anything: parsing never throws, and what comes of it is bounded", () => {
  for (const sample of samples) {
    for (const value of oddities) {
      for (let place = 0; ; place++) {
        const message = brokenAt(sample, place, value);
        if (message === undefined) break;
        expectBounded(message);
      }
    }
  }
});

test("whatever is sent, parsing never throws", () => {
  const broken = fc
    .tuple(fc.constantFrom(...samples), fc.integer({ min: 0, max: 60 }), fc.anything({ withNullPrototype: true }))
    .map(([sample, place, value]) => brokenAt(sample, place, value));
  fc.assert(
    fc.property(broken, (message) => {
      const text = JSON.stringify(message, (_key, value) => (typeof value === "bigint" ? String(value) : value));
      expectBounded(text === undefined ? null : JSON.parse(text));
    }),
    { numRuns: 1_000 },
  );
});

test("the page about changes names every event that is understood", () => {
  const page = readFileSync(new URL("../../../docs/changes.md", import.meta.url), "utf8");
  const named = [...page.matchAll(/^\| ((?:ECS|CloudWatch|CodeDeploy|CodePipeline|CloudFormation|AWS) [^|]+) \|/gm)];
  expect(named.map(([, type]) => type)).toEqual(Object.keys(READERS));
});
