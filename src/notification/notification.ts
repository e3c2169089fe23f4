import { z } from "zod";
import type { Notice } from "../events/events.ts";
import type { Change } from "../findings/change.ts";
import type { Transition } from "../investigation/command.ts";
import { mask } from "../telemetry/masking/mask.ts";

/** An SNS notification as it was verified and stored. https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export const envelope = z.object({
  Type: z.string(),
  MessageId: z.string().min(1).max(200),
  TopicArn: z.string().max(512),
  Subject: z.string().nullish(),
  Message: z.string(),
  Timestamp: z.string(),
  /** Only in what Gumshoe found by itself: an SNS message's own fields never get here. */
  Swept: z.enum(["lost", "unheard"]).optional(),
});
export type Envelope = z.infer<typeof envelope>;

/** What a delivery says, in our own words. */
export type Notification =
  /** An alarm changed. One investigation per group key; a contributor is part of the transition, not of the key. */
  | { readonly type: "alarm"; readonly groupKey: string; readonly transition: Transition }
  /**
   * Something was changed: kept where investigations look, and no card of its own. `kind` names what told of it. A failure to
   * change something has a notice as well: nobody else may tell, and whoever waits for a deployment wants to know.
   */
  | {
      readonly type: "change";
      readonly groupKey: string;
      readonly kind: string;
      readonly change: Change;
      readonly notice?: Notice;
    }
  /** A change's event that changed nothing: a call that only reads or was refused, a service that is as it was. */
  | { readonly type: "noise"; readonly groupKey: string; readonly what: string }
  /** Anything else, shown as a plain card, so that nothing else that is delivered is silent. */
  | { readonly type: "notice"; readonly groupKey: string; readonly notice: Notice };

/** Text from outside without control characters, at most `limit` characters; a cut is counted. */
export function bounded(text: string, limit: number): string {
  const clean = text.replaceAll(/[^\P{Cc}\n\t]/gu, " ").trim();
  const characters = [...clean];
  if (characters.length <= limit) return clean;
  return `${characters.slice(0, limit).join("")} … ${characters.length - limit} more`;
}

/** What people wrote, masked before it is cut: half a key is still one. */
export function boundedWords(text: string, limit: number): string {
  return bounded(mask(text), limit);
}

/** Text from outside on one line. */
export function boundedLine(text: string, limit: number): string {
  return bounded(text.toWellFormed().replaceAll(/\s+/g, " "), limit);
}
