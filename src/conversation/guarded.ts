import { verbOfCommand } from "../command/grammar/verb-of.ts";
import type { Question, Scope } from "../events/events.ts";
import type { PersonCommand } from "../investigation/command.ts";
import { type Investigation, investigationName, scopeOf } from "../investigation/state.ts";
import { type ConversationContext, livesIn } from "./context.ts";
import type { Inbound } from "./inbound.ts";

/** An account and a Region, by name or id; undefined: Gumshoe's own. */
type Looked = { readonly [Part in keyof Scope]?: string | undefined };

/** Why a channel may not look where a command looks, in a sentence; undefined where it may. */
export function barredFrom(
  { guardrails }: ConversationContext,
  { channel }: Pick<Inbound, "channel">,
  command: PersonCommand | undefined,
  scope: Looked,
  called?: string,
): string | undefined {
  const looked = command?.type === "ask" ? lookedAt(command.question, scope) : [scope];
  return looked
    .flatMap(({ account, region }) => [
      guardrails.refusesAccount(channel, account, called),
      guardrails.refusesRegion(channel, region, called),
    ])
    .find((refused) => refused !== undefined);
}

/**
 * Why something may not be asked of an investigation, in a sentence; undefined where it may. The answer is shown where the investigation
 * lives: asked from elsewhere, that channel has to be allowed it, too.
 */
export function barredFromAsking(
  context: ConversationContext,
  inbound: Inbound,
  command: PersonCommand,
  state: Investigation,
): string | undefined {
  if (command.type !== "ask" && command.type !== "investigate") return undefined;
  const scope = scopeOf(state);
  const here = barredFrom(context, inbound, command, scope);
  if (here !== undefined || livesIn(state, inbound.channel)) return here;
  const [there, called] = [{ channel: state.place }, `The channel of ${investigationName(state)}`];
  return (
    context.guardrails.refusesVerb(there.channel, verbOfCommand(command), called) ??
    barredFrom(context, there, command, scope, called)
  );
}

/** Where a question looks: at what its topic's ARN names, else at its investigation's account, and at those that an expression names. */
function lookedAt(question: Question, scope: Looked): readonly Looked[] {
  const topic = "topic" in question ? question.topic : undefined;
  // arn:aws:sns:<Region>:<account>:<name>
  const [, , , region, account] = topic?.split(":") ?? [];
  if (topic !== undefined) return [{ account: account ?? scope.account, region: region ?? scope.region }];
  if (question.type !== "expression") return [scope];
  return [scope, ...accountsIn(question.expression).map((named) => ({ ...scope, account: named }))];
}

/** The accounts that a query over several names: `WHERE AWS.AccountId = '111122223333'`, and `:aws.AccountId=111122223333` in a SEARCH. */
function accountsIn(expression: string): readonly string[] {
  return [...expression.matchAll(/\baws\.AccountId"?\s*=\s*["'\\]*(\d{12})\b/gi)].flatMap(
    ([, account]) => account ?? [],
  );
}
