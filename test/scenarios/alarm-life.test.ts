import { afterEach, expect, test } from "vitest";
import type { Card } from "../../src/card/card.ts";
import { createHouse, envelope, type House, message, stateOf } from "./house.ts";

let house: House;
afterEach(() => house.stop());

let count = 0;
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

async function deliver(given: unknown): Promise<void> {
  const id = `life-${++count}`;
  const receivedAt = new Date().toISOString();
  await house.app.deliver({ id, stream: "intake/web:general", receivedAt, body: envelope(id, given) });
}

const event = (type: string, detail: Record<string, unknown>): unknown => ({
  id: `event-${++count}`,
  "detail-type": type,
  source: "aws.cloudwatch",
  account: "111122223333",
  region: "eu-west-1",
  time: new Date().toISOString(),
  resources: ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:checkout"],
  detail: { alarmName: "checkout", ...detail },
});

const titles = (): readonly string[] => house.roots().map(({ title }) => title);
const card = (): Card | undefined => house.channel.standing.find(({ identity }) => identity.slot === "root")?.card;
const settled = async (): Promise<void> => {
  await expect.poll(async () => (await house.store.due(new Date(), 10)).length).toBe(0);
};

test("a recovery that arrives before its firing ends that firing", async () => {
  house = createHouse();
  await house.alarm("checkout", { state: "OK", at: minutesAgo(5) });
  await settled();
  expect(titles()).toEqual([]);
  await house.alarm("checkout", { at: minutesAgo(9) });
  await expect.poll(() => titles()).toEqual(["OK checkout · G-1001"]);
  expect((await stateOf(house, 1001)).episodes).toMatchObject([{ state: "OK" }]);
});

test("a later firing is no older one: it stays in ALARM", async () => {
  house = createHouse();
  await house.alarm("checkout", { state: "OK", at: minutesAgo(5) });
  await house.alarm("checkout", { at: minutesAgo(2) });
  await expect.poll(() => titles()).toEqual(["ALARM checkout · G-1001"]);
});

test("a muted alarm says by whom and is not investigated, until its mute ends", async () => {
  house = createHouse({ automatic: true });
  const at = minutesAgo(3);
  const muteDetail = {
    mutedByArn: "arn:aws:cloudwatch:eu-west-1:1:alarm-mute-rule:deploys",
    muteWindowEnd: "2030-05-01T04:00:00.000+0000",
  };
  await deliver(
    event("CloudWatch Alarm State Change", { state: { value: "ALARM", reason: "fires", timestamp: at }, muteDetail }),
  );
  await expect.poll(() => titles()).toEqual(["MUTED checkout · G-1001"]);
  expect(JSON.stringify(card())).toMatch(/Muted by deploys.* until .*2030-05-01T04:00:00.000Z/);
  await settled();
  expect((await stateOf(house, 1001)).findings).toEqual({});
  await house.alarm("checkout", { at });
  await expect.poll(async () => (await stateOf(house, 1001)).findings[1]?.requested).toBe(true);
  await expect.poll(() => titles()[0]).not.toMatch(/MUTED/);
});

test("a changed configuration is a change and no alarm, and a deleted alarm is closed", async () => {
  house = createHouse();
  const state = { value: "ALARM", timestamp: minutesAgo(1) };
  await deliver(
    event("CloudWatch Alarm Configuration Change", { operation: "update", state, configuration: { threshold: 9 } }),
  );
  await settled();
  expect(titles()).toEqual([]);
  await house.alarm("checkout", { at: minutesAgo(4) });
  await expect.poll(() => titles()).toEqual(["ALARM checkout · G-1001"]);
  await deliver(event("CloudWatch Alarm Configuration Change", { operation: "delete", state, configuration: {} }));
  await expect.poll(() => titles()).toEqual(["CLOSED checkout · G-1001"]);
  expect(JSON.stringify(card())).toMatch(/deleted in CloudWatch/);
});

