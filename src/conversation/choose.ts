import { type Guardrails, OWN } from "../access/guardrails.ts";
import type { Card, Text } from "../card/card.ts";
import { withoutMiddle } from "../card/number.ts";
import { replyCard } from "../card/reply.ts";
import { type Surroundings, type Understood, understand } from "../command/grammar/understand.ts";
import type { ChannelSetting } from "../command/grammar/understood.ts";
import { timeBehind } from "../command/time/time-behind.ts";
import type { Scope } from "../events/events.ts";
import type { PersonCommand } from "../investigation/command.ts";
import { type Alias, type ChannelSettings, MOST_ALIASES } from "./channel-settings.ts";
import { type Inbound, type Received, refusedReply } from "./inbound.ts";

/** Sets and reads the settings of channels and threads: account, Region, and aliases. */
export interface Choose {
  /** `hand` passes a command to the thread's investigation; it resolves to undefined outside of a thread. */
  set(
    inbound: Inbound,
    setting: ChannelSetting,
    around: Surroundings,
    hand: (command: PersonCommand, words: string) => Promise<Received | undefined>,
  ): Promise<Received>;
  /** The text of an alias, to be handled as if it had been typed; or why it is not run. */
  expand(
    inbound: Inbound,
    run: { readonly alias: string; readonly rest: string },
    around: Surroundings,
  ): Promise<Received | { readonly inbound: Inbound }>;
}

export function createChoose(deps: {
  readonly settings: ChannelSettings;
  /** Names of the accounts besides Gumshoe's own. */
  readonly accounts: readonly string[];
  readonly guardrails: Guardrails;
}): Choose {
  const { settings, guardrails } = deps;
  const accounts = [OWN, ...deps.accounts];

  /** The scope with the account's configured name; undefined if there is none of that name. */
  function resolved({ account: typed, ...scope }: Scope): Scope | undefined {
    if (typed === undefined) return scope;
    const account = accounts.find((name) => name.toLowerCase() === typed.toLowerCase());
    return account === undefined ? undefined : { ...scope, account };
  }

  async function chooseScope(inbound: Inbound, wanted: Scope, hand: Parameters<Choose["set"]>[3]): Promise<Received> {
    const scope = resolved(wanted);
    if (!scope) {
      if (inbound.manner === "overheard") return { type: "ignored" };
      const typed = withoutMiddle(wanted.account ?? "", 60);
      return refusedReply(
        `No account is called ${typed}. ${accounts.length === 1 ? "There is only own, Gumshoe's; ACCOUNTS names more" : `There are ${accounts.slice(0, 20).join(", ")}; ACCOUNTS names them`}.`,
      );
    }
    // A channel that may use one other account and one other Region chooses them one after the other.
    const refused =
      scope.account === undefined
        ? guardrails.refusesRegion(inbound.channel, scope.region)
        : guardrails.refusesAccount(inbound.channel, scope.account);
    if (refused !== undefined) return refusedReply(refused);
    const handed = await hand({ type: "chooseScope", scope }, `use ${Object.entries(scope).flat().join(" ")}`);
    if (handed) return handed;
    await settings.chooseScope(inbound.channel, scope, inbound.actor);
    return done(`From now on this channel looks at ${Object.values(scope).join(" ")}.`);
  }

  async function setAlias(inbound: Inbound, name: string, text: string, around: Surroundings): Promise<Received> {
    const refused = unlessQuestion(understand({ ...inbound, text, manner: "addressed" }, around));
    if (refused) return refused;
    const kept = await settings.setAlias(inbound.channel, name, text, inbound.actor);
    if (!kept)
      return refusedReply(`A channel keeps ${MOST_ALIASES} names at most, forgotten ones too. Use one of them again.`);
    return done(`Kept for this channel. To run it: run ${name}`);
  }

  return {
    async set(inbound, setting, around, hand) {
      const { channel, actor } = inbound;
      switch (setting.type) {
        case "scope":
          return chooseScope(inbound, setting.scope, hand);
        case "alias":
          return setAlias(inbound, setting.name, setting.text, around);
        case "forget": {
          const aliases = await settings.aliasesOf(channel);
          if (!aliases.some((each) => each.name === setting.name.toLowerCase())) return noAlias(setting.name, aliases);
          await settings.forgetAlias(channel, setting.name, actor);
          return done(`${setting.name} is forgotten.`);
        }
        case "aliases":
          return { type: "reply", card: aliasesCard(await settings.aliasesOf(channel)), refused: false };
        default:
          return setting satisfies never;
      }
    },
    async expand(inbound, { alias, rest }, around) {
      const aliases = await settings.aliasesOf(inbound.channel);
      const found = aliases.find(({ name }) => name === alias.toLowerCase());
      // "run tests" is talk among people unless there is an alias `tests`.
      if (!found) return inbound.manner === "overheard" ? { type: "ignored" } : noAlias(alias, aliases);
      const expanded: Inbound = { ...inbound, text: withRest(found.text, rest, inbound, around), manner: "addressed" };
      return unlessQuestion(understand(expanded, around)) ?? { inbound: expanded };
    },
  };
}

/** Appends typed words to an alias; a typed time replaces the alias' own. */
function withRest(text: string, rest: string, { zone }: Inbound, surroundings: Surroundings): string {
  if (rest === "") return text;
  const typed = timeBehind(` ${rest}`, { zone, surroundings });
  const kept = timeBehind(text, { zone, surroundings });
  const again = typeof typed !== "string" && typed.time !== undefined && typed.rest === "";
  return `${again && typeof kept !== "string" ? kept.rest : text} ${rest}`;
}

/** Why a text cannot become an alias; undefined for a question. Decisions have to be typed by the person who makes them. */
function unlessQuestion(meant: Understood): Received | undefined {
  if (meant.type === "reply") return { type: "reply", card: meant.card, refused: true };
  const asks = meant.type === "read" || (meant.type === "command" && meant.command.type === "ask");
  return asks ? undefined : refusedReply("An alias keeps a question: no decision, and no other alias.");
}

function noAlias(name: string, aliases: readonly Alias[]): Received {
  const names = aliases.map((each) => each.name);
  const shown = names.slice(0, 20).join(", ");
  const more = names.length > 20 ? ` and ${names.length - 20} more` : "";
  const hint = names.length === 0 ? "To make one: alias set" : `There are ${shown}${more}`;
  return refusedReply(`No alias is called ${withoutMiddle(name, 60)}. ${hint}`);
}

function done(text: Text): Received {
  return { type: "reply", card: replyCard("DONE", text), refused: false };
}

function aliasesCard(aliases: readonly Alias[]): Card {
  if (aliases.length === 0) return replyCard("ALIASES", "None is kept. To make one: alias set 5xx = …");
  const rows = aliases.map(({ name, text }) => [name, withoutMiddle(text.replaceAll(/\s+/g, " "), 120)]);
  const card = replyCard("ALIASES", `${aliases.length} kept for this channel`);
  return {
    ...card,
    blocks: [...card.blocks, { type: "table", columns: [{ name: "Name" }, { name: "Command" }], rows }],
  };
}
