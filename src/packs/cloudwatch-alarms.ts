import type { Pack } from "./pack.ts";

export const cloudWatchAlarms = {
  service: "cloudwatch-alarms",
  title: "CloudWatch alarms",
  namespace: "AWS/CloudWatch",
  dimensions: ["AlarmName"],
  kind: "AWS::CloudWatch::Alarm",
  metrics: {},
  rules: [],
  alarms: [],
  queries: [
    {
      id: "asleep",
      asks: "Which alarms were quiet for 90 days, or have no data",
      language: "listing",
      text: "alarms-asleep",
    },
    {
      id: "restless",
      asks: "Which alarms fire for a week or longer",
      language: "listing",
      text: "alarms-restless",
    },
    {
      id: "trees",
      asks: "Which alarms are made of others, and which of those are not there",
      language: "listing",
      text: "alarm-trees",
    },
    {
      id: "bands",
      asks: "Which alarms are on a band that CloudWatch learns",
      language: "listing",
      text: "alarms-on-bands",
    },
  ],
  neighbours: ["the metric of the alarm", "whom it tells: topics", "the alarms that suppress it"],
} as const satisfies Pack;
