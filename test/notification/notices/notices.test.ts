import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Notice } from "../../../src/events/events.ts";
import { subject } from "../../../src/events/subject.ts";
import { scopeOf } from "../../../src/investigation/state.ts";
import { view } from "../../../src/investigation/view.ts";
import { parseNotification } from "../../../src/notification/parse.ts";
import { withoutSecrets } from "../../../src/notification/without-secrets.ts";
import { after, open } from "../../investigation/given.ts";
import { events, messages, type Payload } from "./payloads.ts";
import { changedAt, DROP, pathsIn, spoilt } from "./spoilt.ts";

const TOPIC = "arn:aws:sns:eu-west-1:111122223333:alerts";

const read = (message: unknown, more: Readonly<Record<string, unknown>> = {}): ReturnType<typeof parseNotification> =>
  parseNotification(
    JSON.stringify({
      Type: "Notification",
      MessageId: "m1",
      TopicArn: TOPIC,
      Message: typeof message === "string" ? message : JSON.stringify(message),
      Timestamp: "2026-05-01T03:00:01.000Z",
      ...more,
    }),
  );

function noticeOf(found: ReturnType<typeof parseNotification>): Notice {
  if (found.type === "notice") return found.notice;
  if (found.type === "change" && found.notice) return found.notice;
  throw new Error(`no notice: ${JSON.stringify(found)}`);
}

const titleOf = (notice: Notice): string =>
  view(after({ ...open, title: notice.title, subject: { type: "notice", notice }, transitions: [] }))[0]?.card.title ??
  "";

const named = (payloads: readonly Payload[]) => payloads.map((payload) => ({ name: payload[0], payload }));

