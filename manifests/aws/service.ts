import type { IamPolicy } from "../../adapters/aws/permissions/policy.ts";
import { DUE_INDEX, LIST_INDEX } from "../../adapters/dynamodb/table.ts";
import { front } from "./front.ts";
import { arnOf, ref, sub } from "./intrinsics.ts";
import { toTemplate } from "./template.ts";
import { watchedBy } from "./watched.ts";

/** The port that the container listens on. */
export const PORT = 3000;

/** Settings that are secret: keys of the secret's JSON. Empty ones count as not set. */
export const SECRETS = [
  "LINK_SECRET",
  "SLACK_BOT_TOKEN",
  "SLACK_APP_TOKEN",
  "SLACK_SIGNING_SECRET",
  "TEAMS_APP_PASSWORD",
  "OIDC_CLIENT_SECRET",
  "METRICS_TOKEN",
  "OTEL_EXPORTER_OTLP_HEADERS",
] as const;

/** Settings that are parameters, with what they are. Empty ones count as not set. */
export const SETTINGS = {
  SLACK_CHANNEL: "The id of the Slack channel where alarms go.",
  TEAMS_CHANNEL: "The id of the Teams channel where alarms go.",
  TEAMS_APP_ID: "The app id of the Teams bot.",
  TEAMS_TENANT_ID: "The tenant of the Teams bot.",
  OIDC_ISSUER: "The OpenID provider where people sign in to the page.",
  OIDC_CLIENT_ID: "Gumshoe's client id at that provider.",
  SIGN_IN_LINKS: "With PublicUrl: on, so that people sign in to the page with links from the chat.",
  OTEL_EXPORTER_OTLP_ENDPOINT: "Where traces of Gumshoe itself are sent.",
  ACCOUNTS: "More accounts, as in docs/settings.md.",
  VIEWERS: "Who may read, as in docs/roles.md.",
  RESPONDERS: "Who may decide.",
  OPERATORS: "Who may search logs and type SQL.",
  ADMINS: "Who may change AWS.",
  TWO_PERSONS: "on, so that changes in AWS wait for a second person.",
} as const;

/** What Gumshoe does with a table that is there: no table is made or changed. */
export const STORE_ACTIONS = [
  "dynamodb:BatchGetItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:DeleteItem",
  "dynamodb:DescribeTable",
  "dynamodb:DescribeTimeToLive",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "dynamodb:UpdateItem",
];

const parameterOf = (setting: string): string => setting.split("_").map(capitalised).join("");
const capitalised = (word: string): string => word.charAt(0) + word.slice(1).toLowerCase();

interface Template {
  readonly Parameters: object;
  readonly Conditions: object;
  readonly Resources: Readonly<Record<string, { readonly Properties?: object }>>;
  readonly Outputs: object;
}

/**
 * The CloudFormation template of Gumshoe itself: what {@link toTemplate} makes for an account, and the table, the containers, their front
 * and the alarms on them. `policy`: the permissions of its role.
 */
export function toServiceTemplate(policy: IamPolicy): object {
  const base = toTemplate(policy) as Template;
  const made = { ...base.Resources, ...key(), ...table(), ...containers(), ...front(PORT), ...watch() };
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Gumshoe: the containers, their table, their intake, and alarms on them.",
    // Parameters that belong to the load balancer are empty where there is none.
    Metadata: { "cfn-lint": { config: { ignore_checks: ["W1030", "W1033"] } } },
    Parameters: { ...base.Parameters, ...parameters() },
    Conditions: base.Conditions,
    Resources: {
      ...made,
      Topic: withProperties(base.Resources.Topic, { KmsMasterKeyId: ref("Key") }),
      Role: withProperties(base.Resources.Role, { Policies: [...policiesOf(base.Resources.Role), ownPolicy()] }),
    },
    Outputs: {
      ...base.Outputs,
      Address: {
        Condition: "Public",
        Description: "Where the public name points (CNAME).",
        Value: { "Fn::GetAtt": ["LoadBalancer", "DNSName"] },
      },
      TableName: { Description: "The table, which outlives the stack.", Value: ref("Table") },
    },
  };
}

function withProperties(resource: object | undefined, more: object): object {
  const { Properties = {} } = (resource ?? {}) as { readonly Properties?: object };
  return { ...resource, Properties: { ...Properties, ...more } };
}

function policiesOf(role: object | undefined): readonly object[] {
  const { Properties } = (role ?? {}) as { readonly Properties?: { readonly Policies?: readonly object[] } };
  return Properties?.Policies ?? [];
}

