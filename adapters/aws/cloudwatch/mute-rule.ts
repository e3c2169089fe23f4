import {
  type CloudWatchClient,
  DeleteAlarmMuteRuleCommand,
  type DeleteAlarmMuteRuleCommandInput,
  PutAlarmMuteRuleCommand,
  type PutAlarmMuteRuleCommandInput,
} from "@aws-sdk/client-cloudwatch";
import { MUTE_RULE_PREFIX } from "../../../src/investigation/carried/mute.ts";
import type { Alarms, MuteRule } from "../../../src/telemetry/ports/alarms.ts";
import type { Operation } from "../call/operation.ts";
import type { Session } from "../call/session.ts";

const RULES = `arn:aws:cloudwatch:*:*:alarm-mute-rule:${MUTE_RULE_PREFIX}*`;

/** AWS checks it on the rule and on the alarm. */
export const putAlarmMuteRule: Operation = {
  action: "cloudwatch:PutAlarmMuteRule",
  reason: "mute an alarm in CloudWatch while it is snoozed, when an operator confirms it",
  resources: [RULES, "arn:aws:cloudwatch:*:*:alarm:*"],
};

export const deleteAlarmMuteRule: Operation = {
  action: "cloudwatch:DeleteAlarmMuteRule",
  reason: "end such a mute with its snooze; only rules that Gumshoe wrote",
  resources: [RULES],
};

/** Writes and deletes mute rules. */
export function createMute(client: CloudWatchClient, session: Session): Pick<Alarms, "mute" | "unmute"> {
  const put = session.made(putAlarmMuteRule, (input: PutAlarmMuteRuleCommandInput, signal) =>
    client.send(new PutAlarmMuteRuleCommand(input), { abortSignal: signal }),
  );
  const remove = session.made(deleteAlarmMuteRule, (input: DeleteAlarmMuteRuleCommandInput, signal) =>
    client.send(new DeleteAlarmMuteRuleCommand(input), { abortSignal: signal }),
  );
  return {
    async mute(rule, signal) {
      await put(inputOf(rule), signal);
    },
    async unmute(name, signal) {
      await remove({ AlarmMuteRuleName: name }, signal);
    },
  };
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html */
function inputOf({ name, alarm, start, end, description }: MuteRule): PutAlarmMuteRuleCommandInput {
  const Expression = `at(${new Date(start * 1000).toISOString().slice(0, 16)})`;
  return {
    Name: name,
    Description: description,
    Rule: { Schedule: { Expression, Duration: `PT${Math.round((end - start) / 60)}M`, Timezone: "UTC" } },
    MuteTargets: { AlarmNames: [alarm] },
    ExpireDate: new Date(end * 1000),
  };
}
