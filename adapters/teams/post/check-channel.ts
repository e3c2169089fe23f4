import type { Complaints } from "../../../src/chat/complaints.ts";
import { Unrecoverable } from "../../../src/errors.ts";
import type { Connector } from "../connector/connector.ts";
import { subjectOf } from "./chat.ts";

/**
 * Looks at the channel of alarms, and lists what keeps the bot from posting there: it is not installed, or there is no such channel. Where
 * Microsoft does not answer, the first post shows it. Never rejects.
 */
export async function checkChannel(
  { connector, complaints }: { readonly connector: Connector; readonly complaints: Complaints },
  channel: string,
): Promise<void> {
  try {
    await connector.check(channel);
    complaints.settle(channel);
  } catch (error) {
    if (error instanceof Unrecoverable) complaints.add(subjectOf(error, channel), error.message);
  }
}
