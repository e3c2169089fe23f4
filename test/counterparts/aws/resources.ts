import type { Answered } from "./server.ts";

/** Resources as ECS, Lambda, the load balancers and the tagging API describe them. */
export interface ResourceContent {
  readonly services?: readonly ListedService[];
  /** EC2 instances of the cluster. */
  readonly nodes?: readonly string[];
  readonly functions?: readonly ListedFunction[];
  readonly mappings?: readonly { readonly source: string; readonly target: string }[];
  readonly balancers?: readonly ListedBalancer[];
  readonly tagged?: readonly string[];
}

type Environment = Readonly<Record<string, string>>;

export interface ListedService {
  readonly name: string;
  readonly environment?: Environment;
  readonly targetGroups?: readonly string[];
  readonly logGroup?: string;
  /** Names of Service Connect. */
  readonly hosts?: readonly string[];
}

export interface ListedFunction {
  readonly name: string;
  readonly environment?: Environment;
}

export interface ListedBalancer {
  /** ARNs. */
  readonly arn: string;
  readonly host: string;
  readonly groups: readonly { readonly arn: string; readonly type: string; readonly targets: readonly string[] }[];
}

const AT = "eu-west-1:123456789012";
export const CLUSTER = `arn:aws:ecs:${AT}:cluster/shop`;
const SERVICES_A_PAGE = 10;
const NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

export function answerEcs(
  { services = [], nodes = [] }: ResourceContent,
  operation: string,
  input: Record<string, unknown>,
): Answered {
  switch (operation) {
    case "ListClusters":
      return { body: { clusterArns: services.length + nodes.length > 0 ? [CLUSTER] : [] } };
    case "ListServices": {
      const from = Number(input.nextToken ?? 0);
      const next = from + SERVICES_A_PAGE;
      const serviceArns = services.slice(from, next).map(({ name }) => serviceArn(name));
      return { body: { serviceArns, ...(next < services.length && { nextToken: String(next) }) } };
    }
    case "DescribeServices": {
      const asked = input.services;
      if (!Array.isArray(asked) || asked.length > 10) {
        return { error: "InvalidParameterException", message: "Members must not exceed 10." };
      }
      return { body: { services: services.filter(({ name }) => asked.includes(serviceArn(name))).map(toService) } };
    }
    case "DescribeTaskDefinition": {
      const found = services.find(({ name }) => input.taskDefinition === taskArn(name));
      return found
        ? { body: { taskDefinition: { containerDefinitions: [toContainer(found)] } } }
        : { error: "ClientException", message: "Unable to describe task definition." };
    }
    case "ListContainerInstances":
      return { body: { containerInstanceArns: nodes.map((id) => `arn:aws:ecs:${AT}:container-instance/shop/${id}`) } };
    case "DescribeContainerInstances":
      return { body: { containerInstances: nodes.map((ec2InstanceId) => ({ ec2InstanceId })) } };
    default:
      return { error: "UnknownOperationException", message: operation };
  }
}

export function answerLambda({ functions = [], mappings = [] }: ResourceContent, operation: string): Answered {
  switch (operation) {
    case "ListFunctions":
      return {
        body: {
          Functions: functions.map(({ name, environment = {} }) => ({
            FunctionName: name,
            FunctionArn: `arn:aws:lambda:${AT}:function:${name}`,
            Environment: { Variables: environment },
          })),
        },
      };
    case "ListEventSourceMappings":
      return {
        body: {
          EventSourceMappings: mappings.map(({ source, target }) => ({ EventSourceArn: source, FunctionArn: target })),
        },
      };
    default:
      return { error: "UnknownOperationException", message: operation };
  }
}

export function answerTagging({ tagged = [] }: ResourceContent): Answered {
  return { body: { PaginationToken: "", ResourceTagMappingList: tagged.map((ResourceARN) => ({ ResourceARN })) } };
}

export function answerBalancing(
  { balancers = [] }: ResourceContent,
  operation: string,
  form: URLSearchParams,
): Answered {
  switch (operation) {
    case "DescribeLoadBalancers": {
      const members = balancers.map(({ arn, host }) => element("LoadBalancerArn", arn) + element("DNSName", host));
      return { xml: response(operation, list("LoadBalancers", members)) };
    }
    case "DescribeTargetGroups": {
      const members = balancers.flatMap(({ arn: balancer, groups }) =>
        groups.map(
          ({ arn, type }) =>
            element("TargetGroupArn", arn) + element("TargetType", type) + list("LoadBalancerArns", [balancer]),
        ),
      );
      return { xml: response(operation, list("TargetGroups", members)) };
    }
    case "DescribeTargetHealth": {
      const group = balancers.flatMap(({ groups }) => groups).find(({ arn }) => arn === form.get("TargetGroupArn"));
      const members = (group?.targets ?? []).map((id) => element("Target", element("Id", id)));
      return { xml: response(operation, list("TargetHealthDescriptions", members)) };
    }
    default:
      return { error: "InvalidAction", message: operation };
  }
}

function toService({ name, targetGroups = [], hosts = [] }: ListedService) {
  const aliases = hosts.map((dnsName) => ({ dnsName, port: 80 }));
  return {
    serviceArn: serviceArn(name),
    serviceName: name,
    clusterArn: CLUSTER,
    taskDefinition: taskArn(name),
    loadBalancers: targetGroups.map((targetGroupArn) => ({ targetGroupArn })),
    deployments: [
      {
        ...(hosts.length > 0 && {
          serviceConnectConfiguration: {
            enabled: true,
            services: [{ portName: "http", clientAliases: aliases }],
          },
        }),
      },
    ],
  };
}

function toContainer({ environment = {}, logGroup }: ListedService) {
  return {
    name: "app",
    environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
    ...(logGroup !== undefined && {
      logConfiguration: { logDriver: "awslogs", options: { "awslogs-group": logGroup } },
    }),
  };
}

function serviceArn(name: string): string {
  return `arn:aws:ecs:${AT}:service/shop/${name}`;
}

function taskArn(name: string): string {
  return `arn:aws:ecs:${AT}:task-definition/shop-${name}:1`;
}

function list(name: string, members: readonly string[]): string {
  return element(name, members.map((member) => element("member", member)).join(""));
}

function response(operation: string, body: string): string {
  return `<${operation}Response xmlns="${NAMESPACE}">${element(`${operation}Result`, body)}</${operation}Response>`;
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
