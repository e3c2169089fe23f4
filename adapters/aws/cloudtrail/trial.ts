import { type CloudTrailClient, LookupEventsCommand } from "@aws-sdk/client-cloudtrail";
import type { Trial } from "../call/trial.ts";
import { lookupEvents } from "./changes.ts";

/** Tries CloudTrail: one event. */
export const tryCloudTrail = (client: CloudTrailClient): Trial => ({
  operation: lookupEvents,
  call: (abort) => client.send(new LookupEventsCommand({ MaxResults: 1 }), abort),
});
