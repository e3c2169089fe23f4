import type { webApi } from "@slack/bolt";
import { tellIfLate } from "../../../src/concurrency/tell-if-late.ts";
import { messageOf } from "../../../src/errors.ts";
import type { Log } from "../../../src/log/log.ts";

/** Slack puts the app's name before it. */
const STATUS = "is looking…";

/** The message that somebody waits under. */
interface Waiting {
  readonly channel: string;
  readonly thread: string;
}

/** Waits for an outcome; if it takes longer than a second, Slack shows under the message that the app looks. */
export type Loading = <T>(under: Waiting, outcome: Promise<T>) => Promise<T>;

/**
 * Slack's loading state. It would end by itself only with a reply in that thread, or after two minutes.
 * https://docs.slack.dev/reference/methods/assistant.threads.setStatus
 */
export function createLoading(client: webApi.WebClient, log: Log): Loading {
  async function show({ channel, thread }: Waiting, status: string): Promise<void> {
    const args = { channel_id: channel, thread_ts: thread, status };
    await client.apiCall("assistant.threads.setStatus", args).catch((error: unknown) => {
      log.info({ channel, error: messageOf(error) }, "the loading state could not be shown");
    });
  }

  return (under, outcome) => {
    let shown: Promise<void> | undefined;
    const told = tellIfLate(outcome, () => {
      shown = show(under, STATUS);
    });
    return told.finally(() => void shown?.then(() => show(under, "")));
  };
}
