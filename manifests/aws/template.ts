import type { IamPolicy } from "../../adapters/aws/permissions/policy.ts";
import { deliveryPolicy } from "../../adapters/aws/sns/delivery.ts";
import { arnOf, ref, sub } from "./intrinsics.ts";

/** EventBridge's patterns by rule name. */
const RULES: Readonly<Record<string, { readonly what: string; readonly pattern: object }>> = {
  Alarms: {
    what: "State changes of CloudWatch alarms, except those of target tracking, which only scale",
    pattern: {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change"],
      detail: { alarmName: [{ "anything-but": { prefix: "TargetTracking-" } }] },
    },
  },
  EcsDeployments: {
    what: "ECS deployments",
    pattern: { source: ["aws.ecs"], "detail-type": ["ECS Deployment State Change"] },
  },
  EcsTasks: {
    what: "ECS tasks that stopped for another reason than a deployment, scaling or a person",
    pattern: {
      source: ["aws.ecs"],
      "detail-type": ["ECS Task State Change"],
      detail: {
        lastStatus: ["STOPPED"],
        stopCode: [{ "anything-but": ["ServiceSchedulerInitiated", "UserInitiated"] }],
      },
    },
  },
  EcsServices: {
    what: "Warnings and errors of ECS services; steady ones report every few hours and are left out",
    pattern: {
      source: ["aws.ecs"],
      "detail-type": ["ECS Service Action"],
      detail: { eventType: ["WARN", "ERROR"] },
    },
  },
  CodeDeploy: {
    what: "CodeDeploy deployments",
    pattern: { source: ["aws.codedeploy"], "detail-type": ["CodeDeploy Deployment State-change Notification"] },
  },
  CodePipeline: {
    what: "CodePipeline executions",
    pattern: { source: ["aws.codepipeline"], "detail-type": ["CodePipeline Pipeline Execution State Change"] },
  },
  CloudFormation: {
    what: "Status changes of CloudFormation stacks",
    pattern: {
      source: ["aws.cloudformation"],
      "detail-type": ["CloudFormation Stack Status Change"],
      detail: {
        "status-details": { status: [{ suffix: "_IN_PROGRESS" }, { suffix: "_COMPLETE" }, { suffix: "_FAILED" }] },
      },
    },
  },
  Lambda: {
    what: "Changes of Lambda functions. Needs a CloudTrail trail for management events",
    pattern: {
      source: ["aws.lambda"],
      "detail-type": ["AWS API Call via CloudTrail"],
      detail: { eventSource: ["lambda.amazonaws.com"], readOnly: [false] },
    },
  },
  Health: {
    what: "AWS Health",
    pattern: { source: ["aws.health"], "detail-type": ["AWS Health Event"] },
  },
};

/** The CloudFormation template of everything that Gumshoe needs in an account and Region. `policy`: the permissions of its role. */
export function toTemplate(policy: IamPolicy): object {
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "Gumshoe in this account and Region: alarms and changes over SNS, and a role with read access.",
    Parameters: {
      PublicUrl: {
        Type: "String",
        Description:
          "The public URL of Gumshoe, as in PUBLIC_URL: https://gumshoe.example.com. Empty: it has none, and reads a queue instead.",
        Default: "",
        AllowedPattern: "^(https://[A-Za-z0-9.:-]+)?$",
        ConstraintDescription: "must be empty, or an https address without a path",
      },
    },
    Conditions: {
      Public: { "Fn::Not": [isPrivate] },
      Private: isPrivate,
    },
    Resources: { ...intake(), ...queue(), ...rules(), ...reading(policy) },
    Outputs: {
      TopicArn: { Description: "Value for SNS_TOPICS.", Value: ref("Topic") },
      QueueArn: { Condition: "Private", Description: "Value for SQS_QUEUES.", Value: arnOf("Queue") },
      DeadLetterQueueArn: { Description: "Value for SNS_DEAD_LETTER_QUEUE.", Value: arnOf("Undelivered") },
      RoleArn: { Description: "The role that Gumshoe runs as, or assumes (ACCOUNTS).", Value: arnOf("Role") },
    },
  };
}

const isPrivate = { "Fn::Equals": [ref("PublicUrl"), ""] };

