import { baselineOf } from "../../../src/engine/series/baseline.ts";
import { metricOfTrigger } from "../trigger.ts";
import { columnQuery } from "./recorded-graph.ts";
import type { RecordedCase } from "./recorded-scenario.ts";
import type { RecordedColumn } from "./recorded-table.ts";

/** The account and Region of recorded alarms. */
const RECORDED_PLACE = { account: "123456789012", region: "us-west-2", regionName: "US West (Oregon)" } as const;

/** The alarm of a recording as it would have been; `at`: epoch seconds of its firing. */
export interface RecordedAlarm {
  readonly at: number;
  readonly threshold: number;
  readonly above: boolean;
  readonly message: Readonly<Record<string, unknown>>;
}

/** The alarm on a case's target, as CloudWatch words it. It fires at the end of the first period after the target's time that is above the limit. */
export function toAlarm(
  recorded: RecordedCase,
  column: RecordedColumn,
  normal: Float64Array,
  period: number,
): RecordedAlarm {
  const { target, table } = recorded;
  const above = target.metric !== "availability";
  const worst = column.values.reduce((far, value) =>
    above ? Math.max(far, value || far) : Math.min(far, value || far),
  );
  const usual = baselineOf(normal)?.median ?? worst;
  const threshold = Number(((usual + worst) / 2).toPrecision(3));
  const index = column.values.findIndex((value) => (above ? value > threshold : value < threshold));
  const start = table.times[index] ?? target.timestamp;
  const at = Math.max(target.timestamp, start + period);
  const name = `${target.node} ${target.metric}`;
  const firing = { name, at, value: column.values[index] ?? worst, start, threshold, above };
  return { at, threshold, above, message: messageOf(firing, column, period) };
}

interface Firing {
  readonly name: string;
  readonly at: number;
  readonly start: number;
  readonly value: number;
  readonly threshold: number;
  readonly above: boolean;
}

function messageOf(firing: Firing, column: RecordedColumn, period: number): Readonly<Record<string, unknown>> {
  const { account, region, regionName } = RECORDED_PLACE;
  const arn = `arn:aws:cloudwatch:${region}:${account}:alarm:${firing.name}`;
  const side = firing.above ? "greater" : "less";
  const reason = `Threshold Crossed: 1 out of the last 1 datapoints [${firing.value} (${short(firing.start)})] was ${side} than the threshold (${firing.threshold}) (minimum 1 datapoint for OK -> ALARM transition).`;
  return {
    AlarmName: firing.name,
    AlarmDescription: null,
    AWSAccountId: account,
    AlarmConfigurationUpdatedTimestamp: stamp(firing.at - 30 * 86_400),
    NewStateValue: "ALARM",
    NewStateReason: reason,
    StateChangeTime: stamp(firing.at),
    Region: regionName,
    AlarmArn: arn,
    OldStateValue: "OK",
    OKActions: [],
    AlarmActions: [],
    InsufficientDataActions: [],
    Trigger: triggerOf(firing, column, period),
  };
}

function triggerOf(firing: Firing, column: RecordedColumn, period: number): Readonly<Record<string, unknown>> {
  return {
    ...metricOfTrigger(columnQuery(column, period)),
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    ComparisonOperator: firing.above ? "GreaterThanThreshold" : "LessThanThreshold",
    Threshold: firing.threshold,
    TreatMissingData: "missing",
    EvaluateLowSampleCountPercentile: "",
  };
}

/** A time in the form of CloudWatch's reasons: 23/11/26 13:05:00. */
function short(at: number): string {
  const iso = new Date(at * 1000).toISOString();
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(2, 4)} ${iso.slice(11, 19)}`;
}

function stamp(at: number): string {
  return new Date(at * 1000).toISOString().replace("Z", "+0000");
}
