import type { Cluster } from "../cluster.ts";
import { CERTAINTY, kubectl, type Reason } from "../reason.ts";

/** A job that failed longer ago is a matter of the record. */
const RECENT_SECONDS = 6 * 3600;
/** A cron job that ran within this time was in use when it was suspended. */
const IN_USE_SECONDS = 2 * 86_400;

/** Jobs that failed, and cron jobs that make none any more. */
export function jobReasons(cluster: Cluster): readonly Reason[] {
  const { objects, now } = cluster;
  const failed = objects.Job.flatMap(({ metadata, spec, status }): readonly Reason[] => {
    const condition = status?.conditions.find(({ type, status: value }) => type === "Failed" && value === "True");
    const isOld = condition?.lastTransitionTime !== undefined && now - condition.lastTransitionTime > RECENT_SECONDS;
    if (!condition || isOld) return [];
    const { namespace = "", name } = metadata;
    const object = { kind: "Job", namespace, name };
    const isDeadline = condition.reason === "DeadlineExceeded";
    return [
      {
        kind: isDeadline ? "job-deadline" : "job-backoff",
        object,
        field: isDeadline ? "spec.activeDeadlineSeconds" : "spec.backoffLimit",
        observed: isDeadline
          ? `${spec?.activeDeadlineSeconds ?? "?"} s`
          : `${status?.failed ?? "?"} failures, limit ${spec?.backoffLimit ?? 6}`,
        expected: "a run that succeeds",
        sentence: `The job ${name} ${isDeadline ? `took longer than ${spec?.activeDeadlineSeconds} s` : `failed ${status?.failed ?? "too many"} times`} and was given up`,
        refutedBy: "a later run of it succeeded",
        relief: { command: kubectl(namespace, "logs", `job/${name}`, "--tail=50") },
        certainty: isDeadline ? CERTAINTY.told : CERTAINTY.symptom,
        affects: [object],
        quotes: condition.message ? [condition.message] : [],
        ...(condition.lastTransitionTime !== undefined && { since: condition.lastTransitionTime }),
      },
    ];
  });
  const suspended = objects.CronJob.flatMap(({ metadata, spec, status }): readonly Reason[] => {
    const lastRun = status?.lastScheduleTime;
    if (!spec?.suspend || (lastRun !== undefined && now - lastRun > IN_USE_SECONDS)) return [];
    const { namespace = "", name } = metadata;
    const object = { kind: "CronJob", namespace, name };
    return [
      {
        kind: "cron-suspended",
        object,
        field: "spec.suspend",
        observed: "true",
        expected: "false",
        sentence: `The cron job ${name} makes no jobs: it is suspended`,
        refutedBy: "it is suspended on purpose",
        relief: {
          command: kubectl(namespace, "patch", "cronjob", name, "-p", '{"spec":{"suspend":false}}'),
          undo: kubectl(namespace, "patch", "cronjob", name, "-p", '{"spec":{"suspend":true}}'),
        },
        certainty: CERTAINTY.contradicted,
        affects: [object],
        quotes: [],
      },
    ];
  });
  return [...failed, ...suspended];
}
