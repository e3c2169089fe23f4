import { setTimeout } from "node:timers/promises";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { messageOf } from "../../../src/errors.ts";

/** Pauses between attempts: doubling from the first to the last. */
const FIRST_MS = 500;
const LAST_MS = 30_000;
const SUBJECT = "Socket Mode";

/** After a stop nobody waits for an answer, and a failure would be nobody's. */
const never = new Promise<Response>(() => undefined);

/**
 * A fetch that gives up only when it is told to stop. Slack's Socket Mode client takes a failed request for the end, in a promise that
 * nobody holds: while Slack is away, or the token is being changed, the whole process would die of it.
 */
export function createPatientFetch(complaints: Complaints, stopped: AbortSignal): typeof fetch {
  return async (input, init) => {
    for (let pause = FIRST_MS; ; pause = Math.min(pause * 2, LAST_MS)) {
      try {
        const response = await fetch(input, { ...init, signal: stopped });
        const text = await response.text();
        const trouble = troubleOf(response, text);
        if (trouble === undefined) {
          complaints.settle(SUBJECT);
          return new Response(text, { status: response.status, headers: { "content-type": "application/json" } });
        }
        complaints.add(SUBJECT, `Socket Mode cannot connect: ${trouble}. Trying again.`);
      } catch (error) {
        if (stopped.aborted) return never;
        complaints.add(SUBJECT, `Socket Mode cannot connect: ${messageOf(error)}. Trying again.`);
      }
      await setTimeout(pause);
      if (stopped.aborted) return never;
    }
  };
}

/** What is wrong with an answer of the Web API; undefined for a good one. */
function troubleOf({ status }: Response, text: string): string | undefined {
  if (status !== 200) return `Slack answers ${status}`;
  const error = /"error"\s*:\s*"([a-z_]+)"/.exec(text)?.[1];
  if (error === undefined) return undefined;
  return error === "invalid_auth" ? `${error}; SLACK_APP_TOKEN is not valid any more` : error;
}
