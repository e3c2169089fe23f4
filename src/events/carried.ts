import { z } from "zod";

/** What people do about an alarm: who is paged and when, and the value that is read while it fires. */

/** Who is paged. Ids are those of the platforms: `slack:U0123`, `teams:…`, `web:ana`; a user group is `slack:S0123`. */
export const pageTarget = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("person"),
    name: z.string(),
    ids: z.array(z.string()),
    /** The schedule that they are on call for. */
    schedule: z.string().optional(),
  }),
  z.object({ type: z.literal("group"), name: z.string(), ids: z.array(z.string()) }),
  /** A further channel shows the alarm from then on. */
  z.object({ type: z.literal("channel"), name: z.string(), place: z.string() }),
  /** A receiver of the file of routes: its channels show the alarm, and each of its topics and pagers, so many, is told. */
  z.object({ type: z.literal("receiver"), name: z.string(), places: z.array(z.string()), targets: z.number().int() }),
  /** Whoever is in the channels that show the alarm. */
  z.object({ type: z.literal("here") }),
]);
export type PageTarget = z.infer<typeof pageTarget>;

/** A step of an escalation, at its time (ISO). */
export const escalationStep = z.object({ at: z.iso.datetime({ offset: true }), targets: z.array(pageTarget) });
export type EscalationStep = z.infer<typeof escalationStep>;

/** A value of the alarm's own metric; `at` in epoch seconds, `text` with its unit. */
export const currentValue = z.object({
  value: z.number(),
  at: z.number(),
  failing: z.boolean(),
  text: z.string().optional(),
  /** Who is hurt and how much: "32 % of requests to checkout fail (184 of 578 in 9 min)". */
  impact: z.string().optional(),
});
export type CurrentValue = z.infer<typeof currentValue>;

/** Why a snooze ended: a person, its time, the alarm's recovery, or because it got worse. */
export const snoozeEnd = z.enum(["person", "over", "ok", "worse"]);
export type SnoozeEnd = z.infer<typeof snoozeEnd>;

/** The earlier firings of an alarm (ISO, oldest first), and when each of its investigations ended without a cause. */
export const recurrence = z.object({ firings: z.array(z.string()), unexplained: z.array(z.string()) });
export type Recurrence = z.infer<typeof recurrence>;
