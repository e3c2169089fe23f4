import { nearestWords } from "../command/grammar/nearest.ts";
import { type OnCallFile, receiverIn } from "../on-call/on-call-file.ts";
import type { RoutesFile } from "./routes-file.ts";

/** What is wrong with the receivers that an escalation names: those that the file of routes lacks, or that send nowhere. */
export function wrongReceivers(onCall: OnCallFile | undefined, routes: RoutesFile | undefined): readonly string[] {
  const receivers = routes?.routing.receivers ?? [];
  const names = receivers.map(({ name }) => name);
  return (onCall?.escalation ?? []).flatMap(({ page, line }) =>
    page.flatMap((each) => {
      const name = receiverIn(each);
      if (name === undefined) return [];
      const at = `ON_CALL line ${line}: page:`;
      if (!routes) return `${at} ${each} is a receiver of the file of routes: set ROUTES`;
      const receiver = receivers.find((known) => known.name === name);
      if (!receiver) return `${at} there is no receiver ${name.slice(0, 40)}. ${nearestWords(name, names)}`;
      return receiver.targets.length === 0 ? `${at} the receiver ${name} sends nowhere: it pages nobody` : [];
    }),
  );
}
