import { parseJson } from "../../../json.ts";
import { fieldsOf } from "../fields.ts";
import { moodOf } from "../mood.ts";
import { type EventShape, encoded, joined, type MessageShape, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html */
export const codePipeline: EventShape = ({ detail, resources, region }) => {
  const pipeline = detail.text("pipeline");
  const state = detail.text("state");
  if (pipeline === undefined) return undefined;
  const part = joined(
    detail.text("stage") && `stage ${detail.text("stage")}`,
    detail.text("action") && `action ${detail.text("action")}`,
  );
  const failed = detail.list("additionalAttributes.failedActions");
  const summary = detail.text(
    "execution-result.external-execution-summary",
    "additionalAttributes.additionalInformation",
  );
  return {
    title: `CodePipeline ${pipeline}${part === "" ? "" : `, ${part}`}`,
    word: state,
    mood: moodOf(state),
    text: summary ?? failed[0]?.text("additionalInformation"),
    resources: [resources[0] ?? pipeline],
    facts: [
      ["Stage", detail.text("stage", "additionalAttributes.failedStage")],
      ["Action", detail.text("action") ?? failed.flatMap((each) => each.text("action") ?? []).join(", ")],
      ["Provider", joined(detail.text("type.provider"), detail.text("type.category"))],
      ["Error", detail.text("execution-result.error-code")],
      ["Started by", detail.text("execution-trigger.trigger-detail", "execution-trigger.trigger-type")],
      ["Execution", detail.text("execution-id")],
    ],
    page: `codesuite/codepipeline/pipelines/${encoded(pipeline)}/executions/${encoded(detail.text("execution-id"))}/timeline?region=${region}`,
  };
};

/** The message of a manual approval action. */
export const pipelineApproval: MessageShape = ({ fields }) => {
  const pipeline = fields.text("approval.pipelineName");
  if (pipeline === undefined) return undefined;
  return {
    title: `CodePipeline ${pipeline} waits for approval`,
    word: "APPROVAL",
    mood: "warning",
    text: fields.text("approval.customData"),
    resources: [pipeline],
    facts: [
      ["Stage", fields.text("approval.stageName")],
      ["Action", fields.text("approval.actionName")],
      ["Expires", fields.text("approval.expires")],
    ],
    page: fields.text("approval.approvalReviewLink", "consoleLink"),
    region: fields.text("region"),
  };
};

/** https://docs.aws.amazon.com/codebuild/latest/userguide/sample-build-notifications.html */
export const codeBuild: EventShape = ({ detail, resources, region, account }) => {
  const project = detail.text("project-name");
  const state = detail.text("build-status", "completed-phase-status");
  if (project === undefined) return undefined;
  const failed = detail
    .list("additional-information.phases")
    .find((each) => moodOf(each.text("phase-status")) === "bad");
  const context = failed?.list("phase-context").flatMap((each) => each.text("") ?? []);
  const phase = failed?.text("phase-type") ?? detail.text("completed-phase");
  return {
    title: `CodeBuild ${project}`,
    word: state,
    mood: moodOf(state),
    text: context?.find((each) => !/^:\s*$/.test(each)) ?? detail.text("completed-phase-context"),
    resources: [`arn:aws:codebuild:${region}:${account}:project/${project}`, detail.text("build-id"), ...resources],
    facts: [
      ["Phase", phase],
      ["Started by", detail.text("additional-information.initiator")],
      ["Source", detail.text("additional-information.source.location")],
      [
        "Version",
        detail.text("additional-information.source-version", "additional-information.resolved-source-version"),
      ],
      ["Build", nameIn(detail.text("build-id"))],
    ],
    page: detail.text("additional-information.logs.deep-link"),
  };
};

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-cloudwatch-events.html */
export const codeDeploy: EventShape = ({ detail, resources, region }) => {
  const application = detail.text("application");
  const state = detail.text("state");
  if (application === undefined) return undefined;
  const deployment = detail.text("deploymentId");
  return {
    title: `CodeDeploy ${application}, group ${detail.text("deploymentGroup") ?? "unknown"}`,
    word: state,
    mood: moodOf(state),
    resources: [...resources.filter((each) => each.includes(":deploymentgroup:")), application],
    facts: [
      ["Deployment", deployment],
      ["Instance", nameIn(detail.text("instanceId"))],
      ["Group", detail.text("deploymentGroup")],
    ],
    page: `codesuite/codedeploy/deployments/${encoded(deployment)}?region=${region}`,
  };
};

/** https://docs.aws.amazon.com/codedeploy/latest/userguide/monitoring-sns-event-notifications-json-format.html */
export const codeDeployMessage: MessageShape = ({ fields }) => {
  const application = fields.text("applicationName");
  const deployment = fields.text("deploymentId");
  if (application === undefined || deployment === undefined) return undefined;
  const state = fields.text("status", "instanceStatus");
  const overview = fieldsOf(parseJson(fields.text("deploymentOverview") ?? ""));
  const error = fieldsOf(parseJson(fields.text("errorInformation") ?? ""));
  const region = fields.text("region");
  const counts = ["Succeeded", "Failed", "Skipped", "InProgress", "Pending"].flatMap((each) => {
    const count = overview.number(each);
    return count === undefined || count === 0 ? [] : [`${count} ${each.toLowerCase()}`];
  });
  return {
    title: `CodeDeploy ${application}, group ${fields.text("deploymentGroupName") ?? "unknown"}`,
    word: state,
    mood: moodOf(state),
    text: error.text("ErrorMessage"),
    resources: [application, fields.text("instanceId")],
    facts: [
      ["Deployment", deployment],
      ["Instances", counts.join(", ")],
      ["Error", error.text("ErrorCode")],
      ["Trigger", fields.text("eventTriggerName")],
    ],
    page: `codesuite/codedeploy/deployments/${encoded(deployment)}?region=${region ?? ""}`,
    account: fields.text("accountId"),
    region,
    at: fields.text("completeTime", "createTime"),
  };
};
