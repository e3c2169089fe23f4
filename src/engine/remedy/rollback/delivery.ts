import { z } from "zod";
import { parseJson } from "../../../json.ts";
import { back, earlierCalls, look, type Made, oneWay, type ReliefDraft, type Rollback } from "./rollback.ts";

/** Rollbacks of changes to routing of requests and events, and to stacks. */
export const delivery: Readonly<Record<string, Rollback>> = {
  DisableRule: (made) => back("Turn the rule on again", rule("enable", made), rule("disable", made)),
  EnableRule: (made) => back("Turn the rule off again", rule("disable", made), rule("enable", made)),
  RegisterTargets: (made) => back("Take the same targets out", targets("deregister", made), targets("register", made)),
  DeregisterTargets: (made) =>
    back("Put the same targets back", targets("register", made), targets("deregister", made)),
  ModifyRule: (made) => earlier("The previous rule", made, made.parameters.ruleArn),
  DeleteRule: (made) => earlier("The deleted rule", made, made.parameters.ruleArn ?? made.parameters.name),
  ModifyListener: (made) => earlier("The previous listener", made, made.parameters.listenerArn),
  ModifyTargetGroup: (made) => earlier("The previous target group", made, made.parameters.targetGroupArn),
  SetQueueAttributes: (made) =>
    earlier("The previous setting of the queue", made, made.parameters.queueUrl?.split("/").at(-1)),
  UpdateStack: (made) => cancel(made),
  "Stack UPDATE_IN_PROGRESS": (made) => cancel(made),
};

function rule(verb: "enable" | "disable", { parameters, aws }: Made): string | undefined {
  const bus = parameters.eventBusName;
  return aws(`events ${verb}-rule`, { name: parameters.name, ...(bus !== undefined && { "event-bus-name": bus }) });
}

const target = z.object({ id: z.string(), port: z.number().optional(), availabilityZone: z.string().optional() });

function targets(verb: "register" | "deregister", { parameters, aws }: Made): string | undefined {
  const parsed = z
    .array(target)
    .min(1)
    .safeParse(parseJson(parameters.targets ?? ""));
  if (!parsed.success) return undefined;
  const all = parsed.data.map(({ id, port, availabilityZone }) => ({
    Id: id,
    Port: port,
    AvailabilityZone: availabilityZone,
  }));
  return aws(`elbv2 ${verb}-targets`, { "target-group-arn": parameters.targetGroupArn, targets: JSON.stringify(all) });
}

function earlier(what: string, made: Made, resource: string | undefined): ReliefDraft | undefined {
  return look(`${what} is unknown`, "the calls before", earlierCalls(made, resource));
}

/** CloudFormation restores the previous state itself if a running update is cancelled. */
function cancel({ parameters, resources, aws }: Made): ReliefDraft | undefined {
  const stack = aws("cloudformation cancel-update-stack", { "stack-name": parameters.stackName ?? resources[0] });
  return oneWay("While the update runs: cancel it, CloudFormation rolls back", stack, "update the stack again");
}
