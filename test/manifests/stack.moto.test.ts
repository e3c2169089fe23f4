import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openDynamoStores } from "../../adapters/dynamodb/stores.ts";
import { useMoto } from "../counterparts/moto.ts";

const { endpoint, missing } = await useMoto();
const REGION = "eu-west-1";

/** One call of CloudFormation's Query API; moto verifies no signature. */
async function cloudFormation(action: string, more: Readonly<Record<string, string>>): Promise<string> {
  const scope = `Credential=test/20260501/${REGION}/cloudformation/aws4_request`;
  const response = await fetch(endpoint, {
    method: "POST",
    headers: { authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0` },
    body: new URLSearchParams({ Action: action, Version: "2010-05-15", StackName: "gumshoe", ...more }),
  });
  const answer = await response.text();
  expect(response.status, answer).toBe(200);
  return answer;
}

const parameters = {
  Image: "gumshoe@sha256:0",
  SecretArn: `arn:aws:secretsmanager:${REGION}:123456789012:secret:gumshoe`,
  VpcId: "vpc-1",
  SubnetIds: "subnet-1,subnet-2",
  WatchEmail: "oncall@example.com",
};

test.skipIf(missing !== undefined)(
  "moto makes the stack of template.yaml, its table is one that the store takes, and it goes again (skipped where moto does not start)",
  async () => {
    const given = Object.entries(parameters).flatMap(([name, value], index) => [
      [`Parameters.member.${index + 1}.ParameterKey`, name],
      [`Parameters.member.${index + 1}.ParameterValue`, value],
    ]);
    const TemplateBody = readFileSync(new URL("../../manifests/aws/template.yaml", import.meta.url), "utf8");
    await cloudFormation("CreateStack", { TemplateBody, ...Object.fromEntries(given) });
    const stack = await cloudFormation("DescribeStacks", {});
    expect(stack).toContain("<StackStatus>CREATE_COMPLETE</StackStatus>");
    const [, tableName = ""] = /<OutputKey>TableName<\/OutputKey><OutputValue>([^<]+)/.exec(stack) ?? [];
    expect(stack).toContain(`<OutputValue>arn:aws:sns:${REGION}:123456789012:gumshoe</OutputValue>`);
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const stores = await openDynamoStores({ tableName, region: REGION, endpoint, credentials, now: () => new Date() });
    expect(await stores.directory.nextNumber()).toBe(1001);
    await stores.close();
    const made = await cloudFormation("ListStackResources", {});
    for (const type of ["SNS::Topic", "SQS::Queue", "Events::Rule", "DynamoDB::Table", "ECS::Service", "KMS::Key"]) {
      expect.soft(made).toContain(`<ResourceType>AWS::${type}</ResourceType>`);
    }
    await cloudFormation("DeleteStack", {});
    expect(await cloudFormation("ListStacks", {})).not.toContain("CREATE_COMPLETE");
  },
);
