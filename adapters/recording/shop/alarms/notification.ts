import { metricOfTrigger } from "../../trigger.ts";
import type { AlarmRule, Crossing } from "../world/alarm.ts";
import { alarmArn, type ShopPlace, shopTopic } from "../world/names.ts";

/** The display names of Regions, which CloudWatch writes. https://docs.aws.amazon.com/general/latest/gr/rande.html */
const regionNames: Readonly<Record<string, string>> = {
  "eu-west-1": "EU (Ireland)",
  "eu-central-1": "EU (Frankfurt)",
  "us-east-1": "US East (N. Virginia)",
  "us-west-2": "US West (Oregon)",
};

/** The JSON in the `Message` of an SNS notification of a metric alarm. */
export function toMessage(
  rule: AlarmRule,
  crossing: Crossing,
  state: "ALARM" | "OK",
  place: ShopPlace,
): Record<string, unknown> {
  return {
    AlarmName: rule.name,
    AlarmDescription: rule.description,
    AWSAccountId: place.account,
    AlarmConfigurationUpdatedTimestamp: stamp(crossing.at - 37 * 86_400),
    NewStateValue: state,
    NewStateReason: reasonOf(rule, crossing, state),
    StateChangeTime: stamp(crossing.at),
    Region: regionNames[place.region] ?? place.region,
    AlarmArn: alarmArn(rule.name, place),
    OldStateValue: state === "ALARM" ? "OK" : "ALARM",
    OKActions: [shopTopic(place)],
    AlarmActions: [shopTopic(place)],
    InsufficientDataActions: [],
    Trigger: trigger(rule),
  };
}

function trigger(rule: AlarmRule): Record<string, unknown> {
  return {
    ...metricOfTrigger(rule.query),
    // The shop's durations are in seconds, whatever unit AWS uses for the metric.
    ...(rule.unit === "Seconds" && { Unit: rule.unit }),
    EvaluationPeriods: rule.datapoints,
    DatapointsToAlarm: rule.datapoints,
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: rule.threshold,
    TreatMissingData: "notBreaching",
    EvaluateLowSampleCountPercentile: "",
  };
}

/** The reason of a transition in CloudWatch's words. */
export function reasonOf(rule: AlarmRule, crossing: Crossing, state: "ALARM" | "OK"): string {
  const values = crossing.values.toReversed().map(({ at, value }) => `${decimal(value)} (${short(at)})`);
  const was = crossing.values.length === 1 ? "datapoint" : "datapoints";
  const verb = state === "ALARM" ? "greater" : "not greater";
  const move = state === "ALARM" ? "OK -> ALARM" : "ALARM -> OK";
  return `Threshold Crossed: ${values.length} out of the last ${values.length} datapoints [${values.join(", ")}] ${values.length === 1 ? "was" : "were"} ${verb} than the threshold (${decimal(rule.threshold)}) (minimum ${values.length} ${was} for ${move} transition).`;
}

function decimal(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function short(at: number): string {
  const [date = "", time = ""] = new Date(at * 1000).toISOString().split("T");
  const [year = "", month = "", day = ""] = date.split("-");
  return `${day}/${month}/${year.slice(2)} ${time.slice(0, 8)}`;
}

function stamp(at: number): string {
  return new Date(at * 1000).toISOString().replace("Z", "+0000");
}
