import {
  type CloudTrailClient,
  type Event,
  LookupEventsCommand,
  type LookupEventsCommandInput,
} from "@aws-sdk/client-cloudtrail";
import type { Gap } from "../../../src/events/events.ts";
import type { Change } from "../../../src/findings/change.ts";
import type { Window } from "../../../src/findings/measured.ts";
import { parseJson } from "../../../src/json.ts";
import { cloudTrailRecord, writeOf } from "../../../src/telemetry/changes/cloudtrail-record.ts";
import type { Changes } from "../../../src/telemetry/ports/ports.ts";
import type { Operation } from "../call/operation.ts";
import { pagesOf } from "../call/pages.ts";
import type { RateLimiter } from "../call/rate.ts";
import type { Session } from "../call/session.ts";

export const lookupEvents: Operation = {
  action: "cloudtrail:LookupEvents",
  reason: "see who changed what before an alarm fired",
};

/** CloudTrail delivers within about 15 minutes. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/how-cloudtrail-works.html */
const LAG = 900;
const DAYS_KEPT = 90;
/** 50 events a page at two pages a second. */
const MOST_PAGES = 12;
/** Reads writes from CloudTrail's event history: management events of one account and Region. */
export function createChanges(deps: {
  readonly client: CloudTrailClient;
  readonly session: Session;
  /** LookupEvents allows two requests a second for each account and Region. */
  readonly rate: RateLimiter;
  readonly now: () => Date;
}): Changes {
  const { client, session, rate, now } = deps;
  const look = session.asked(lookupEvents, async (input: LookupEventsCommandInput, signal) => {
    await rate.turn(signal);
    return client.send(new LookupEventsCommand(input), { abortSignal: signal });
  });

  return {
    async during(window, signal, resource) {
      const seconds = now().getTime() / 1000;
      const horizon = seconds - LAG;
      const attribute =
        resource === undefined
          ? ({ AttributeKey: "ReadOnly", AttributeValue: "false" } as const)
          : ({ AttributeKey: "ResourceName", AttributeValue: resource } as const);
      const { pages, more } = await pagesOf(
        (next) =>
          look(
            {
              LookupAttributes: [attribute],
              StartTime: new Date(window.start * 1000),
              EndTime: new Date(window.end * 1000),
              MaxResults: 50,
              ...next,
            },
            signal,
          ),
        MOST_PAGES,
      );
      const events = pages.flatMap(({ Events = [] }) => Events);
      // CloudTrail's end is inclusive.
      const within = events.flatMap(toChange).filter(({ at }) => at >= window.start && at < window.end);
      const value = within.sort((one, other) => one.at - other.at);
      return { value, horizon, gaps: gapsOf(window, seconds, more, events) };
    },
  };
}

function gapsOf(window: Window, now: number, more: boolean, events: readonly Event[]): readonly Gap[] {
  const gaps: Gap[] = [];
  if (window.start < now - DAYS_KEPT * 86_400) {
    gaps.push({
      what: "changes",
      reason: `CloudTrail's history goes back ${DAYS_KEPT} days`,
      remedy: "ask a trail with athena",
    });
  }
  const oldest = events.at(-1)?.EventTime;
  if (more && oldest) {
    const reason = `there were too many to read; the newest ${events.length} since ${oldest.toISOString().slice(11, 16)} UTC were`;
    gaps.push({ what: "changes", reason, remedy: "ask for a shorter time" });
  }
  return gaps;
}

/** The change that an event describes; empty if the event is no write. */
function toChange(event: Event): readonly Change[] {
  const { EventId = "", EventName = "", EventTime, Username = "", Resources = [], CloudTrailEvent = "{}" } = event;
  const parsed = cloudTrailRecord.safeParse(parseJson(CloudTrailEvent));
  if (!EventTime) return [];
  const resources = Resources.flatMap(({ ResourceName }) => ResourceName ?? []);
  const told = { id: EventId, action: EventName, at: EventTime.getTime() / 1000, resources, username: Username };
  const write = writeOf(parsed.success ? parsed.data : {}, told);
  return write ? [write] : [];
}
