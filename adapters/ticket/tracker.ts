import { setTimeout } from "node:timers/promises";
import { messageOf, NotSeen } from "../../src/errors.ts";
import { parseJson } from "../../src/json.ts";
import { sign } from "../../src/process/signature.ts";
import type { OpenTicket } from "../../src/record/ticket.ts";
import { bodyOf, openedIn, type Template } from "./template.ts";

/** No outgoing call outlasts this. */
const CALL_MS = 10_000;
const ATTEMPTS = 3;
/** The longest wait before the next attempt, and the one where the tracker asks for none. */
const LONGEST_WAIT_S = 10;
const WAIT_S = 1;
/** The most of an answer that is read. */
const LARGEST_ANSWER = 256 * 1024;

export interface Tracker {
  readonly url: string;
  readonly template: Template;
  readonly project: string;
  readonly secret: string | undefined;
  readonly authorization: string | undefined;
  readonly now: () => Date;
  /** Waits so many milliseconds. */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * Opens tickets by a POST. What the tracker certainly did not take (no connection, 429, 503) is sent again, at most {@link ATTEMPTS} times in
 * all; after any other failure it may have been taken, so it is not.
 */
export function createTracker(tracker: Tracker): OpenTicket {
  const { url, template, project, pause = wait } = tracker;
  return async (ticket, signal) => {
    const body = bodyOf(template, ticket, project);
    for (let attempt = 1; ; attempt++) {
      const response = await post(tracker, { body, key: ticket.key, signal });
      if (typeof response !== "string" && response.ok) {
        return openedIn(template, await answerOf(response), url);
      }
      if (attempt < ATTEMPTS && isAgain(response)) await pause(waitOf(response), signal);
      else throw refusedBy(response);
    }
  };
}

/** The response, or why there was no connection. */
async function post(
  { url, secret, authorization, now }: Tracker,
  { body, key, signal }: { readonly body: string; readonly key: string; readonly signal: AbortSignal },
): Promise<Response | string> {
  const timestamp = String(Math.floor(now().getTime() / 1000));
  try {
    return await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        "user-agent": "Gumshoe",
        "idempotency-key": key,
        ...(authorization !== undefined && { authorization }),
        ...(secret !== undefined && {
          "x-gumshoe-timestamp": timestamp,
          "x-gumshoe-signature-256": sign(secret, timestamp, body),
        }),
      },
      body,
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    if (isRefusedConnection(cause)) return messageOf(cause);
    throw new NotSeen(`the tracker did not answer: ${messageOf(cause)}`, {
      remedy: "look in the tracker first: it may have opened the ticket",
    });
  }
}

function isRefusedConnection(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN";
}

function isAgain(response: Response | string): boolean {
  return typeof response === "string" || response.status === 429 || response.status === 503;
}

function waitOf(response: Response | string): number {
  const asked = typeof response === "string" ? Number.NaN : Number(response.headers.get("retry-after") ?? Number.NaN);
  return Math.min(Number.isFinite(asked) && asked >= 0 ? asked : WAIT_S, LONGEST_WAIT_S) * 1_000;
}

async function wait(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal });
}

/** What the tracker answered, as JSON; undefined where it is none, or more than is read. */
async function answerOf(response: Response): Promise<unknown> {
  let text = "";
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST_ANSWER) return undefined;
  }
  return parseJson(text);
}

/** The tracker's words are not repeated: they may quote the request, with its secrets. */
function refusedBy(response: Response | string): NotSeen {
  if (typeof response === "string") {
    return new NotSeen(`the tracker was not reached: ${response}`, { remedy: "check TICKET_URL" });
  }
  const { status } = response;
  if (status === 401 || status === 403) {
    return new NotSeen(`the tracker refused it with ${status}`, {
      remedy: "check TICKET_AUTHORIZATION, TICKET_SECRET and what its user may do",
    });
  }
  return new NotSeen(`the tracker answered ${status}`, {
    remedy: status < 500 ? "check TICKET_URL, TICKET_PROJECT and TICKET_TEMPLATE" : "type ticket again later",
  });
}
