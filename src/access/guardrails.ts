import { z } from "zod";
import type { ThreadKey } from "../chat/chat.ts";
import { parseJson } from "../json.ts";

/** What a channel may use; everything of a kind that is not listed. */
const guardrail = z.strictObject({
  /** By the names in `ACCOUNTS`, `own` for Gumshoe's own, or by id. */
  accounts: z.array(z.string().min(1)).min(1).optional(),
  regions: z
    .array(z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "is not a Region"))
    .min(1)
    .optional(),
  verbs: z.array(z.string().min(1)).min(1).optional(),
});

/** `{"slack:T0123:C0456": {"accounts": ["prod"], "regions": ["eu-west-1"], "verbs": ["status", "why", "metrics"]}}` */
export function guardrailsOf(verbs: readonly string[]) {
  return z.string().transform((text, context) => {
    const parsed = z.record(z.string(), guardrail).safeParse(parseJson(text));
    for (const { path, message } of parsed.error?.issues ?? []) {
      context.addIssue(`is not JSON of what channels may use: ${[...path, message].join(" ")}`);
    }
    for (const [channel, { verbs: named = [] }] of Object.entries(parsed.data ?? {})) {
      const unknown = named.find((verb) => !verbs.includes(verb));
      if (unknown !== undefined) context.addIssue(`names no verb with ${unknown} for ${channel}`);
    }
    return parsed.data ?? {};
  });
}
export type GuardrailSettings = z.output<ReturnType<typeof guardrailsOf>>;

/**
 * What channels may use, by setting. Each answers undefined where the channel may, else the refusal in a sentence, which calls the channel
 * as `called` does: "This channel" where nothing is said. An account is named or numbered; undefined is Gumshoe's own account, or Region.
 */
export interface Guardrails {
  refusesVerb(channel: ThreadKey, verb: string, called?: string): string | undefined;
  refusesAccount(channel: ThreadKey, account: string | undefined, called?: string): string | undefined;
  refusesRegion(channel: ThreadKey, region: string | undefined, called?: string): string | undefined;
}

const HERE = "This channel";

/** The word for Gumshoe's own account. */
export const OWN = "own";

/** `accounts`: ids by name; `region`: Gumshoe's own. */
export function createGuardrails(
  settings: GuardrailSettings,
  own: { readonly accounts: Readonly<Record<string, string>>; readonly region: string },
): Guardrails {
  const byChannel = new Map(Object.entries(settings));
  // A key has its ids encoded; settings name them as the platform shows them.
  const of = (channel: ThreadKey) => byChannel.get(decodeURIComponent(channel));

  /** Every way to name an account. An id that `ACCOUNTS` does not name is read as Gumshoe's own. */
  function namesOf(account: string | undefined): readonly string[] {
    if (account === undefined || account === OWN) return [OWN];
    const alike = Object.entries(own.accounts).find(([name, id]) => name === account || id === account);
    return alike ?? [account, OWN];
  }

  return {
    refusesVerb(channel, verb, called = HERE) {
      const allowed = of(channel)?.verbs;
      if (!allowed || verb === "help" || allowed.includes(verb)) return undefined;
      return `${called} may not use ${verb}; GUARDRAILS lets it use ${allowed.join(", ")}.`;
    },
    refusesAccount(channel, account, called = HERE) {
      const accounts = of(channel)?.accounts;
      if (accounts && !namesOf(account).some((name) => accounts.includes(name))) {
        return `${called} may not look at the account ${account ?? OWN}; GUARDRAILS lets it look at ${accounts.join(", ")}. Choose one: use account ${accounts[0]}`;
      }
      return undefined;
    },
    refusesRegion(channel, region = own.region, called = HERE) {
      const regions = of(channel)?.regions;
      if (regions && !regions.includes(region)) {
        return `${called} may not look at ${region}; GUARDRAILS lets it look at ${regions.join(", ")}. Choose one: use region ${regions[0]}`;
      }
      return undefined;
    },
  };
}
