import { moodOf } from "../mood.ts";
import { type EventShape, encoded, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_cwe_events.html */
export const ecs: EventShape = ({ type, detail, resources, region }) => {
  const cluster = nameIn(detail.text("clusterArn")) ?? /:service\/([^/]+)\//.exec(resources[0] ?? "")?.[1];
  if (type === "ECS Task State Change") {
    const codes = detail.list("containers").filter((each) => (each.number("exitCode") ?? 0) !== 0);
    const stopped = detail.text("stoppedReason");
    const isBad = codes.length > 0 || /fail|error|unable|OutOfMemory|unhealthy/i.test(stopped ?? "");
    return {
      title: `ECS task of ${detail.text("group")?.replace(/^service:/, "") ?? "a service"}`,
      word: detail.text("lastStatus"),
      mood: isBad ? "bad" : "info",
      text: stopped,
      resources: [
        serviceArn(detail.text("taskArn"), cluster, detail.text("group")),
        detail.text("taskArn"),
        ...resources,
      ],
      facts: [
        ["Cluster", cluster],
        [
          "Task definition",
          nameIn(detail.text("taskDefinitionArn")) && detail.text("taskDefinitionArn")?.split("/").at(-1),
        ],
        ["Stop code", detail.text("stopCode")],
        ...codes
          .slice(0, 4)
          .map(
            (each) =>
              [
                `Container ${each.text("name") ?? ""}`.trim(),
                `exit code ${each.text("exitCode")}${each.text("reason") ? `: ${each.text("reason")}` : ""}`,
              ] as const,
          ),
        ["Zone", detail.text("availabilityZone")],
      ],
      page: clusterPage(region, cluster, `tasks/${encoded(nameIn(detail.text("taskArn")))}`),
    };
  }
  const name = detail.text("eventName");
  if (name === undefined && type === "ECS Container Instance State Change") {
    const isConnected = detail.text("agentConnected") !== "false";
    return {
      title: `ECS container instance ${detail.text("ec2InstanceId") ?? ""}`.trim(),
      word: isConnected ? detail.text("status") : "DISCONNECTED",
      mood: isConnected ? "info" : "bad",
      resources: [detail.text("containerInstanceArn"), ...resources],
      facts: [
        ["Cluster", cluster],
        ["Running tasks", detail.text("runningTasksCount")],
      ],
      page: clusterPage(region, cluster, "infrastructure"),
    };
  }
  if (name === undefined) return undefined;
  const level = detail.text("eventType");
  const end = /_(COMPLETED|FAILED|IN_PROGRESS)$/.exec(name)?.[1];
  return {
    title: `ECS service ${nameIn(resources[0]) ?? ""}: ${name
      .replace(/^SERVICE_/, "")
      .replaceAll("_", " ")
      .toLowerCase()}`,
    word: end === "FAILED" || level === "ERROR" ? "FAILED" : level === "WARN" ? "WARNING" : end?.replace("_", " "),
    mood: level === "ERROR" ? "bad" : level === "WARN" ? "warning" : moodOf(end),
    text: detail.text("reason"),
    resources,
    facts: [
      ["Cluster", cluster],
      ["Event", name],
      ["Deployment", detail.text("deploymentId")],
      ["Unable to start", detail.text("desiredCount")],
    ],
    page: clusterPage(region, cluster, `services/${encoded(nameIn(resources[0]))}`),
  };
};

function clusterPage(region: string, cluster: string | undefined, path: string): string | undefined {
  return cluster === undefined ? undefined : `ecs/v2/clusters/${encoded(cluster)}/${path}?region=${region}`;
}

/** The service of a task, as an ARN. */
function serviceArn(
  task: string | undefined,
  cluster: string | undefined,
  group: string | undefined,
): string | undefined {
  const service = /^service:(.+)$/.exec(group ?? "")?.[1];
  if (task === undefined || cluster === undefined || service === undefined) return undefined;
  return `${task.split(":").slice(0, 5).join(":")}:service/${cluster}/${service}`;
}
