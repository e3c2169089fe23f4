import { ref } from "./intrinsics.ts";

/** The alarms on Gumshoe itself. Their topic has its own subscribers, so that they need neither Gumshoe nor the chat. */

const nameOf = (resource: string) => ({ "Fn::GetAtt": [resource, "QueueName"] });

/** Minutes in a row, and of what, until somebody is told. */
export function watchedBy(topic: string): object {
  const toPeople = { AlarmActions: [ref(topic)], OKActions: [ref(topic)] };
  const aMinute = { Period: 60, EvaluationPeriods: 3 };
  return {
    AwayAlarm: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        AlarmDescription: "Gumshoe has not told for three minutes that it lives: alarms may go unheard.",
        Namespace: "Gumshoe",
        MetricName: "Heartbeat",
        Statistic: "SampleCount",
        ComparisonOperator: "LessThanThreshold",
        Threshold: 1,
        TreatMissingData: "breaching",
        ...aMinute,
        ...toPeople,
      },
    },
    LateAlarm: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        AlarmDescription: "Notifications wait in Gumshoe's queue for more than five minutes.",
        Namespace: "AWS/SQS",
        MetricName: "ApproximateAgeOfOldestMessage",
        Dimensions: [{ Name: "QueueName", Value: nameOf("Queue") }],
        Statistic: "Maximum",
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 300,
        TreatMissingData: "notBreaching",
        ...aMinute,
        ...toPeople,
      },
      Condition: "Private",
    },
    UndeliveredAlarm: {
      Type: "AWS::CloudWatch::Alarm",
      Properties: {
        AlarmDescription: "Notifications did not reach Gumshoe, or it refused them: see the dead-letter queue.",
        Namespace: "AWS/SQS",
        MetricName: "ApproximateNumberOfMessagesVisible",
        Dimensions: [{ Name: "QueueName", Value: nameOf("Undelivered") }],
        Statistic: "Maximum",
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 0,
        Period: 60,
        EvaluationPeriods: 1,
        TreatMissingData: "notBreaching",
        ...toPeople,
      },
    },
  };
}
