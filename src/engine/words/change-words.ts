import type { Change } from "../../findings/change.ts";
import { plainAction } from "../../telemetry/changes/call-parameters.ts";

/** What a change does to a component, in words that people say; undefined where a parameter is unknown. */
type Wording = (name: string, told: Readonly<Record<string, string | undefined>>) => string | undefined;

const WORDINGS: Readonly<Record<string, Wording>> = {
  UpdateService: (name, { taskDefinition, previous }) => {
    if (taskDefinition === undefined) return undefined;
    const revision = revisionOf(taskDefinition);
    return previous === undefined || previous === taskDefinition
      ? `deploy of ${name}, ${revision}`
      : `deploy of ${name}, ${revisionOf(previous)} → ${withoutFamily(revision, revisionOf(previous))}`;
  },
  UpdateFunctionCode: (name) => `new code of ${name}`,
  RolloutDeployment: (_, { name, image, changed }) =>
    `rollout of ${name}${image === undefined ? "" : `, image ${image}`}${changed === undefined ? "" : `, ${changed} changed`}`,
  ScaleDeployment: (_, { name, replicas, previous }) =>
    replicas && `scaling of ${name}${previous === undefined ? "" : ` from ${previous}`} to ${replicas}`,
  RunTask: (_, { taskDefinition, count = "1" }) =>
    taskDefinition && `start of ${count} ${count === "1" ? "task" : "tasks"} of ${revisionOf(taskDefinition)}`,
  PutFunctionConcurrency: (name, { reservedConcurrentExecutions }) =>
    reservedConcurrentExecutions && `reserved concurrency of ${name} set to ${reservedConcurrentExecutions}`,
  UpdateFunctionConfiguration: (name) => `new configuration of ${name}`,
  UpdateTable: (name, { read, write }) => unitsOf(name, read, write) ?? `new settings of the table ${name}`,
  DetachRolePolicy: (name, { policyArn, roleName }) =>
    policyArn && roleName && `policy ${revisionOf(policyArn)} detached from role ${roleName} of ${name}`,
  AttachRolePolicy: (name, { policyArn, roleName }) =>
    policyArn && roleName && `policy ${revisionOf(policyArn)} attached to role ${roleName} of ${name}`,
  ModifyDBInstance: (name) => `new settings of the database ${name}`,
};

/** "capacity of carts set to 120 read and 60 write units"; undefined where the call sets none. */
function unitsOf(name: string, read: string | undefined, write: string | undefined): string | undefined {
  return read !== undefined && write !== undefined && /^\d+$/.test(read + write)
    ? `capacity of ${name} set to ${read} read and ${write} write units`
    : undefined;
}

/** "deploy of orders, shop-orders:142 → :143, by role/deploy"; a change without words of its own has AWS's name: "PutRule on carts by role/deploy". */
export function changeText({ action, actor, detail, parameters }: Change, name: string): string {
  const plain = plainAction(action);
  const { kind, name: object, namespace } = parameters ?? {};
  // An object of a cluster is not the workload that it acts on.
  if (kind !== undefined && object !== undefined && (action === `Edit${kind}` || action === `Create${kind}`)) {
    const where = namespace === undefined ? object : `${namespace}/${object}`;
    return `${action === `Edit${kind}` ? "edit" : "creation"} of ${kind} ${where} by ${actor}`;
  }
  const wording = Object.hasOwn(WORDINGS, plain) ? WORDINGS[plain]?.(name, { ...detail, ...parameters }) : undefined;
  if (wording === undefined) return `${action} on ${name} by ${actor}`;
  return `${wording}${wording.includes(",") ? "," : ""} by ${actor}`;
}

/** The name of an ARN with its revision: "shop-orders:143". */
function revisionOf(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** ":143" after "shop-orders:142". */
function withoutFamily(revision: string, previous: string): string {
  const family = /^(.*):\d+$/.exec(previous)?.[1];
  return family !== undefined && revision.startsWith(`${family}:`) ? revision.slice(family.length) : revision;
}
