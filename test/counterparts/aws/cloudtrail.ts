import { z } from "zod";
import type { Answered, AwsContent } from "./server.ts";

const lookup = z.object({
  StartTime: z.number(),
  EndTime: z.number(),
  MaxResults: z.number().max(50),
  NextToken: z.string().optional(),
  LookupAttributes: z.array(z.object({ AttributeKey: z.string(), AttributeValue: z.string() })).max(1),
});

/** LookupEvents: newest first, 50 a page, one attribute; the end is inclusive. */
export async function answerCloudTrail({ telemetry }: AwsContent, input: unknown): Promise<Answered> {
  const { StartTime: start, EndTime: end, MaxResults, NextToken = "0", LookupAttributes } = lookup.parse(input);
  const { value } = await telemetry.changes.during({ start, end: end + 1 }, new AbortController().signal);
  const [attribute] = LookupAttributes;
  const named = attribute?.AttributeKey === "ResourceName" ? attribute.AttributeValue : undefined;
  const found = value
    .filter(({ at, resources }) => at <= end && (named === undefined || resources.includes(named)))
    .toReversed();
  const page = found.slice(Number(NextToken), Number(NextToken) + MaxResults);
  const more = Number(NextToken) + MaxResults < found.length;
  const Events = page.map((change) => ({
    EventId: change.id,
    EventName: change.action,
    EventTime: change.at,
    Username: change.actor.split("/").at(-1),
    Resources: change.resources.map((ResourceName) => ({ ResourceName, ResourceType: "" })),
    CloudTrailEvent: JSON.stringify({
      userIdentity: { arn: `arn:aws:sts::123456789012:assumed-${change.actor}/session` },
      requestParameters: change.detail,
      readOnly: false,
    }),
  }));
  return { body: { Events, ...(more && { NextToken: String(Number(NextToken) + MaxResults) }) } };
}