function parameters(): object {
  const text = (Description: string, more: object = {}) => ({ Type: "String", Description, ...more });
  const settings = Object.entries(SETTINGS).map(([name, what]) => [parameterOf(name), text(what, { Default: "" })]);
  return {
    Image: text("The image of Gumshoe, by digest: 111122223333.dkr.ecr.eu-west-1.amazonaws.com/gumshoe@sha256:…"),
    SecretArn: text("A secret of Secrets Manager: a JSON object with the keys of docs/deploy.md."),
    VpcId: { Type: "AWS::EC2::VPC::Id", Description: "The network of the containers." },
    SubnetIds: {
      Type: "List<AWS::EC2::Subnet::Id>",
      Description: "Subnets of the containers, in two zones, with a way out to the internet.",
    },
    PublicIp: text("ENABLED where these subnets have no NAT gateway.", {
      Default: "DISABLED",
      AllowedValues: ["DISABLED", "ENABLED"],
    }),
    PublicSubnetIds: text("With PublicUrl: subnets of the load balancer, separated by commas.", { Default: "" }),
    CertificateArn: text("With PublicUrl: the certificate of its name.", { Default: "" }),
    WatchEmail: text("Who is told if Gumshoe itself is away; the address has to confirm."),
    ...Object.fromEntries(settings),
  };
}

/** The key of the topics. CloudWatch and EventBridge cannot use SNS's own. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
function key(): object {
  return {
    Key: {
      Type: "AWS::KMS::Key",
      Properties: {
        Description: "Gumshoe's topics",
        EnableKeyRotation: true,
        KeyPolicy: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Owners",
              Effect: "Allow",
              Principal: { AWS: sub("arn:{AWS::Partition}:iam::{AWS::AccountId}:root") },
              Action: "kms:*",
              Resource: "*",
            },
            {
              Sid: "Publishers",
              Effect: "Allow",
              Principal: { Service: ["cloudwatch.amazonaws.com", "events.amazonaws.com"] },
              Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
              Resource: "*",
            },
          ],
        },
      },
    },
  };
}

/** The table as the store describes it, kept when the stack goes. */
function table(): object {
  const key = (AttributeName: string, KeyType: "HASH" | "RANGE") => ({ AttributeName, KeyType });
  const index = (IndexName: string, hash: string, range: string, ProjectionType: "ALL" | "KEYS_ONLY") => ({
    IndexName,
    KeySchema: [key(hash, "HASH"), key(range, "RANGE")],
    Projection: { ProjectionType },
  });
  const names = ["pk", "sk", "due", "dueAt", "list", "listedAt"];
  return {
    Table: {
      Type: "AWS::DynamoDB::Table",
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: {
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
        KeySchema: [key("pk", "HASH"), key("sk", "RANGE")],
        GlobalSecondaryIndexes: [
          index(DUE_INDEX, "due", "dueAt", "KEYS_ONLY"),
          index(LIST_INDEX, "list", "listedAt", "ALL"),
        ],
        TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: "KMS" },
        DeletionProtectionEnabled: true,
      },
    },
  };
}

/** What the role of the containers may besides looking. */
function ownPolicy(): object {
  return {
    PolicyName: "own",
    PolicyDocument: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Table",
          Effect: "Allow",
          Action: STORE_ACTIONS,
          Resource: [arnOf("Table"), sub("{Table.Arn}/index/*")],
        },
        { Sid: "Topics", Effect: "Allow", Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: arnOf("Key") },
      ],
    },
  };
}

