import { moodOf } from "../mood.ts";
import { type EventShape, encoded } from "../shape.ts";

/** https://docs.aws.amazon.com/glue/latest/dg/automating-awsglue-with-cloudwatch-events.html */
export const glue: EventShape = ({ type, detail, region, account }) => {
  const crawler = detail.text("crawlerName");
  const name = detail.text("jobName") ?? crawler ?? detail.text("rulesetNames.0", "databaseName");
  const state = detail.text("state");
  if (name === undefined) return undefined;
  const kind =
    crawler === undefined
      ? type.includes("Job")
        ? "job"
        : type.replace(/^Glue | (?:Status|State) Change$/g, "").toLowerCase()
      : "crawler";
  return {
    title: `Glue ${kind} ${name}`,
    word: state,
    mood: moodOf(state),
    text: detail.text("errorMessage", "message"),
    resources: [crawler === undefined && type.includes("Job") ? `arn:aws:glue:${region}:${account}:job/${name}` : name],
    facts: [
      ["Run", detail.text("jobRunId", "runId")],
      ["Severity", detail.text("severity")],
      ["Tables", detail.text("tablesCreated", "tablesUpdated")],
      ["Score", detail.text("score")],
    ],
    page:
      crawler === undefined
        ? `gluestudio/home?region=${region}#/editor/job/${encoded(name)}/runs`
        : `glue/home?region=${region}#/v2/data-catalog/crawlers/view/${encoded(crawler)}`,
  };
};
