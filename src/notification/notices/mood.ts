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
    // Other vendors' words.
    ...["alerting", "activated", "errored", "disaster", "emergency", "inalarm", "breach", "suspended"],
    // Other languages', as a monitoring system begins a subject with them.
    ...["fehler", "kritisch", "störung", "ausfall", "erreur", "critique", "échec", "fallo", "crítico", "errore"],
    ...["falha", "ошибка", "重大", "障害", "緊急", "失敗", "故障", "严重", "失败", "장애"],
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
    ...["acknowledged", "nodata", "low", "issue", "issues", "healing", "rebooting", "maintenance", "underutilization"],
    ...["warnung", "avertissement", "advertencia", "警告"],
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
    ...["inservice", "recovery", "behoben", "wiederhergestellt", "résolu", "resuelto", "復旧", "恢复"],
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

/** Beginnings that leave no doubt, whatever follows: INACCESSIBLE_ENCRYPTION_CREDENTIALS. */
const BAD_FIRST = /^(?:failed|inaccessible|unhealthy|error|impaired)[\s_-]/i;

/** What a state in several words means: as a whole, by its last word, else by its first. */
export function moodOfState(state: string | undefined): Told["mood"] {
  const name = state ?? "";
  const found = [moodOf(name), moodOf(outcomeIn(name))].find((each) => each !== "info");
  return found ?? (BAD_FIRST.test(name) ? "bad" : "info");
}

/** What a severity means: a label, also of other vendors. */
export function moodOfSeverity(severity: string | undefined): Told["mood"] {
  switch ((severity ?? "").toUpperCase()) {
    case "CRITICAL":
    case "HIGH":
    case "URGENT":
    case "MAJOR":
    case "FATAL":
    case "SEVERE":
    case "DISASTER":
    case "EMERGENCY":
    case "PAGE":
    case "P0":
    case "P1":
    case "P2":
    case "SEV1":
    case "SEV2":
      return "bad";
    case "MEDIUM":
    case "MODERATE":
    case "AVERAGE":
    case "WARN":
    case "WARNING":
    case "P3":
    case "SEV3":
      return "warning";
    default:
      return "info";
  }
}
