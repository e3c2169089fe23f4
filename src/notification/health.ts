import { z } from "zod";
import { serviceIn, serviceOfCode } from "../aws-names/aws-services.ts";
import type { Announcement } from "../events/events.ts";
import { parseJson } from "../json.ts";
import { zoneIdsIn } from "../telemetry/resources/attributes.ts";
import { parseTime } from "./alarm.ts";
import { GLOBAL } from "./changes/aws.ts";
import { bounded, envelope } from "./notification.ts";

/** An AWS Health event over EventBridge. https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
const healthEvent = z.object({
  source: z.literal("aws.health"),
  account: z.string(),
  region: z.string(),
  time: z.string(),
  detail: z.object({
    eventArn: z.string(),
    service: z.string(),
    eventTypeCode: z.string(),
    eventTypeCategory: z.string(),
    eventRegion: z.string().optional(),
    startTime: z.string().default(""),
    eventDescription: z.array(z.object({ latestDescription: z.string() })).default([]),
    affectedEntities: z.array(z.object({ entityValue: z.string() })).default([]),
  }),
});

/**
 * Parses an AWS Health issue in a stored delivery: its zones, else its service and Region. Undefined for other deliveries, and for scheduled
 * changes and account notices, which do not explain a storm.
 */
export function parseAnnouncement(body: string): Announcement | undefined {
  const stored = envelope.safeParse(parseJson(body));
  const event = healthEvent.safeParse(stored.success ? parseJson(stored.data.Message) : undefined);
  if (!event.success || event.data.detail.eventTypeCategory !== "issue") return undefined;
  const { region, time, detail } = event.data;
  const { eventArn, eventTypeCode, service, eventDescription, affectedEntities, eventRegion = region } = detail;
  const at = parseTime(time);
  if (at === undefined) return undefined;
  const texts = [
    ...eventDescription.map((each) => each.latestDescription),
    ...affectedEntities.map((each) => each.entityValue),
  ];
  const zones = zoneIdsIn(texts.join("\n"));
  const known = serviceOfCode(service);
  const ofRegion = [
    ...(known === undefined ? [] : [{ name: "service", value: bounded(serviceIn(known, eventRegion), 300) }]),
    { name: "Region", value: bounded(eventRegion, 64) },
  ];
  const place = zones.length > 0 ? `zone ${zones.join(", ")}` : eventRegion;
  const began = parseTime(detail.startTime);
  return {
    // Updates of an event have the same ARN, and may name more zones.
    id: bounded(`${eventArn} ${zones.join(" ")}`.trim(), 300),
    at,
    sentence: bounded(`AWS Health: ${eventTypeCode} of ${service} in ${place}`, 300),
    names: zones.length > 0 ? zones.map((value) => ({ name: "zone", value })) : ofRegion,
    ...(eventRegion !== GLOBAL && { region: bounded(eventRegion, 64) }),
    ...(began !== undefined && { began }),
  };
}