/** The topic, its subscription by a public Gumshoe, and the dead-letter queue. */
function intake(): object {
  return {
    Topic: {
      Type: "AWS::SNS::Topic",
      // Named after the stack, so that its ARN can be set in SNS_TOPICS before the topic exists. Version 2 signs with SHA-256.
      Properties: { TopicName: ref("AWS::StackName"), SignatureVersion: "2" },
    },
    TopicPolicy: {
      Type: "AWS::SNS::TopicPolicy",
      Properties: {
        Topics: [ref("Topic")],
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "AlarmsOfThisAccount",
              Effect: "Allow",
              Principal: { Service: "cloudwatch.amazonaws.com" },
              Action: "sns:Publish",
              Resource: ref("Topic"),
              Condition: { StringEquals: { "aws:SourceAccount": ref("AWS::AccountId") } },
            },
            // EventBridge does not guarantee conditions here; its rules reach only topics of their own account this way.
            {
              Sid: "RulesOfEventBridge",
              Effect: "Allow",
              Principal: { Service: "events.amazonaws.com" },
              Action: "sns:Publish",
              Resource: ref("Topic"),
            },
          ],
        },
      },
    },
    Undelivered: {
      Type: "AWS::SQS::Queue",
      DeletionPolicy: "Retain",
      UpdateReplacePolicy: "Retain",
      Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
    },
    UndeliveredPolicy: filledByTopics("Undelivered"),
    Subscription: {
      Type: "AWS::SNS::Subscription",
      Condition: "Public",
      DependsOn: ["UndeliveredPolicy"],
      Properties: {
        TopicArn: ref("Topic"),
        Protocol: "https",
        Endpoint: sub("{PublicUrl}/sns"),
        // Raw delivery has no signature, so Gumshoe refuses it.
        RawMessageDelivery: false,
        DeliveryPolicy: deliveryPolicy,
        RedrivePolicy: { deadLetterTargetArn: arnOf("Undelivered") },
      },
    },
  };
}

/** The queue that a Gumshoe without a public address reads. What it refuses five times goes to the dead letters. */
function queue(): object {
  const Condition = "Private";
  return {
    Queue: {
      Type: "AWS::SQS::Queue",
      Condition,
      Properties: {
        MessageRetentionPeriod: 1_209_600,
        SqsManagedSseEnabled: true,
        RedrivePolicy: { deadLetterTargetArn: arnOf("Undelivered"), maxReceiveCount: 5 },
      },
    },
    QueuePolicy: { Condition, ...filledByTopics("Queue") },
    QueueSubscription: {
      Type: "AWS::SNS::Subscription",
      Condition,
      DependsOn: ["QueuePolicy"],
      Properties: { TopicArn: ref("Topic"), Protocol: "sqs", Endpoint: arnOf("Queue"), RawMessageDelivery: false },
    },
  };
}

/** The policy of a queue that the topics of this account may fill. */
function filledByTopics(name: string): object {
  return {
    Type: "AWS::SQS::QueuePolicy",
    Properties: {
      Queues: [ref(name)],
      PolicyDocument: {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "TopicsOfThisAccount",
            Effect: "Allow",
            Principal: { Service: "sns.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: arnOf(name),
            Condition: { StringEquals: { "aws:SourceAccount": ref("AWS::AccountId") } },
          },
        ],
      },
    },
  };
}

function rules(): object {
  const made = Object.entries(RULES).map(([name, { what, pattern }]) => [
    `${name}Rule`,
    {
      Type: "AWS::Events::Rule",
      DependsOn: ["TopicPolicy"],
      Properties: {
        Description: what,
        EventPattern: pattern,
        Targets: [{ Id: "gumshoe", Arn: ref("Topic") }],
      },
    },
  ]);
  return Object.fromEntries(made);
}

/** The role for an ECS task, an EC2 instance, or a principal of this account that may assume it. */
function reading(policy: IamPolicy): object {
  const trusted = (Sid: string, Principal: object) => ({ Sid, Effect: "Allow", Principal, Action: "sts:AssumeRole" });
  return {
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              ...trusted("Tasks", { Service: "ecs-tasks.amazonaws.com" }),
              Condition: { StringEquals: { "aws:SourceAccount": ref("AWS::AccountId") } },
            },
            trusted("Instances", { Service: "ec2.amazonaws.com" }),
            trusted("ThisAccount", { AWS: sub("arn:{AWS::Partition}:iam::{AWS::AccountId}:root") }),
          ],
        },
        Policies: [{ PolicyName: "look", PolicyDocument: inPartition(policy) }],
      },
    },
    InstanceProfile: { Type: "AWS::IAM::InstanceProfile", Properties: { Roles: [ref("Role")] } },
  };
}

/** ARNs in China and GovCloud have other partitions. */
export function inPartition(policy: IamPolicy): object {
  const written = (arn: string) =>
    arn.startsWith("arn:aws:") ? sub(arn.replace("arn:aws:", "arn:{AWS::Partition}:")) : arn;
  const Statement = policy.Statement.map((statement) => ({ ...statement, Resource: statement.Resource.map(written) }));
  return { ...policy, Statement };
}
