import type { IamPolicy } from "../../adapters/aws/permissions/policy.ts";
import { inPartition } from "./template.ts";

/** What a role in another account may not: Gumshoe's queues, heartbeat and further roles are its own account's. */
const OWN_ONLY = /^(?:sqs|sts):|^cloudwatch:PutMetricData$/;

/** The CloudFormation template of another account that Gumshoe reads: a role that trusts Gumshoe's own, with an external id. */
export function toLinkedTemplate(policy: IamPolicy): object {
  const text = (Description: string, AllowedPattern: string) => ({ Type: "String", Description, AllowedPattern });
  const statements = policy.Statement.filter(({ Action }) => !Action.some((action) => OWN_ONLY.test(action)));
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: "A role with which Gumshoe reads this account.",
    Parameters: {
      GumshoeRoleArn: text(
        "The role that Gumshoe runs as: RoleArn of its own stack.",
        "^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$",
      ),
      ExternalId: text(
        "Any text that nobody guesses, as in ACCOUNTS behind the role.",
        "^[A-Za-z0-9+=.@:/_-]{16,1224}$",
      ),
    },
    Resources: {
      Role: {
        Type: "AWS::IAM::Role",
        Properties: {
          RoleName: "gumshoe",
          AssumeRolePolicyDocument: {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: { Ref: "GumshoeRoleArn" } },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "sts:ExternalId": { Ref: "ExternalId" } } },
              },
            ],
          },
          Policies: [{ PolicyName: "look", PolicyDocument: inPartition({ ...policy, Statement: statements }) }],
        },
      },
    },
    Outputs: {
      RoleArn: {
        Description: "For ACCOUNTS, with a colon and the external id behind it.",
        Value: { "Fn::GetAtt": ["Role", "Arn"] },
      },
    },
  };
}
