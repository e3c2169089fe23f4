import { moodOf } from "../mood.ts";
import { type EventShape, encoded, nameIn } from "../shape.ts";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html; EBS sends from the same source. */
export const ec2: EventShape = ({ type, detail, resources, region, account }) => {
  const instance = detail.text("instance-id");
  if (instance !== undefined) {
    const isWarning = /interruption|rebalance/i.test(type);
    const state = detail.text("state", "instance-action");
    const action = detail.text("instance-action");
    return {
      title: `EC2 instance ${instance}: ${isWarning ? type.replace(/^EC2 /, "").toLowerCase() : (state ?? type)}`,
      word: isWarning ? "WARNING" : state,
      mood: isWarning ? "warning" : moodOf(state),
      resources: [`arn:aws:ec2:${region}:${account}:instance/${instance}`],
      facts: [
        ["State", detail.text("state")],
        ["Action", action && `${action} within two minutes`],
      ],
      page: `ec2/home?region=${region}#InstanceDetails:instanceId=${encoded(instance)}`,
    };
  }
  const event = detail.text("event");
  const result = detail.text("result");
  const resource = detail.text("snapshot_id", "volume_id", "source") ?? resources[0];
  if (event === undefined) return undefined;
  return {
    title: `${type.replace(/ Notification$/, "")} ${nameIn(resources[0] ?? resource) ?? ""}: ${event}`,
    word: result,
    mood: moodOf(result),
    text: detail.text("cause"),
    resources: [resources[0] ?? resource, detail.text("source")],
    facts: [
      ["Event", event],
      ["Request", detail.text("request-id")],
      ["Started", detail.text("startTime")],
    ],
  };
};
