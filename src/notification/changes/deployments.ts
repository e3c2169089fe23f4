import { z } from "zod";
import { lastPart } from "../../telemetry/changes/change-index.ts";
import { actorOfArn } from "../../telemetry/changes/cloudtrail-record.ts";
import { pageOf } from "../notices/build.ts";
import { type ChangeReader, hidden, tell } from "./reported-change.ts";

const text = z.string().optional().catch(undefined);

const deployment = z.object({
  application: z.string(),
  deploymentGroup: z.string(),
  deploymentId: z.string(),
  state: z.string(),
});

/** "CodeDeploy Deployment State-change Notification". A start gets the name of the API call, CreateDeployment. */
export const codeDeploy: ChangeReader = (event) => {
  const parsed = deployment.safeParse(event.detail);
  if (!parsed.success) return undefined;
  const { application, deploymentGroup, deploymentId, state } = parsed.data;
  const draft = {
    id: `codedeploy:${deploymentId}/${state}`,
    action: state === "START" ? "CreateDeployment" : `Deployment ${state}`,
    resources: [deploymentGroup, application],
    cause: state === "START",
    detail: { deployment: deploymentId, application, deploymentGroup },
  };
  return tell(event, draft, state === "FAILURE");
};

const execution = z.object({
  pipeline: z.string(),
  state: z.string(),
  "execution-id": z.string(),
  "execution-trigger": z.object({ "trigger-type": text, "trigger-detail": text }).default({}).catch({}),
  "pipeline-execution-attempt": z.number().optional().catch(undefined),
});

/** "CodePipeline Pipeline Execution State Change". */
export const codePipeline: ChangeReader = (event) => {
  const parsed = execution.safeParse(event.detail);
  if (!parsed.success) return undefined;
  const { pipeline, state, "execution-id": id, "execution-trigger": trigger } = parsed.data;
  const { "trigger-type": type, "trigger-detail": by = "" } = trigger;
  const begins = state === "STARTED" || state === "RESUMED";
  const draft = {
    id: `codepipeline:${id}/${state}/${parsed.data["pipeline-execution-attempt"] ?? 1}`,
    action: state === "STARTED" && type === "StartPipelineExecution" ? type : `Pipeline ${state}`,
    actor: actorOfArn(by),
    resources: [pipeline],
    cause: begins,
    detail: { execution: id, trigger: type },
    link: pageOf(event.region, `codesuite/codepipeline/pipelines/${encoded(pipeline)}/executions/${encoded(id)}`),
  };
  return tell(event, draft, state === "FAILED");
};

const stack = z.object({
  "stack-id": z.string(),
  "status-details": z.object({ status: z.string(), "status-reason": text }),
});

/** "CloudFormation Stack Status Change". The start of a rollback counts as the failure; its end is only listed. */
export const cloudFormation: ChangeReader = (event) => {
  const parsed = stack.safeParse(event.detail);
  if (!parsed.success) return undefined;
  const { "stack-id": arn, "status-details": details } = parsed.data;
  const { status, "status-reason": reason } = details;
  if (status === "REVIEW_IN_PROGRESS") return "noise";
  const name = /:stack\/([^/]+)/.exec(arn)?.[1] ?? lastPart(arn);
  const draft = {
    id: `cloudformation:${event.id}`,
    action: `Stack ${status}`,
    resources: [name],
    cause: /^(CREATE|UPDATE|DELETE|IMPORT)_IN_PROGRESS$/.test(status),
    detail: hidden({ reason }),
    link: pageOf(event.region, `cloudformation/home#/stacks/stackinfo?stackId=${encoded(arn)}`),
  };
  return tell(event, draft, /FAILED$|ROLLBACK_IN_PROGRESS$/.test(status));
};

/** Encodes text from JSON, which may contain half a surrogate pair, on which encodeURIComponent throws. */
function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
