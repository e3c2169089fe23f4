import type { Log } from "../log/log.ts";

/** The current problems with a chat platform. Each is logged once, and listed until it is solved. */
export interface Complaints {
  /** `subject`: what cannot be written or read, "channel C1". */
  add(subject: string, text: string): void;
  settle(subject: string): void;
  /** One sentence each, the oldest first. */
  list(): readonly string[];
}

export function createComplaints(log: Log): Complaints {
  const standing = new Map<string, string>();
  return {
    add(subject, text) {
      if (standing.get(subject) === text) return;
      standing.set(subject, text);
      log.error({ subject }, text);
    },
    settle(subject) {
      if (standing.delete(subject)) log.info({ subject }, "works again");
    },
    list: () => [...standing.values()],
  };
}
