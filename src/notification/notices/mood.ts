import type { Told } from "./shape.ts";

/** The states that AWS's services write, by what they mean. Compared without case, spaces, hyphens and underscores. */
const MOODS: Readonly<Record<Told["mood"], readonly string[]>> = {
  bad: [
    ...[
      "failed",
      "failure",
      "error",
      "timedout",
      "timeout",
      "fault",
      "faulted",
      "aborted",
      "critical",
      "high",
      "alarm",
    ],
    ...["noncompliant", "terminatedwitherrors", "rollbackcomplete", "rollbackfailed", "createfailed", "updatefailed"],
    ...[
      "deletefailed",
      "rollbackinprogress",
      "updaterollbackinprogress",
      "updaterollbackfailed",
      "importrollbackfailed",
    ],
    ...[
      "updaterollbackcomplete",
      "expired",
      "unhealthy",
      "impaired",
      "red",
      "degraded",
      "severe",
      "threatsfound",
      "denied",
      "inaccessible",
    ],
    ...[
      "unsuccessful",
      "rejected",
      "fatal",
      "firing",
      "down",
      "broken",
      "declined",
      "dead",
      "lost",
      "quarantined",
      "bounce",
      "infected",
      "outofservice",
      "unavailable",
      "unreachable",
      "rolledback",
      "blocked",
      "notready",
      "triggered",
      "problem",
      "misconfigured",
      "breached",
      "stalled",
      "offline",
      "insufficient",
    ],
  ],
  warning: [
    ...["warn", "warning", "stopped", "canceled", "cancelled", "medium", "partial", "scheduled", "yellow", "moderate"],
    ...[
      "terminated",
      "terminating",
      "shuttingdown",
      "skipped",
      "superseded",
      "stopping",
      "pendingcustomerapproval",
      "complaint",
      "reject",
      "failover",
      "expiration",
      "expiring",
      "deletion",
      "archived",
      "exceeded",
      "detected",
      "drifted",
      "lowstorage",
      "interrupted",
      "alert",
    ],
  ],
  good: [
    ...[
      "succeeded",
      "success",
      "successful",
      "completed",
      "complete",
      "ok",
      "resolved",
      "closed",
      "compliant",
      "passed",
    ],
    ...[
      "createcomplete",
      "updatecomplete",
      "deletecomplete",
      "importcomplete",
      "green",
      "healthy",
      "recovered",
      "available",
    ],
    ...["notstalled", "cleared", "online"],
    ...["ready", "active", "running", "delivered", "delivery", "fixed", "nothreatsfound", "finished", "deployed", "up"],
  ],
  info: [],
};

const moods = new Map(
  Object.entries(MOODS).flatMap(([, words], index) =>
    words.map((word) => [word, (["bad", "warning", "good", "info"] as const)[index] ?? "info"] as const),
  ),
);

/** What a state means; a state that is not known means nothing. */
export function moodOf(state: string | undefined): Told["mood"] {
  return moods.get((state ?? "").toLowerCase().replaceAll(/[\s_-]/g, "")) ?? "info";
}

/**
 * The last word of a name, which may be its outcome: "REPLICATION_TASK_FAILED", "UpdateServiceFailed"; empty where it is denied, as in
 * "NotReady", "0 failed" and "NO_DRIFT_DETECTED".
 */
export function outcomeIn(name: string): string {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").split(/[\s_.:-]+/);
  const isDenied = words.slice(-3, -1).some((word) => /^(?:not|no|non|never|without|0)$/i.test(word));
  return isDenied ? "" : (words.at(-1) ?? "");
}

/** What a severity means: a label, or a number of 10 as of GuardDuty. */
export function moodOfSeverity(severity: string | undefined): Told["mood"] {
  switch ((severity ?? "").toUpperCase()) {
    case "CRITICAL":
    case "HIGH":
    case "URGENT":
    case "P1":
    case "P2":
    case "SEV1":
    case "SEV2":
      return "bad";
    case "MEDIUM":
    case "MODERATE":
    case "P3":
    case "SEV3":
      return "warning";
    default:
      return "info";
  }
}
