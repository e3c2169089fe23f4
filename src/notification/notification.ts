import { z } from "zod";
import type { Notice } from "../events/events.ts";
import type { Change } from "../findings/change.ts";
import type { Transition } from "../investigation/command.ts";
import { mask } from "../telemetry/masking/mask.ts";

/** A verified and stored SNS notification. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export const envelope = z.object({
  Type: z.string(),
  MessageId: z.string().min(1).max(200),
  TopicArn: z.string().max(512),
  Subject: z.string().nullish(),
  Message: z.string(),
  Timestamp: z.string(),
  MessageAttributes: z.unknown().optional(),
  /** Set only by Gumshoe's own sweep; it is never taken from an SNS message. */
  Swept: z.enum(["lost", "unheard"]).optional(),
});
export type Envelope = z.infer<typeof envelope>;

/** A parsed delivery. */
export type Notification =
  /** An alarm changed its state. One investigation per group key; a contributor is part of the transition, not of the key. */
  | { readonly type: "alarm"; readonly groupKey: string; readonly transition: Transition }
  /**
   * A change: stored for investigations, without a card. `kind` names its source. A failed change also has a notice, because there may be
   * no alarm for it.
   */
  | {
      readonly type: "change";
      readonly groupKey: string;
      readonly kind: string;
      readonly change: Change;
      readonly notice?: Notice;
      /** The group key of the alarm that it deleted. */
      readonly deletes?: string;
    }
  /** An event that changed nothing: a read, a failed call, a service in steady state. */
  | { readonly type: "noise"; readonly groupKey: string; readonly what: string }
  /** Anything else, shown as a plain card, so that no delivery is lost. */
  | {
      readonly type: "notice";
      readonly groupKey: string;
      readonly notice: Notice;
      /** True if further notices of the group go into the thread of the first. */
      readonly threaded?: true;
    };

/** Marks that turn the direction of text: what follows them reads as something else than it is. https://unicode.org/reports/tr9/ */
const TURNING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

/** Most names and numbers are nothing else, and need no second look. */
const PRINTABLE = /^[ -~]*$/;

/** Text from outside without control characters, at most `limit` characters, with the number of cut characters. */
export function bounded(text: string, limit: number): string {
  const clean = (PRINTABLE.test(text) ? text : readable(text)).trim();
  // A text has at most as many characters as code units.
  if (clean.length <= limit) return clean;
  const characters = [...clean];
  if (characters.length <= limit) return clean;
  return `${characters.slice(0, limit).join("")} … ${characters.length - limit} more`;
}

function readable(text: string): string {
  const plain = text.toWellFormed().replaceAll(TURNING, codePointOf);
  return plain.replaceAll(/[^\P{Cc}\n\t]/gu, " ");
}

/** "‹U+202E›" */
function codePointOf(mark: string): string {
  return `‹U+${mark.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}›`;
}

/** Text of people, masked and then cut: a cut key would not be recognised. */
export function boundedWords(text: string, limit: number): string {
  return bounded(mask(text), limit);
}

/** Text from outside on one line. */
export function boundedLine(text: string, limit: number): string {
  return bounded(text.toWellFormed().replaceAll(/\s+/g, " "), limit);
}
