import fc from "fast-check";
import { expect, test } from "vitest";
import { parseAnnouncement } from "../../src/notification/health.ts";
import { stormAttributes } from "../../src/notification/storm.ts";
import { zoneIdsIn } from "../../src/telemetry/resources/attributes.ts";

interface Said {
  readonly text?: string;
  readonly category?: string;
  readonly entities?: readonly string[];
}

function delivery({ text = "", category = "issue", entities = [] }: Said): string {
  const message = {
    source: "aws.health",
    account: "111122223333",
    region: "us-east-1",
    time: "2026-05-01T03:27:00Z",
    detail: {
      eventArn: "arn:aws:health:us-east-1::event/EC2/AWS_EC2_OPERATIONAL_ISSUE/1",
      service: "EC2",
      eventTypeCode: "AWS_EC2_OPERATIONAL_ISSUE",
      eventTypeCategory: category,
      eventDescription: [{ language: "en_US", latestDescription: text }],
      affectedEntities: entities.map((entityValue) => ({ entityValue })),
    },
  };
  const Message = JSON.stringify(message);
  return JSON.stringify({
    Type: "Notification",
    MessageId: "1",
    TopicArn: "arn:aws:sns:x:1:t",
    Message,
    Timestamp: "",
  });
}

test.each<[string, Said, readonly object[]]>([
  ["a zone in its words", { text: "a single zone (use1-az2) is" }, [{ name: "zone", value: "use1-az2" }]],
  ["a zone among its entities", { entities: ["use1-az4", "i-0abc"] }, [{ name: "zone", value: "use1-az4" }]],
  [
    "its service and Region where it names no zone",
    { text: "Elevated error rates" },
    [
      { name: "service", value: "EC2 in us-east-1" },
      { name: "Region", value: "us-east-1" },
    ],
  ],
])("an AWS Health issue names %s", (_, said, names) => {
  expect(parseAnnouncement(delivery(said))).toMatchObject({ at: "2026-05-01T03:27:00.000Z", names });
});

test("an update that names a zone is something new, the same event again is not", () => {
  const [first, again, more] = ["", "", "use1-az2"].map((text) => parseAnnouncement(delivery({ text }))?.id);
  expect(again).toBe(first);
  expect(more).not.toBe(first);
});

test("scheduled changes, and whatever else arrives, announce nothing", () => {
  expect(parseAnnouncement(delivery({ category: "scheduledChange" }))).toBeUndefined();
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (body) => parseAnnouncement(body) === undefined));
});

test("ids of zones are found in words, and nothing else is", () => {
  expect(zoneIdsIn("use1-az2, apse2-az1; usw2-lax1-az1 (us-east-1a, USE1-AZ3, task-az1)")).toEqual([
    "use1-az2",
    "apse2-az1",
    "usw2-lax1-az1",
  ]);
});

test("a zone without an id is one of its account, because letters differ between accounts", () => {
  const alarm = (account: string, AvailabilityZone: string) => ({
    name: "a",
    account,
    region: "us-east-1",
    kind: "metric" as const,
    reason: "",
    children: [],
    simulated: false,
    metric: { namespace: "AWS/EC2", name: "m", dimensions: { AvailabilityZone }, statistic: "Sum", period: 60 },
  });
  expect(stormAttributes(alarm("1", "use1-az2"))).toEqual({
    account: "1",
    Region: "us-east-1",
    zone: "use1-az2",
    service: "EC2 in us-east-1",
  });
  expect(stormAttributes(alarm("1", "us-east-1a")).zone).not.toBe(stormAttributes(alarm("2", "us-east-1a")).zone);
});
