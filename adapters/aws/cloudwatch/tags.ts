import { type CloudWatchClient, ListTagsForResourceCommand } from "@aws-sdk/client-cloudwatch";
import { memoizeEach } from "../../../src/concurrency/memoize.ts";
import { messageOf } from "../../../src/errors.ts";
import type { Log } from "../../../src/log/log.ts";
import type { Tags } from "../../../src/routing/labels.ts";
import { toNotSeen } from "../call/failure.ts";
import type { Operation } from "../call/operation.ts";

/** An alarm has the tags of its stack or of its Terraform provider, so no other API and no right on the resources is needed. */
export const listTagsForResource: Operation = {
  action: "cloudwatch:ListTagsForResource",
  reason: "show an alarm's team, owner, service and runbook, and route it by them",
  resources: ["arn:aws:cloudwatch:*:*:alarm:*"],
};

/** Tags change when somebody deploys. */
const KEPT_MS = 900_000;
/** The intake waits this long: an alarm is not delayed for its tags. */
const WAIT_MS = 2_000;
/** After a failure no alarm waits for a while: it would fail again. */
const PAUSE_MS = 60_000;

/** Reads those tags of alarms that have one of the names, by the alarm's ARN. Resolves without tags where CloudWatch does not tell them. */
export function createAlarmTags(deps: {
  /** The client of the alarm's account and Region; undefined where its account is not connected. */
  readonly clientOf: (arn: string) => CloudWatchClient | undefined;
  readonly names: readonly string[];
  readonly now: () => Date;
  readonly log: Log;
}): (arn: string) => Promise<Tags> {
  const { clientOf, names, now, log } = deps;
  let pausedUntil = 0;

  const read = memoizeEach(KEPT_MS, now, async (arn): Promise<Tags> => {
    const command = new ListTagsForResourceCommand({ ResourceARN: arn });
    const answer = await clientOf(arn)?.send(command, { abortSignal: AbortSignal.timeout(WAIT_MS) });
    const wanted = (answer?.Tags ?? []).flatMap(({ Key = "", Value = "" }) =>
      names.includes(Key) && Value !== "" ? [[Key, Value] as const] : [],
    );
    return Object.fromEntries(wanted);
  });

  return async (arn) => {
    if (names.length === 0 || now().getTime() < pausedUntil) return {};
    return read(arn).catch((error: unknown) => {
      pausedUntil = now().getTime() + PAUSE_MS;
      log.warn({ error: messageOf(toNotSeen(listTagsForResource, error)) }, "tags of alarms cannot be read");
      return {};
    });
  };
}
