import { messageOf, Retryable, Unrecoverable } from "../../src/errors.ts";
import type { Severity } from "../../src/events/severity.ts";
import type { EventMessage, SendEvent } from "../../src/routing/event-message.ts";
import type { EventTarget } from "../../src/routing/receiver.ts";

export type PagerDutyTarget = Extract<EventTarget, { type: "pagerduty" }>;

/** Limits of the Events API v2. https://developer.pagerduty.com/docs/send-alert-event */
const LIMIT = { summary: 1_024, key: 255, detail: 2_000 };

/** PagerDuty's words for severities; what has none is an error, because somebody routed it to a pager. */
const SEVERITY = { SEV1: "critical", SEV2: "error", SEV3: "warning", SEV4: "info" } as const satisfies Record<
  Severity,
  string
>;

/**
 * Sends events to PagerDuty. An event with the key of an earlier one adds to its alert, so that a repeat pages nobody again.
 * `address`: where the Events API is.
 */
export function createPagerDuty(address: string): SendEvent<PagerDutyTarget> {
  return async ({ routingKey }, message, signal) => {
    const response = await fetch(new URL("/v2/enqueue", address), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(toEvent(routingKey, message)),
      redirect: "error",
      signal,
    }).catch((error: unknown) => {
      throw new Retryable(`PagerDuty was not reached: ${messageOf(error)}`, { cause: error });
    });
    const text = (await response.text().catch(() => "")).slice(0, 200);
    if (response.ok) return;
    if (response.status === 429 || response.status >= 500) {
      throw new Retryable(`PagerDuty answered ${response.status}`, { afterMs: waitOf(response) });
    }
    throw new Unrecoverable(
      `PagerDuty refused the event with ${response.status}: ${text}. Check the receiver's integration key in the file of routes.`,
    );
  };
}

function toEvent(routingKey: string, { key, what, title, severity, source, at, details }: EventMessage): object {
  const about = { routing_key: routingKey, event_action: what, dedup_key: key.slice(0, LIMIT.key) };
  if (what === "resolve") return about;
  return {
    ...about,
    client: "Gumshoe",
    payload: {
      summary: title.slice(0, LIMIT.summary),
      source,
      severity: severity === undefined ? "error" : SEVERITY[severity],
      timestamp: at,
      custom_details: Object.fromEntries(details.map(([label, value]) => [label, value.slice(0, LIMIT.detail)])),
    },
  };
}

/** Milliseconds that PagerDuty asks to wait; without a word, half a minute. */
function waitOf(response: Response): number {
  const seconds = Number(response.headers.get("retry-after") ?? 30);
  return Math.min(Number.isFinite(seconds) && seconds > 0 ? seconds : 30, 300) * 1_000;
}
