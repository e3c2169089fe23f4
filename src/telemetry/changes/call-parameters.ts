import { hasSecret } from "../masking/mask.ts";

/** The request and the response of a call, as in CloudTrail. */
export interface ApiCall {
  readonly request: unknown;
  readonly response: unknown;
}

/** The place of a parameter in a call: its path from `request` or `response`, or a function. */
type Place = string | ((call: ApiCall) => unknown);

/**
 * Further parameters that the rollback of a call needs, by action and by the engine's name of the parameter. Many earlier values are in the
 * response only: ECS names the deployment that is replaced, DynamoDB the throughput until the change is done. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
const WANTED: Readonly<Record<string, Readonly<Record<string, Place>>>> = {
  UpdateService: { taskDefinition: "response.service.taskDefinition", previous: replacedTaskDefinition },
  RunTask: { tasks: startedTasks },
  StartTask: { tasks: startedTasks },
  PublishVersion: { version: "response.version" },
  UpdateEventSourceMapping: { mapping: "response.uUID" },
  CreateDeployment: { deployment: "response.deploymentId" },
  StartDeployment: { deploymentNumber: "response.deploymentNumber" },
  PutParameter: { version: "response.version" },
  AuthorizeSecurityGroupIngress: { ipPermissions: "request.ipPermissions.items" },
  AuthorizeSecurityGroupEgress: { ipPermissions: "request.ipPermissions.items" },
  RevokeSecurityGroupIngress: { ipPermissions: "request.ipPermissions.items" },
  RevokeSecurityGroupEgress: { ipPermissions: "request.ipPermissions.items" },
  RegisterTargets: { targets: "request.targets" },
  DeregisterTargets: { targets: "request.targets" },
  UpdateTable: {
    read: "request.provisionedThroughput.readCapacityUnits",
    write: "request.provisionedThroughput.writeCapacityUnits",
    status: "response.tableDescription.tableStatus",
    readBefore: "response.tableDescription.provisionedThroughput.readCapacityUnits",
    writeBefore: "response.tableDescription.provisionedThroughput.writeCapacityUnits",
  },
  ModifyDBInstance: {
    classBefore: "response.dBInstanceClass",
    classPending: "response.pendingModifiedValues.dBInstanceClass",
  },
};

/** The longest parameter that is stored. A longer one is left out, because a cut one would be wrong. */
const LONGEST = 1_500;

/** The parameters of a call that its rollback needs, unchanged. A parameter that is too long or contains a secret is left out. */
export function parametersOf(action: string, call: ApiCall): Readonly<Record<string, string>> {
  const wanted = Object.hasOwn(WANTED, action) ? WANTED[action] : undefined;
  const found = Object.entries(wanted ?? {}).flatMap(([name, place]): [string, string][] => {
    const value = typeof place === "function" ? place(call) : at(call, place);
    const text = typeof value === "string" ? value : JSON.stringify(value ?? undefined);
    return text === undefined || text === "" || text.length > LONGEST || hasSecret(text) ? [] : [[name, text]];
  });
  return Object.fromEntries(found);
}

/** An action without the version that some services append: UpdateFunctionCode20150331v2. */
export function plainAction(action: string): string {
  return action.replace(/\d{8}(v\d+)?$/, "");
}

/** The revision that an ECS deployment replaces; undefined if there is not exactly one. */
function replacedTaskDefinition({ response }: ApiCall): unknown {
  const deployments = at(response, "service.deployments");
  const old = Array.isArray(deployments) ? deployments.filter((each) => at(each, "status") === "ACTIVE") : [];
  const revisions = new Set(old.map((each) => at(each, "taskDefinition")));
  return revisions.size === 1 ? [...revisions][0] : undefined;
}

/** The ids of the tasks that ECS started, with a space between them. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
function startedTasks({ response }: ApiCall): unknown {
  const tasks = at(response, "tasks");
  const arns = Array.isArray(tasks) ? tasks.map((each) => at(each, "taskArn")) : [];
  return arns.flatMap((arn) => (typeof arn === "string" ? arn.slice(arn.lastIndexOf("/") + 1) : [])).join(" ");
}

function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (found, name) => (found instanceof Object && Object.hasOwn(found, name) ? Reflect.get(found, name) : undefined),
      value,
    );
}
