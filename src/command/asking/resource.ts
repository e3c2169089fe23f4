/** The resource of an ARN, with its most useful metric. */
export interface NamedResource {
  /** "alarm", "Lambda function", or the service part of the ARN. */
  readonly kind: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly metric?: { readonly label: string; readonly command: string };
}

interface Kind {
  readonly kind: string;
  /** Its first group is the name. */
  readonly resource: RegExp;
  readonly metric?: readonly [label: string, command: (name: string) => string];
}

/** By the service part of the ARN. https://docs.aws.amazon.com/service-authorization/latest/reference/ */
const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  cloudwatch: [{ kind: "alarm", resource: /^alarm:(.+)$/ }],
  lambda: [
    {
      kind: "Lambda function",
      resource: /^function:([^:]+)/,
      metric: ["Errors", (name) => `metrics AWS/Lambda Errors FunctionName=${name} Sum`],
    },
  ],
  dynamodb: [
    {
      kind: "DynamoDB table",
      resource: /^table\/([^/]+)/,
      metric: ["Throttles", (name) => `metrics AWS/DynamoDB ThrottledRequests TableName=${name} Sum`],
    },
  ],
  sqs: [
    {
      kind: "SQS queue",
      resource: /^(.+)$/,
      metric: ["Age", (name) => `metrics AWS/SQS ApproximateAgeOfOldestMessage QueueName=${name} Maximum`],
    },
  ],
  rds: [
    {
      kind: "RDS instance",
      resource: /^db:(.+)$/,
      metric: ["CPU", (name) => `metrics AWS/RDS CPUUtilization DBInstanceIdentifier=${name}`],
    },
  ],
  elasticloadbalancing: [
    {
      kind: "load balancer",
      resource: /^loadbalancer\/(app\/.+)$/,
      metric: ["5XX", (name) => `metrics AWS/ApplicationELB HTTPCode_Target_5XX_Count LoadBalancer=${name} Sum`],
    },
  ],
  ecs: [{ kind: "ECS service", resource: /^service\/(?:[^/]+\/)?([^/]+)$/ }],
};

/** Reads an ARN; undefined if the text is not an ARN. */
export function arnIn(text: string): NamedResource | undefined {
  const [, service = "", region = "", account = "", rest = ""] =
    /^arn:aws[a-z-]*:([a-z0-9-]+):([a-z0-9-]*):(\d{12}|):(.+)$/is.exec(text) ?? [];
  if (rest === "") return undefined;
  for (const { kind, resource, metric } of Object.hasOwn(KINDS, service) ? (KINDS[service] ?? []) : []) {
    const name = resource.exec(rest)?.[1];
    if (name === undefined) continue;
    const chart = metric && { metric: { label: metric[0], command: metric[1](name) } };
    return { kind, name, account, region, ...chart };
  }
  return { kind: service, name: rest, account, region };
}

/** The alarm of a page of the CloudWatch console; undefined for other pages. */
export function consoleAlarm(url: string): string | undefined {
  if (!/\/cloudwatch\/(?:home|deeplink\.js)/i.test(url)) return undefined;
  const name = /#alarmsV2:alarm\/([^?/&]+)/i.exec(url)?.[1];
  return name === undefined ? undefined : decoded(name);
}

/** Decodes a name of the console, which writes `$25` for `%` after the `#`. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replace(/\$([0-9a-f]{2})/gi, "%$1").replaceAll("+", " "));
  } catch {
    return name;
  }
}
