import { expect, test } from "vitest";
import { consoleLink } from "../../../adapters/aws/console.ts";

const window = { start: 1_790_000_000, end: 1_790_003_600 };

test.each([
  ["eu-west-1", "https://eu-west-1.console.aws.amazon.com", "arn*3aaws*3alogs"],
  ["us-east-1", "https://us-east-1.console.aws.amazon.com", "arn*3aaws*3alogs"],
  ["cn-north-1", "https://cn-north-1.console.amazonaws.cn", "arn*3aaws-cn*3alogs"],
  ["cn-northwest-1", "https://cn-northwest-1.console.amazonaws.cn", "arn*3aaws-cn*3alogs"],
  ["us-gov-west-1", "https://us-gov-west-1.console.amazonaws-us-gov.com", "arn*3aaws-us-gov*3alogs"],
])("the console of %s is at %s, and its ARNs are its partition's", (region, host, arn) => {
  expect(consoleLink({ type: "topology", window }, region)).toContain(`${host}/xray/home?region=${region}#`);
  const topic = `arn:aws:sns:${region}:111122223333:alarms`;
  expect(consoleLink({ type: "topics", topic }, "eu-west-1")).toContain(`${host}/sns/v3/home?region=${region}#/topic`);
  const logs = { type: "logs", groups: ["/orders"], text: "fields @message", window } as const;
  expect(consoleLink(logs, region, "444455556666")).toContain(`${arn}*3a${region}*3a444455556666*3alog-group`);
});
