import { setTimeout } from "node:timers/promises";
import type { Complaints } from "../../../src/chat/complaints.ts";
import { messageOf } from "../../../src/errors.ts";

/** Pauses between retries, doubling from the first to the last. */
const FIRST_MS = 500;
const LAST_MS = 30_000;
const SUBJECT = "Socket Mode";

/** After a stop nobody awaits an answer, so a rejection would be unhandled. */
const never = new Promise<Response>(() => undefined);

/**
 * A fetch that retries until it is stopped. Slack's Socket Mode client rejects an unhandled promise when a request fails, so an outage of
 * Slack, or a change of the token, would end the process.
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

/** What is wrong with an answer of the Web API; undefined if nothing is. */
function troubleOf({ status }: Response, text: string): string | undefined {
  if (status !== 200) return `Slack answers ${status}`;
  const error = /"error"\s*:\s*"([a-z_]+)"/.exec(text)?.[1];
  if (error === undefined) return undefined;
  return error === "invalid_auth" ? `${error}; SLACK_APP_TOKEN is not valid any more` : error;
}
