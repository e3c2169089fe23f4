import { GetTraceSummariesCommand, type XRayClient } from "@aws-sdk/client-xray";
import type { Trial } from "../call/trial.ts";
import { getTraceSummaries } from "./traces.ts";

const SECOND_MS = 1_000;

/** Tries X-Ray: the traces of the last second. */
export const tryXRay = (client: XRayClient): Trial => ({
  operation: getTraceSummaries,
  call: (abort, now) => {
    const StartTime = new Date(now.getTime() - SECOND_MS);
    return client.send(new GetTraceSummariesCommand({ StartTime, EndTime: now, Sampling: true }), abort);
  },
});
