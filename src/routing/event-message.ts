import type { Severity } from "../events/severity.ts";
import type { EventTarget } from "./receiver.ts";

/** What a topic or a pager is told: that something began, or that it is over. */
export interface EventMessage {
  /** The same for the beginning and the end, and for each repeat. */
  readonly key: string;
  readonly what: "trigger" | "resolve";
  /** "ALARM checkout-5xx · G-1042" */
  readonly title: string;
  readonly severity: Severity | undefined;
  /** "111122223333 eu-west-1" */
  readonly source: string;
  /** ISO. */
  readonly at: string;
  /** Lines of detail. */
  readonly details: readonly (readonly [label: string, value: string])[];
}

/** Sends an event to targets of one type. Throws a Retryable if it may pass later, an Unrecoverable if a person has to act. */
export type SendEvent<Target extends EventTarget = EventTarget> = (
  target: Target,
  message: EventMessage,
  signal: AbortSignal,
) => Promise<void>;
