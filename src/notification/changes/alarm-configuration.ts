import { z } from "zod";
import { type ChangeReader, hidden, tell } from "./reported-change.ts";

const configuration = z.object({
  alarmName: z.string().min(1),
  operation: z.enum(["create", "update", "delete"]),
  configuration: z.record(z.string(), z.unknown()).catch({}),
});

/** The names of the API calls, by the operation and whether the alarm is composite. */
const ACTIONS = {
  create: ["PutMetricAlarm", "PutCompositeAlarm"],
  update: ["PutMetricAlarm", "PutCompositeAlarm"],
  delete: ["DeleteAlarms", "DeleteAlarms"],
} as const;

/** "CloudWatch Alarm Configuration Change": an alarm was created, updated or deleted. It also has the alarm's state, which is no news. */
export const alarmConfiguration: ChangeReader = (event) => {
  const parsed = configuration.safeParse(event.detail);
  if (!parsed.success) return undefined;
  const { alarmName, operation, configuration: settings } = parsed.data;
  const { threshold, evaluationPeriods, actionsEnabled, alarmRule } = settings;
  const shown = (value: unknown): string | undefined =>
    value == null || value instanceof Object ? undefined : String(value);
  return tell(event, {
    id: `alarm-configuration:${event.id || `${alarmName}/${event.time}`}`,
    action: ACTIONS[operation][alarmRule === undefined ? 0 : 1],
    resources: [alarmName],
    cause: true,
    detail: hidden({
      alarm: operation,
      threshold: shown(threshold),
      evaluationPeriods: shown(evaluationPeriods),
      actionsEnabled: shown(actionsEnabled),
    }),
  });
};

/** The alarm that an event says is deleted, by its account, Region and name; undefined for any other event. */
export function deletedAlarm(event: {
  readonly account: string;
  readonly region: string;
  readonly "detail-type": string;
  readonly detail: unknown;
}): { readonly account: string; readonly region: string; readonly name: string } | undefined {
  if (event["detail-type"] !== ALARM_CONFIGURATION) return undefined;
  const parsed = configuration.safeParse(event.detail);
  if (!parsed.success || parsed.data.operation !== "delete") return undefined;
  return { account: event.account, region: event.region, name: parsed.data.alarmName };
}

/** EventBridge's detail-type of changes of an alarm's configuration. */
export const ALARM_CONFIGURATION = "CloudWatch Alarm Configuration Change";
