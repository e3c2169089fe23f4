import type { Operation } from "../call/operation.ts";

/** One permission: an operation's own action, or a further action that AWS checks. */
type Permission = Omit<Operation, "also">;

export interface IamStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: NonNullable<Operation["when"]>;
}

export interface IamPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly IamStatement[];
}

/** The names of services in statement ids. */
const NAMES: Readonly<Record<string, string>> = {
  cloudwatch: "CloudWatch",
  cloudtrail: "CloudTrail",
  ec2: "EC2",
  ecs: "ECS",
  lambda: "Lambda",
  elasticloadbalancing: "LoadBalancing",
  tag: "Tagging",
  aps: "Prometheus",
  pi: "DatabaseInsights",
  rds: "RDS",
  oam: "LinkedAccounts",
  networkflowmonitor: "NetworkFlowMonitor",
  "redshift-data": "RedshiftData",
  "redshift-serverless": "RedshiftServerless",
  logs: "Logs",
  xray: "XRay",
  athena: "Athena",
  glue: "Glue",
  s3: "S3",
  sns: "SNS",
  sts: "STS",
};

/** The IAM policy of some operations: only the actions that they need, on only the resources that they need. */
export function toPolicy(operations: readonly Operation[]): IamPolicy {
  const groups = Map.groupBy(permissionsOf(operations), ({ action, resources, when }) =>
    JSON.stringify([serviceOf(action), resources ?? ["*"], when ?? {}]),
  );
  const services = [...groups.values()].map(([first]) => serviceOf(first?.action ?? ""));
  const isAlone = (service: string): boolean => services.filter((each) => each === service).length === 1;
  const statements = [...groups.values()].map((group): IamStatement => {
    const Action = [...new Set(group.map(({ action }) => action))].sort();
    const service = serviceOf(Action[0] ?? "");
    const { resources = ["*"], when } = group[0] ?? {};
    const verbs = isAlone(service) ? "" : Action.map((action) => action.split(":")[1]).join("");
    const Sid = `${NAMES[service] ?? service}${verbs}`;
    return { Sid, Effect: "Allow", Action, Resource: resources, ...(when && { Condition: when }) };
  });
  return { Version: "2012-10-17", Statement: statements };
}

/** The same as a Markdown table: each action, its reason, and its resources. */
export function toMarkdownTable(operations: readonly Operation[]): string {
  const rows = permissionsOf(operations).map(({ action, reason, resources = ["*"] }) => {
    const on = resources.map((resource) => `\`${resource}\``).join(", ");
    return `| \`${action}\` | ${reason} | ${on} |`;
  });
  return ["| action | what for | on |", "| --- | --- | --- |", ...new Set(rows)].join("\n");
}

function permissionsOf(operations: readonly Operation[]): readonly Permission[] {
  return operations.flatMap(({ also = [], ...own }) => [own, ...also]);
}

function serviceOf(action: string): string {
  return action.split(":")[0] ?? "";
}
