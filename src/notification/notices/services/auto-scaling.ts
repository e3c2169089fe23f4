import type { Fields } from "../fields.ts";
import { type EventShape, encoded, type MessageShape, type Told } from "../shape.ts";

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/automating-ec2-auto-scaling-with-eventbridge.html */
export const autoScaling: EventShape = ({ type, detail, region, resources }) => told(detail, type, region, resources);

/** The message of a group's own notification: `autoscaling:EC2_INSTANCE_LAUNCH_ERROR`. */
export const autoScalingMessage: MessageShape = ({ fields }) => {
  const event = fields.text("Event");
  if (event === undefined || !event.startsWith("autoscaling:")) return undefined;
  const region = fields.text("AutoScalingGroupARN")?.split(":")[3] ?? "";
  const name = event.replace("autoscaling:", "").replaceAll("_", " ");
  const message = told(fields, name, region, [fields.text("AutoScalingGroupARN") ?? ""]);
  return message && { ...message, account: fields.text("AccountId"), at: fields.text("Time") };
};

function told(detail: Fields, type: string, region: string, resources: readonly string[]): Told | undefined {
  const group = detail.text("AutoScalingGroupName");
  if (group === undefined) return undefined;
  const isBad = /unsuccessful|error|fail/i.test(type) || detail.text("StatusCode") === "Failed";
  const isTest = /test notification/i.test(type);
  return {
    title: `Auto Scaling group ${group}: ${type.replace(/^EC2 /i, "").toLowerCase()}`,
    word: isTest
      ? "TEST"
      : isBad
        ? "FAILED"
        : /terminat/i.test(type)
          ? "TERMINATED"
          : /launch/i.test(type)
            ? "LAUNCHED"
            : undefined,
    mood: isBad ? "bad" : "info",
    text: detail.text("StatusMessage") ?? detail.text("Cause"),
    resources: [
      instanceArn(detail, region, resources),
      ...resources.filter((each) => each.includes(":autoScalingGroup:")),
      group,
    ],
    facts: [
      ["Group", group],
      ["Instance", detail.text("EC2InstanceId")],
      ["Cause", detail.text("Cause")],
      ["Zone", detail.text("Details.Availability Zone")],
      ["Hook", detail.text("LifecycleHookName")],
    ],
    page: `ec2/home?region=${region}#AutoScalingGroupDetails:id=${encoded(group)};view=activity`,
  };
}

function instanceArn(detail: Fields, region: string, resources: readonly string[]): string | undefined {
  const id = detail.text("EC2InstanceId");
  const account = resources.find((each) => each.startsWith("arn:"))?.split(":")[4];
  return id === undefined || account === undefined ? undefined : `arn:aws:ec2:${region}:${account}:instance/${id}`;
}
