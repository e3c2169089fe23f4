import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  DescribeAlarmHistoryCommand,
  type DescribeAlarmHistoryCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { z } from "zod";
import type { Gap } from "../../../src/events/events.ts";
import { parseJson } from "../../../src/json.ts";
import type { AlarmEvent, Alarms } from "../../../src/telemetry/ports/alarms.ts";
import type { Operation } from "../call/operation.ts";
import { pagesOf } from "../call/pages.ts";
import type { Session } from "../call/session.ts";

export const describeAlarmHistory: Operation = {
  action: "cloudwatch:DescribeAlarmHistory",
  reason: "show when an alarm changed, and how often; composite alarms need it on every resource",
};

/** Items on a page, and the most pages that are read. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html */
const A_PAGE = 100;
const MOST_PAGES = 10;
const DAYS_KEPT = 30;

const state = z.object({ stateValue: z.string(), stateReason: z.string().default("") });
/** The JSON of HistoryData. The API does not specify it, so unexpected content is ignored. */
const stateUpdate = z.object({ oldState: state.pick({ stateValue: true }), newState: state });
const configuration = z.record(z.string(), z.unknown());
const configurationUpdate = z.object({
  createdAlarm: configuration.optional(),
  updatedAlarm: configuration.optional(),
  deletedAlarm: configuration.optional(),
});

/** Reads the history of alarms from CloudWatch. */
export function createHistory(deps: {
  readonly client: CloudWatchClient;
  readonly session: Session;
  readonly now: () => Date;
}): Alarms["history"] {
  const { client, session, now } = deps;
  const describe = session.asked(describeAlarmHistory, (input: DescribeAlarmHistoryCommandInput, signal) =>
    client.send(new DescribeAlarmHistoryCommand(input), { abortSignal: signal }),
  );
  return async (name, window, signal) => {
    const input: DescribeAlarmHistoryCommandInput = {
      AlarmName: name,
      // Without it CloudWatch returns the history of metric alarms only.
      AlarmTypes: ["MetricAlarm", "CompositeAlarm", "LogAlarm"],
      StartDate: new Date(window.start * 1000),
      EndDate: new Date(window.end * 1000),
      ScanBy: "TimestampDescending",
      MaxRecords: A_PAGE,
    };
    const { pages, more } = await pagesOf((next) => describe({ ...input, ...next }, signal), MOST_PAGES);
    const seconds = now().getTime() / 1000;
    const gaps: Gap[] = [];
    const newest = `only the newest ${(A_PAGE * MOST_PAGES).toLocaleString("en-US")} entries were read`;
    if (more) gaps.push({ what: "history", reason: newest, remedy: "ask for a shorter time" });
    if (window.start < seconds - DAYS_KEPT * 86_400) {
      gaps.push({ what: "history", reason: `CloudWatch keeps an alarm's history for ${DAYS_KEPT} days` });
    }
    const items = pages.flatMap(({ AlarmHistoryItems = [] }) => AlarmHistoryItems);
    return { value: items.flatMap(toEvent), horizon: seconds, gaps };
  };
}

function toEvent(item: AlarmHistoryItem): readonly AlarmEvent[] {
  const { Timestamp, HistoryItemType, HistorySummary: summary = "", HistoryData = "", AlarmContributorId } = item;
  if (!Timestamp) return [];
  const at = Timestamp.getTime() / 1000;
  switch (HistoryItemType) {
    case "StateUpdate":
    case "AlarmContributorStateUpdate": {
      const told = stateUpdate.safeParse(parseJson(HistoryData)).data ?? toldBy(summary);
      if (!told) return [];
      const contributor = HistoryItemType === "StateUpdate" ? {} : { contributor: seriesOf(item, AlarmContributorId) };
      const { oldState, newState } = told;
      const moved = { from: oldState.stateValue, to: newState.stateValue, reason: newState.stateReason };
      return [{ type: "state", at, ...moved, ...contributor }];
    }
    case "ConfigurationUpdate":
      return [{ type: "configuration", at, summary, settings: settingsOf(parseJson(HistoryData)) }];
    case "Action":
    case "AlarmContributorAction":
    case undefined:
      return [{ type: "action", at, summary }];
    default:
      return HistoryItemType satisfies never;
  }
}

/** Reads "Alarm updated from OK to ALARM" in the summary; used if the data was cut off at 4,095 characters. */
function toldBy(summary: string): z.infer<typeof stateUpdate> | undefined {
  const [, from, to] = /from (\w+) to (\w+)/.exec(summary) ?? [];
  if (from === undefined || to === undefined) return undefined;
  return { oldState: { stateValue: from }, newState: { stateValue: to, stateReason: "" } };
}

function seriesOf({ AlarmContributorAttributes = {} }: AlarmHistoryItem, id = ""): string {
  return Object.values(AlarmContributorAttributes).join(" ") || id;
}

function settingsOf(data: unknown): Readonly<Record<string, string>> {
  const told = configurationUpdate.safeParse(data).data;
  const settings = Object.entries(told?.updatedAlarm ?? told?.createdAlarm ?? told?.deletedAlarm ?? {});
  return Object.fromEntries(
    settings.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}
