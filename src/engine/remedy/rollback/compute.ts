import { back, look, type Made, oneWay, type ReliefDraft, type Rollback } from "./rollback.ts";

/** Rollbacks of changes to services, functions and Auto Scaling groups. */
export const compute: Readonly<Record<string, Rollback>> = {
  UpdateService: (made) => {
    const { taskDefinition, previous } = made.parameters;
    const { cluster, service } = serviceOf(made);
    const to = (revision: string | undefined) =>
      made.aws("ecs update-service", { cluster, service, "task-definition": revision });
    const rollback =
      previous !== taskDefinition ? back(`Back to ${nameOf(previous)}`, to(previous), to(taskDefinition)) : undefined;
    const query = "services[0].[taskDefinition,desiredCount,events[:10].message]";
    return (
      rollback ??
      look(
        "The previous task definition is unknown",
        "the present one, and what the service did",
        made.aws("ecs describe-services", { cluster, services: service, query }),
      )
    );
  },
  UpdateFunctionCode: ({ parameters, before, aws }) => {
    const { functionName, imageUri } = parameters;
    const previous = before(["UpdateFunctionCode"], "functionName", "imageUri");
    const to = (image: string | undefined) =>
      aws("lambda update-function-code", { "function-name": functionName, "image-uri": image });
    const rollback =
      imageUri !== previous ? back(`Back to ${previous}, as set before`, to(previous), to(imageUri)) : undefined;
    return rollback ?? versions("The previous code is unknown", { parameters, aws });
  },
  UpdateFunctionConfiguration: (made) => versions("The previous configuration is unknown", made),
  PublishVersion: (made) => versions("The previous version is unknown", made),
  UpdateAlias: ({ parameters, before, aws }) => {
    const { functionName, name, functionVersion } = parameters;
    const previous = before(["UpdateAlias", "CreateAlias"], "functionName", "functionVersion");
    const sameAlias = before(["UpdateAlias", "CreateAlias"], "functionName", "name") === name;
    const to = (version: string | undefined) =>
      aws("lambda update-alias", { "function-name": functionName, name, "function-version": version });
    const isReversible = sameAlias && previous !== functionVersion;
    return (
      (isReversible ? back(`${name} back to version ${previous}`, to(previous), to(functionVersion)) : undefined) ??
      versions("The previous version is unknown", { parameters, aws })
    );
  },
  PutFunctionConcurrency: ({ parameters, before, aws }) => {
    const { functionName, reservedConcurrentExecutions: now } = parameters;
    const previous = before(["PutFunctionConcurrency", "DeleteFunctionConcurrency"], "functionName", RESERVED);
    const to = (reserved: string | undefined) => reserve(aws, functionName, reserved);
    if (previous !== undefined && previous !== now)
      return back(`Back to ${previous} reserved, as set before`, to(previous), to(now));
    const remove = aws("lambda delete-function-concurrency", { "function-name": functionName });
    return back("Remove the reservation; what it was before is unknown", remove, to(now));
  },
  DeleteFunctionConcurrency: ({ parameters, before, aws }) => {
    const { functionName } = parameters;
    const previous = before(["PutFunctionConcurrency", "DeleteFunctionConcurrency"], "functionName", RESERVED);
    const undo = aws("lambda delete-function-concurrency", { "function-name": functionName });
    return (
      back(`Back to ${previous} reserved, as set before`, reserve(aws, functionName, previous), undo) ??
      look(
        "The previous reservation is unknown",
        "who set it before",
        aws("cloudtrail lookup-events", { "lookup-attributes": PUT, "max-items": "10" }),
      )
    );
  },
  UpdateEventSourceMapping: ({ parameters, aws }) => {
    const { enabled, mapping } = parameters;
    const turn = (on: boolean) =>
      aws("lambda update-event-source-mapping", { uuid: mapping, [on ? "enabled" : "no-enabled"]: true });
    if (enabled === "false") return back("Let it take events again", turn(true), turn(false));
    if (enabled === "true") return back("Let it take no more events", turn(false), turn(true));
    return look(
      "The previous setting is unknown",
      "the present one",
      aws("lambda get-event-source-mapping", { uuid: mapping }),
    );
  },
  SetDesiredCapacity: (made) => activities(made),
  UpdateAutoScalingGroup: (made) => activities(made),
  CreateDeployment: ({ parameters, aws }) => {
    // API Gateway has an action of this name, too.
    if (parameters.deploymentGroupName === undefined && parameters.deploymentGroup === undefined) return undefined;
    const stop = aws("deploy stop-deployment", {
      "deployment-id": parameters.deployment,
      "auto-rollback-enabled": true,
    });
    return oneWay("While it is deployed: stop it, CodeDeploy rolls back", stop, "deploy it again");
  },
  RunTask: (made) => stopTasks(made),
  StartTask: (made) => stopTasks(made),
};

/** Stops exactly the tasks that were started; where their ids are unknown, shows which tasks of the family run. */
function stopTasks({ parameters, aws }: Made): ReliefDraft | undefined {
  const { cluster = "default", tasks = "", taskDefinition = "" } = parameters;
  const ids = tasks.split(" ").filter((id) => /^[\da-f]{8}[\da-f-]{8,28}$/.test(id));
  const [only] = ids;
  const family = nameOf(taskDefinition).replace(/:\d+$/, "");
  const again = `run ${nameOf(taskDefinition)} again, as before`;
  if (only === undefined) {
    const list = aws("ecs list-tasks", { cluster, family: family === "" ? undefined : family });
    return look("Which tasks were started is unknown", "those that run", list);
  }
  if (ids.length === 1) return oneWay("Stop the task", aws("ecs stop-task", { cluster, task: only }), again);
  const each = aws("ecs stop-task", { cluster, task: PLACEHOLDER });
  const all = each && `for task in ${ids.join(" ")}; do ${each.replace(PLACEHOLDER, '"$task"')}; done`;
  return oneWay(`Stop the ${ids.length} tasks`, all, again);
}

/** Where the loop over tasks has its variable. */
const PLACEHOLDER = "each-task";

const RESERVED = "reservedConcurrentExecutions";
const PUT = "AttributeKey=EventName,AttributeValue=PutFunctionConcurrency20171031";

function reserve(aws: Made["aws"], name: string | undefined, reserved: string | undefined): string | undefined {
  return aws("lambda put-function-concurrency", { "function-name": name, "reserved-concurrent-executions": reserved });
}

function versions(unknown: string, { parameters, aws }: Pick<Made, "parameters" | "aws">) {
  return look(
    unknown,
    "its versions",
    aws("lambda list-versions-by-function", { "function-name": parameters.functionName }),
  );
}

/** Each scaling activity states the capacity before and after. */
function activities({ parameters, aws }: Made) {
  const group = { "auto-scaling-group-name": parameters.autoScalingGroupName, "max-items": "10" };
  return look(
    "The previous capacity is unknown",
    "how it was scaled",
    aws("autoscaling describe-scaling-activities", group),
  );
}

/** A service by its name or ARN, and its cluster. */
function serviceOf({ parameters, resources }: Made): {
  readonly cluster: string;
  readonly service: string | undefined;
} {
  const [, inArn, named] =
    [parameters.service ?? "", ...resources].flatMap((text) => /:service\/(?:([^/]+)\/)?([^/]+)$/.exec(text) ?? []) ??
    [];
  return { cluster: parameters.cluster ?? inArn ?? "default", service: named ?? parameters.service };
}

function nameOf(arn: string | undefined): string {
  return arn?.split("/").at(-1) ?? "";
}