/** What a person must never see. */
const RAW = /\{\s*\\?"|"\s*:\s*["{[\d]|\[object|undefined|\bNaN\b/;
const textsOf = ({ title, text, facts, nextSteps }: Notice): readonly string[] => [
  title,
  text,
  ...facts.flat(),
  ...nextSteps,
];

test.each(named(events))("$name says what happened to which resource", ({ payload }) => {
  const [, message, word, title, mood, resource] = payload;
  const found = read(message);
  // A change in progress has no card.
  if (found.type === "noise" || (found.type === "change" && !found.notice)) return;
  const notice = noticeOf(found);
  expect(notice.title).toMatch(title);
  expect(notice.word ?? "").toBe(word.toUpperCase());
  expect(notice.mood).toBe(mood);
  expect(notice.facts[0]).toEqual(["Resource", expect.stringMatching(resource)]);
  expect(textsOf(notice).join("\n")).not.toMatch(RAW);
  if (notice.resources?.some((each) => each.startsWith("arn:")))
    expect(notice.link).toMatch(/^https:\/\/[\w.-]+\.amazon\.com\//);
});

test.each(named(messages))("a message of $name is read", ({ payload }) => {
  const [, message, word, title, mood, resource, more] = payload;
  const notice = noticeOf(read(message, more));
  expect(titleOf(notice)).toMatch(new RegExp(`^${word} `));
  expect(notice.title).toMatch(title);
  expect(notice.mood).toBe(mood);
  expect(notice.facts[0]).toEqual(["Resource", expect.stringMatching(resource)]);
  expect(textsOf(notice).join("\n")).not.toMatch(RAW);
});

test("times in seconds or milliseconds are times, and nothing is not shown", () => {
  const notice = noticeOf(
    read({ canary: "login", reason: "null", timeline: { started: 1777600000, endTime: 1777600030000 } }),
  );
  expect(notice.facts).toContainEqual(["Timeline › Started", "2026-05-01T01:46:40.000Z"]);
  expect(notice.facts).toContainEqual(["Timeline › End time", "2026-05-01T01:47:10.000Z"]);
  expect(notice.facts.flat()).not.toContain("null");
});

test("nested detail that no shape knows is read in words", () => {
  const notice = noticeOf(
    read({ level: "error", service: { name: "checkout" }, error: { message: "full", causes: ["a", "b"] } }),
  );
  expect(notice.facts).toContainEqual(["Service › Name", "checkout"]);
  expect(notice.facts).toContainEqual(["Error › Causes", "a, b"]);
  expect(notice.text).toBe("full");
});

test("each fact of an event that no shape knows stands once, and times are dates", () => {
  const detail = { jobName: "churn", status: "Failed", severity: "HIGH", startTime: 1_777_600_000_000 };
  const notice = noticeOf(read({ source: "aws.new", "detail-type": "Job State Change", detail }));
  expect(notice.facts).toEqual([
    ["Resource", "churn"],
    ["Severity", "HIGH"],
    ["Start time", "2026-05-01T01:46:40.000Z"],
  ]);
});

test("an investigation of a notice looks at its resources, where and when it happened", () => {
  const [, rds] = events.find(([name]) => name === "RDS failover") ?? [];
  const notice = noticeOf(read(rds));
  expect(notice).toMatchObject({
    resources: ["arn:aws:rds:eu-west-1:111122223333:db:orders-db"],
    account: "111122223333",
    region: "eu-west-1",
    at: "2026-05-01T03:00:00.000Z",
  });
  const state = after({ ...open, title: notice.title, subject: { type: "notice", notice }, transitions: [] });
  expect(scopeOf(state)).toEqual({ account: "111122223333", region: "eu-west-1" });
});

test("secrets are hidden, whatever the shape", () => {
  const notice = noticeOf(read({ api: { password: "hunter2", note: "ask ana@example.com" } }));
  expect(JSON.stringify(notice)).not.toMatch(/hunter2|ana@/);
});

test.each([
  ["a link", "https://ana:hunter2@example.com/x"],
  ["a key", ["AKIA", "IOSFODNN7HUNTER2"].join("")],
])("%s with a secret is hidden in every part of a notice, and in the store", (_what, secret) => {
  const detail = {
    state: secret,
    severity: secret,
    name: secret,
    message: secret,
    [secret]: { [secret]: "x" },
    apiKey: ["hunter2"],
    password: { value: "hunter2" },
    inner: JSON.stringify({ tokens: 2, token: ["hunter2"], list: [{ password: "hunter2" }] }),
    resources: [{ ARN: secret, password: "hunter2" }],
  };
  const event = { "detail-type": secret, source: secret, account: secret, region: secret, resources: [secret], detail };
  const custom = {
    source: "custom",
    content: { title: secret, description: secret, nextSteps: [secret], keywords: [secret] },
    metadata: { threadId: secret, eventType: secret, relatedResources: [secret], additionalContext: detail },
  };
  const build = {
    source: "aws.codebuild",
    "detail-type": "CodeBuild Build State Change",
    detail: { "project-name": "shop", "additional-information": { logs: { "deep-link": secret } } },
  };
  for (const message of [event, custom, build, detail]) {
    const body = JSON.stringify({
      Type: "",
      MessageId: "m",
      TopicArn: TOPIC,
      Timestamp: "",
      Message: JSON.stringify(message),
    });
    expect(JSON.stringify(parseNotification(body))).not.toMatch(/hunter2/i);
    expect(JSON.stringify(parseNotification(withoutSecrets(body)))).not.toMatch(/hunter2/i);
    const stored = withoutSecrets(body);
    expect(withoutSecrets(stored)).toBe(stored);
  }
});

test("a page with a token in its address has no button", () => {
  const detail = {
    "project-name": "shop",
    "additional-information": { logs: { "deep-link": "https://example.com/?access_token=hunter2" } },
  };
  expect(JSON.stringify(read({ source: "aws.codebuild", "detail-type": "CodeBuild", detail }))).not.toMatch(/hunter2/);
});

test("the number of a part is not what it is about", () => {
  const clusterArn = "arn:aws:kafka:eu-west-1:111122223333:cluster/orders/ab-1";
  const detail = { clusterArn, brokerId: 2, freeStorage: "3%" };
  const { facts, resources } = noticeOf(
    read({ source: "aws.kafka", "detail-type": "MSK Cluster Storage Low", detail }),
  );
  expect(resources).toEqual([clusterArn]);
  expect(facts).toContainEqual(["Broker id", "2"]);
});

describe("spoilt in any field", () => {
  const all = [
    ...events.map(([name, message]) => [name, message] as const),
    ...messages.map(([name, message]) => [name, message] as const),
  ];

  test.each(all)("%s is still a card: short, in words, with a title and a resource", (_name, message) => {
    const paths = pathsIn(message);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...paths), spoilt), { minLength: 1, maxLength: 3 }), (changes) => {
        const spoiled = changes.reduce<unknown>((value, [path, to]) => changedAt(value, path, to), message);
        const found = read(spoiled === DROP ? "" : (JSON.stringify(spoiled) ?? ""));
        if (found.type === "alarm" || found.type === "noise" || (found.type === "change" && !found.notice)) return;
        const notice = noticeOf(found);
        expect(subject.safeParse({ type: "notice", notice }).success).toBe(true);
        expect(notice.title.trim()).not.toBe("");
        expect(notice.facts[0]?.[0]).toBe("Resource");
        expect(notice.facts[0]?.[1].trim()).not.toBe("");
        expect(textsOf(notice).join("\n")).not.toMatch(/\{\s*\\?"|"\s*:\s*["{[\d]/);
        expect(JSON.stringify(notice).length).toBeLessThan(40_000);
        expect(found.groupKey.length).toBeLessThan(1_000);
      }),
      { numRuns: 40 },
    );
  });
});
