import type { Scope } from "../events/events.ts";
import type { PersonCommand } from "../investigation/command.ts";
import type { ConversationContext } from "./context.ts";
import type { Inbound } from "./inbound.ts";

/** Why a channel may not look where a command looks, in a sentence; undefined where it may. */
export function barredFrom(
  { guardrails }: ConversationContext,
  { channel }: Inbound,
  command: PersonCommand | undefined,
  { account, region }: { readonly [Part in keyof Scope]?: string | undefined },
): string | undefined {
  const topic = command?.type === "ask" && "topic" in command.question ? command.question.topic : undefined;
  // arn:aws:sns:<Region>:<account>:<name>
  const [, , , itsRegion, itsAccount] = topic?.split(":") ?? [];
  return (
    guardrails.refusesAccount(channel, itsAccount ?? account) ?? guardrails.refusesRegion(channel, itsRegion ?? region)
  );
}
