/** What a notification is routed by: names of labels and their values. A label that is missing has the empty value. */
export type Labels = ReadonlyMap<string, string>;

/** The labels that matchers may name, with their meaning; besides them `tag.<name>`. */
export const LABELS = {
  account: "the account's id",
  region: "the Region's code",
  namespace: "the namespace of the alarm's metric: AWS/ECS",
  alarm: "the alarm's name",
  source: "aws.cloudwatch for alarms, else the service that sent it: aws.guardduty",
  severity: "how bad its sender says it is, in the sender's word: HIGH",
  kind: "metric, math, anomaly, composite, contributor, insights, promql, log or other for alarms, else notice or change",
  topic: "the name of the SNS topic that it came by",
} as const;

/** A tag of the resource or the alarm. */
const TAG = /^tag\.[\w:/=+@.-]{1,128}$/;

export function isLabel(name: string): boolean {
  return Object.hasOwn(LABELS, name) || TAG.test(name);
}