test("the card has the first lines of the description, the runbook, the query and the tree", async () => {
  house = createHouse();
  const text = `First line\nSecond line\nThird line. Runbook: https://wiki.example.com/r`;
  const rule = 'ALARM("cpu") OR (ALARM(disk) AND NOT OK(net))';
  const { Trigger: _, ...base } = message("checkout", "ALARM", minutesAgo(1));
  const arn = "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:disk";
  await deliver({ ...base, AlarmDescription: text, AlarmRule: rule, TriggeringChildren: [{ Arn: arn }] });
  await expect.poll(() => titles()).toHaveLength(1);
  const quotes = card()?.blocks.flatMap((block) => (block.type === "quote" ? [block.text] : []));
  expect(quotes).toContain(
    ["any of", "├ ALARM cpu", "└ all of", "  ├ ALARM disk  ← in ALARM", "  └ NOT", "    └ OK net"].join("\n"),
  );
  expect(quotes).toContainEqual(expect.stringMatching(/^First line\nSecond line … \d+ more$/));
  expect(card()?.blocks).toContainEqual({
    type: "links",
    links: [{ text: "Runbook", url: "https://wiki.example.com/r" }],
  });
  expect(JSON.stringify(card())).toContain("children: disk, cpu, net");
});

test("an expression has its label and its value", async () => {
  house = createHouse();
  const Trigger = {
    Metrics: [{ Id: "e1", Expression: "100*m1/m2", Label: "Error rate", ReturnData: true }],
    Threshold: 5,
    ComparisonOperator: "GreaterThanThreshold",
  };
  await deliver({ ...message("checkout", "ALARM", minutesAgo(1)), Trigger });
  await expect.poll(() => titles()).toHaveLength(1);
  expect(JSON.stringify(card())).toContain("Error rate 41, limit 5");
  expect(card()?.push).toContain("41, limit 5");
});

const custom = (title: string, threadId: string | undefined): unknown => ({
  version: "1.0",
  source: "custom",
  content: { title, description: `${title} in full` },
  metadata: { threadId },
});

test("custom notifications of one thread stand in the thread of the first, which tells the latest", async () => {
  house = createHouse();
  await deliver(custom("Deploy began", "deploy-1"));
  await expect.poll(() => titles()).toEqual(["NOTICE Deploy began · G-1001"]);
  await deliver(custom("Deploy ended", "deploy-1"));
  await expect
    .poll(() => house.channel.standing.map(({ card }) => card.title))
    .toEqual(["NOTICE Deploy began · G-1001", "NOTICE Deploy ended"]);
  await expect.poll(() => JSON.stringify(card())).toMatch(/Latest update .*: Deploy ended/);
  await Promise.all(["a", "b", "c"].map((title) => deliver(custom(title, "deploy-2"))));
  await expect.poll(async () => (await stateOf(house, 1002)).updates.length).toBe(2);
  await deliver(custom("on its own", undefined));
  await expect.poll(() => titles()).toHaveLength(3);
});

test("Investigate on a notice measures the resource that it names", async () => {
  const asked: string[] = [];
  const seen = <T>(value: T) => ({ value, horizon: Date.now() / 1000, gaps: [] });
  house = createHouse({
    telemetry: {
      topology: { graph: async () => seen({ components: [], edges: [] }) },
      changes: { during: async () => seen([]) },
      logs: { patterns: async () => seen([]) },
      metrics: {
        async fetch(queries) {
          asked.push(...queries.map(({ dimensions, metric }) => `${metric} ${Object.values(dimensions).join()}`));
          return seen(queries.map(() => undefined));
        },
      },
    },
  });
  const arn = "arn:aws:rds:eu-west-1:111122223333:db:orders-db";
  await deliver({
    ...Object(event("RDS DB Instance Event", {})),
    source: "aws.rds",
    resources: [arn],
    detail: {
      EventCategories: ["failover"],
      SourceArn: arn,
      SourceIdentifier: "orders-db",
      Message: "Failover started",
    },
  });
  await expect.poll(() => titles()).toEqual(["FAILOVER RDS DB Instance orders-db: Failover started · G-1001"]);
  await house.say("G-1001 investigate");
  await expect.poll(() => asked).toContain("CPUUtilization orders-db");
});