function containers(): object {
  const assumedByTasks = {
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
  };
  return {
    Logs: {
      Type: "AWS::Logs::LogGroup",
      DeletionPolicy: "Delete",
      UpdateReplacePolicy: "Delete",
      Properties: { RetentionInDays: 90 },
    },
    StartRole: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: assumedByTasks,
        ManagedPolicyArns: [sub("arn:{AWS::Partition}:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy")],
        Policies: [
          {
            PolicyName: "secret",
            PolicyDocument: {
              Version: "2012-10-17",
              Statement: [{ Effect: "Allow", Action: "secretsmanager:GetSecretValue", Resource: ref("SecretArn") }],
            },
          },
        ],
      },
    },
    Cluster: { Type: "AWS::ECS::Cluster", Properties: { CapacityProviders: ["FARGATE"] } },
    Task: { Type: "AWS::ECS::TaskDefinition", Properties: taskDefinition() },
    Service: {
      Type: "AWS::ECS::Service",
      Properties: {
        // Targets are taken only once a listener has them; a DependsOn on what a condition leaves out is an error.
        Tags: [{ Key: "gumshoe:listener", Value: { "Fn::If": ["Public", ref("Listener"), "none"] } }],
        Cluster: ref("Cluster"),
        TaskDefinition: ref("Task"),
        LaunchType: "FARGATE",
        DesiredCount: 2,
        // Two releases may run side by side.
        DeploymentConfiguration: {
          MinimumHealthyPercent: 100,
          MaximumPercent: 200,
          DeploymentCircuitBreaker: { Enable: true, Rollback: true },
        },
        NetworkConfiguration: {
          AwsvpcConfiguration: {
            AssignPublicIp: ref("PublicIp"),
            Subnets: ref("SubnetIds"),
            SecurityGroups: [{ "Fn::GetAtt": ["Inside", "GroupId"] }],
          },
        },
        LoadBalancers: {
          "Fn::If": [
            "Public",
            [{ ContainerName: "gumshoe", ContainerPort: PORT, TargetGroupArn: ref("Targets") }],
            ref("AWS::NoValue"),
          ],
        },
      },
    },
    Replicas: {
      Type: "AWS::ApplicationAutoScaling::ScalableTarget",
      Properties: {
        ServiceNamespace: "ecs",
        ScalableDimension: "ecs:service:DesiredCount",
        ResourceId: sub("service/{Cluster}/{Service.Name}"),
        MinCapacity: 2,
        MaxCapacity: 6,
      },
    },
    Scaling: {
      Type: "AWS::ApplicationAutoScaling::ScalingPolicy",
      Properties: {
        PolicyName: "processor",
        PolicyType: "TargetTrackingScaling",
        ScalingTargetId: ref("Replicas"),
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue: 50,
          PredefinedMetricSpecification: { PredefinedMetricType: "ECSServiceAverageCPUUtilization" },
        },
      },
    },
  };
}

function taskDefinition(): object {
  const given = Object.keys(SETTINGS).map((Name) => ({ Name, Value: ref(parameterOf(Name)) }));
  const secrets = SECRETS.map((Name) => ({
    Name,
    ValueFrom: sub("{SecretArn}:{Key}::", { Key: Name }),
  }));
  const healthy = `fetch("http://127.0.0.1:${PORT}/healthz").then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))`;
  return {
    Family: ref("AWS::StackName"),
    RequiresCompatibilities: ["FARGATE"],
    NetworkMode: "awsvpc",
    Cpu: "512",
    Memory: "1024",
    TaskRoleArn: arnOf("Role"),
    ExecutionRoleArn: arnOf("StartRole"),
    ContainerDefinitions: [
      {
        Name: "gumshoe",
        Image: ref("Image"),
        Essential: true,
        User: "node",
        ReadonlyRootFilesystem: true,
        LinuxParameters: { InitProcessEnabled: true },
        PortMappings: [{ ContainerPort: PORT }],
        // It answers what it took within this time.
        StopTimeout: 30,
        HealthCheck: { Command: ["CMD", "node", "-e", healthy], StartPeriod: 20 },
        Environment: [
          { Name: "HOST", Value: "0.0.0.0" },
          { Name: "PORT", Value: String(PORT) },
          { Name: "TABLE_NAME", Value: ref("Table") },
          { Name: "AWS_REGION", Value: ref("AWS::Region") },
          { Name: "HEARTBEAT_NAMESPACE", Value: "Gumshoe" },
          { Name: "PUBLIC_URL", Value: ref("PublicUrl") },
          { Name: "SNS_TOPICS", Value: ref("Topic") },
          { Name: "SQS_QUEUES", Value: { "Fn::If": ["Private", arnOf("Queue"), ""] } },
          { Name: "SNS_DEAD_LETTER_QUEUE", Value: arnOf("Undelivered") },
          ...given,
        ],
        Secrets: secrets,
        LogConfiguration: {
          LogDriver: "awslogs",
          Options: {
            "awslogs-group": ref("Logs"),
            "awslogs-region": ref("AWS::Region"),
            "awslogs-stream-prefix": "gumshoe",
          },
        },
      },
    ],
  };
}

function watch(): object {
  return {
    WatchTopic: { Type: "AWS::SNS::Topic", Properties: { KmsMasterKeyId: ref("Key") } },
    WatchTopicPolicy: {
      Type: "AWS::SNS::TopicPolicy",
      Properties: {
        Topics: [ref("WatchTopic")],
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "cloudwatch.amazonaws.com" },
              Action: "sns:Publish",
              Resource: ref("WatchTopic"),
              Condition: { StringEquals: { "aws:SourceAccount": ref("AWS::AccountId") } },
            },
          ],
        },
      },
    },
    WatchSubscription: {
      Type: "AWS::SNS::Subscription",
      Properties: { TopicArn: ref("WatchTopic"), Protocol: "email", Endpoint: ref("WatchEmail") },
    },
    ...watchedBy("WatchTopic"),
  };
}
