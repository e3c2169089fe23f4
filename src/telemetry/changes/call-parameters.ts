import { hasSecret } from "../masking/mask.ts";

/** What a call asked for and what it was answered, as CloudTrail writes them. */
export interface Call {
  readonly request: unknown;
  readonly response: unknown;
}

/** Where in a call a parameter stands: its path from `request` or `response`, or a function where that takes more. */
type Place = string | ((call: Call) => unknown);

/**
 * What the way back from a call needs beside its plain parameters, by action and under the name that the engine knows it by.
 * Much of what was there before stands in the answer alone: ECS names the deployment that is replaced, DynamoDB the throughput that
 * goes on until the change is done. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
 */
const WANTED: Readonly<Record<string, Readonly<Record<string, Place>>>> = {
  UpdateService: { taskDefinition: "response.service.taskDefinition", previous: replacedTaskDefinition },
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

/** A longer one tells too much to be kept; cut, it would lead somewhere else. */
const LONGEST = 1_500;

/** The parameters of a call that its way back needs, exactly as they are told: one that is too long or holds a secret is left out. */
export function parametersOf(action: string, call: Call): Readonly<Record<string, string>> {
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

/** The revision that a deployment of ECS replaces; undefined where it is not one. */
function replacedTaskDefinition({ response }: Call): unknown {
  const deployments = at(response, "service.deployments");
  const old = Array.isArray(deployments) ? deployments.filter((each) => at(each, "status") === "ACTIVE") : [];
  const revisions = new Set(old.map((each) => at(each, "taskDefinition")));
  return revisions.size === 1 ? [...revisions][0] : undefined;
}

function at(value: unknown, path: string): unknown {
  return path
    .split(".")
    .reduce<unknown>(
      (found, name) => (found instanceof Object && Object.hasOwn(found, name) ? Reflect.get(found, name) : undefined),
      value,
    );
}
