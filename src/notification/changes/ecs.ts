import { z } from "zod";
import { lastPart } from "../../telemetry/changes/change-index.ts";
import { type ChangeReader, tell } from "./reported-change.ts";

const text = z.string().optional().catch(undefined);

const serviceEvent = z.object({
  eventName: z.string(),
  eventType: text,
  deploymentId: text,
  reason: text,
  clusterArn: text,
});

/** Events that ECS repeats while nothing happens. */
const AS_IT_WAS = /_STEADY_STATE$/;

/**
 * "ECS Deployment State Change" and "ECS Service Action". The start of a deployment gets the name of its API call, so that it is merged
 * with CloudTrail's record of that call. A rollback has no API call.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_deployment_events.html
 */
export const ecsService: ChangeReader = (event) => {
  const parsed = serviceEvent.safeParse(event.detail);
  if (!parsed.success) return undefined;
  const { eventName, eventType, deploymentId, reason, clusterArn } = parsed.data;
  if (AS_IT_WAS.test(eventName)) return "noise";
  const begins = eventName === "SERVICE_DEPLOYMENT_IN_PROGRESS";
  const back = /roll(ing|ed)?[\s-]?back/i.test(reason ?? "");
  const id = deploymentId === undefined ? event.id : `${deploymentId}/${eventName}`;
  const draft = {
    id: `ecs:${id}`,
    action: begins && !back ? "UpdateService" : eventName,
    resources: event.resources,
    cause: begins || eventName === "SERVICE_DESIRED_COUNT_UPDATED",
    detail: {
      deployment: deploymentId,
      reason,
      ...(begins && { event: eventName }),
      cluster: clusterArn === undefined ? undefined : lastPart(clusterArn),
    },
  };
  return tell(event, draft, eventType === "ERROR" || eventType === "WARN");
};

const taskEvent = z.object({
  group: text,
  lastStatus: z.string(),
  desiredStatus: text,
  taskArn: z.string(),
  taskDefinitionArn: text,
  stopCode: text,
  stoppedReason: text,
  containers: z.array(z.object({ image: text, exitCode: z.number().optional().catch(undefined) })).catch([]),
});

/** "ECS Task State Change": a task that runs or has stopped. It follows a change to its service, so it is listed but is never a cause. */
export const ecsTask: ChangeReader = (event) => {
  const parsed = taskEvent.safeParse(event.detail);
  if (!parsed.success) return undefined;
  const { group, lastStatus, desiredStatus, taskArn, taskDefinitionArn, stopCode, stoppedReason, containers } =
    parsed.data;
  if (lastStatus !== desiredStatus || !/^(RUNNING|STOPPED)$/.test(lastStatus)) return "noise";
  const failed = containers.find(({ exitCode = 0 }) => exitCode !== 0) ?? containers[0];
  return tell(event, {
    id: `ecs:${lastPart(taskArn)}/${lastStatus}`,
    action: `Task ${lastStatus}`,
    resources: [group ?? taskArn],
    cause: false,
    detail: {
      taskDefinition: taskDefinitionArn?.split("/").at(-1),
      stopCode,
      reason: stoppedReason,
      exitCode: failed?.exitCode === undefined ? undefined : String(failed.exitCode),
      image: failed?.image,
    },
  });
};
