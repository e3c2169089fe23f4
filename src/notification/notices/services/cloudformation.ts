import { moodOf } from "../mood.ts";
import { type EventShape, encoded, type MessageShape, type Told } from "../shape.ts";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-event-bridge.html */
export const cloudFormation: EventShape = ({ detail, resources, region }) => {
  const stack = detail.text("stack-id") ?? resources[0];
  if (stack === undefined) return undefined;
  return told({
    stack,
    status: detail.text(
      "status-details.status",
      "status-details.detection-status",
      "status-details.stack-drift-status",
    ),
    reason: detail.text("status-details.status-reason"),
    logical: detail.text("logical-resource-id"),
    type: detail.text("resource-type"),
    region,
  });
};

const LINE = /^(\w+)='([\s\S]*?)'\s*$/gm;

/** Lines of `Key='value'`, as a stack sends them to its topics. */
export const stackMessage: MessageShape = ({ text }) => {
  const fields = new Map([...text.matchAll(LINE)].map(([, name = "", value = ""]) => [name, value]));
  const stack = fields.get("StackId");
  const status = fields.get("ResourceStatus");
  if (stack === undefined || status === undefined) return undefined;
  const logical = fields.get("LogicalResourceId");
  const isStack = logical === fields.get("StackName");
  return {
    ...told({
      stack,
      status,
      reason: fields.get("ResourceStatusReason"),
      logical: isStack ? undefined : logical,
      type: isStack ? undefined : fields.get("ResourceType"),
      region: stack.split(":")[3] ?? "",
    }),
    at: fields.get("Timestamp"),
  };
};

interface Stack {
  readonly stack: string;
  readonly status: string | undefined;
  readonly reason: string | undefined;
  readonly logical: string | undefined;
  readonly type: string | undefined;
  readonly region: string;
}

function told({ stack, status, reason, logical, type, region }: Stack): Told {
  const name = /:stack\/([^/]+)/.exec(stack)?.[1] ?? stack;
  return {
    title: `CloudFormation stack ${name}${logical === undefined ? "" : `, ${logical}`}`,
    word: status,
    mood: /FAILED|ROLLBACK/.test(status ?? "") ? "bad" : moodOf(status),
    text: reason,
    resources: [stack],
    facts: [
      ["Stack", name],
      ["Part", logical],
      ["Type", type],
    ],
    page: `cloudformation/home?region=${region}#/stacks/events?stackId=${encoded(stack)}`,
  };
}
