import { moodOf } from "../mood.ts";
import { type EventShape, encoded, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/batch/latest/userguide/batch_job_events.html */
export const batch: EventShape = ({ type, detail, resources, region }) => {
  const job = detail.text("jobName");
  // https://docs.aws.amazon.com/batch/latest/userguide/batch-job-queue-blocked-events.html
  const blocks = type === "Batch Job Queue Blocked";
  const state = blocks ? "BLOCKED" : detail.text("status");
  if (job === undefined) return undefined;
  const attempts = detail.list("attempts");
  const code = detail.text("container.exitCode") ?? attempts.at(-1)?.text("container.exitCode");
  const reason = detail.text("container.reason") ?? attempts.at(-1)?.text("container.reason");
  return {
    title: blocks ? `Batch queue ${nameIn(detail.text("jobQueue")) ?? ""}: blocked by job ${job}` : `Batch job ${job}`,
    word: state,
    mood: moodOf(state),
    text: detail.text("statusReason"),
    resources: [job, detail.text("jobArn") ?? resources[0]],
    facts: [
      ["Exit code", code],
      ["Reason", reason],
      ["Queue", nameIn(detail.text("jobQueue"))],
      ["Definition", nameIn(detail.text("jobDefinition")) && detail.text("jobDefinition")?.split("/").at(-1)],
      ["Attempts", attempts.length > 0 ? String(attempts.length) : undefined],
      ["Image", detail.text("container.image")],
      ["Log stream", detail.text("container.logStreamName")],
    ],
    page: `batch/home?region=${region}#jobs/detail/${encoded(detail.text("jobId"))}`,
  };
};
