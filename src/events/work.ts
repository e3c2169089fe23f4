import { z } from "zod";

/** What other systems are told of an investigation. */
export const published = z.enum(["opened", "reopened", "verdict", "decision", "closed"]);
export type Published = z.infer<typeof published>;

/**
 * Work that follows from events. It is done after the commit that names it, and repeated until it succeeds. `trace`: the traceparent of that
 * commit, where something is traced.
 */
export type Work = Following & { readonly trace?: string };

type Following =
  /** Publishes what its commit tells other systems. */
  | { readonly type: "publish"; readonly what: Published }
  /** Brings the thread up to date. */
  | { readonly type: "chat" }
  | { readonly type: "investigate"; readonly episode: number }
  | { readonly type: "ask"; readonly query: string }
  /** A timer: it triggers the command `wake` at `at` (ISO). */
  | { readonly type: "wake"; readonly timer: string; readonly at: string }
  /** Sends the beginning or the end of an episode to a target of its receivers that is no channel, by its index. */
  | {
      readonly type: "notify";
      readonly what: "trigger" | "resolve";
      readonly episode: number;
      readonly target: number;
    }
  /** Pages one of the topics and pagers of a receiver that an escalation names, by its index, or tells it that the page is over. */
  | {
      readonly type: "pageReceiver";
      readonly what: "trigger" | "resolve";
      readonly episode: number;
      readonly receiver: string;
      readonly target: number;
    }
  /** Writes the investigation's entry in the lists. */
  | { readonly type: "summarise" };

export type LaneName = "chat" | "work";

/** The lane of a piece of work. Messages have their own lane, so that long work never delays them. */
export function laneOf(work: Work): LaneName {
  return work.type === "chat" ? "chat" : "work";
}

/** When a piece of work is due, epoch ms: a timer at its time, all else at once. */
export function dueOf(work: Work, committedAt: string): number {
  return Date.parse(work.type === "wake" ? work.at : committedAt);
}
