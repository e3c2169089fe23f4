import type { Card, Text } from "./card/card.ts";
import { replyCard } from "./card/reply.ts";
import type { Alias, ChannelSettings } from "./channel-settings.ts";
import { type Surroundings, type Understood, understand } from "./command/understand.ts";
import type { Setting } from "./command/understood.ts";
import { messageOf, NewerRelease } from "./errors.ts";
import type { Handle, Load } from "./handle.ts";
import type { Inbound, Received } from "./inbound.ts";
import type { PersonCommand } from "./investigation/command.ts";
import { type Investigation, nameOf, rankedHypotheses } from "./investigation/state.ts";
import { readCard } from "./investigation/view/read.ts";
import type { Log } from "./log.ts";
import type { Roles } from "./roles.ts";
import type { Directory, Summary } from "./store/directory.ts";
import type { Meta } from "./store/store.ts";
import { createThreads, keptFor } from "./threads.ts";

/** Takes what was said on any platform: stores a command, answers a question about what is known, or ignores talk. */
export type Receive = (inbound: Inbound) => Promise<Received>;

/** How many open investigations a name is looked up among. */
const OPEN_LOOKED_AT = 100;
/** The list lags by seconds anyway. */
const OPEN_KEPT_MS = 1_000;

/** The stream of an investigation, by its number. */
export const streamOf = (number: number): string => `investigation/${number}`;

/** The number of an investigation, by its stream. */
export const numberOf = (stream: string): number => Number(stream.split("/").at(-1));

interface Deps {
  readonly handle: Handle;
  readonly load: Load;
  readonly directory: Directory;
  /** Names of components that may be meant; from the last topology seen. */
  readonly components: () => readonly string[];
  readonly help: (verb?: string) => Card;
  readonly settings: ChannelSettings;
  readonly roles: Roles;
  readonly now: () => Date;
  readonly log: Log;
}

/** Nothing here decides on an investigation: it finds which one is meant and hands the command over. */
export function createReceive(deps: Deps): Receive {
  const { handle, load, directory, components, help, settings, roles, now, log } = deps;
  const threads = createThreads(directory);
  const listOpen = keptFor(OPEN_KEPT_MS, now, () => directory.list("open", OPEN_LOOKED_AT));

  return async (inbound) => {
    const started = performance.now();
    const received = await receive(inbound).catch((error: unknown): Received => {
      log.error({ delivery: inbound.id, error: messageOf(error) }, "inbound failed");
      if (error instanceof NewerRelease) {
        return refusal("A newer release of Gumshoe works on this one. Nothing was changed; say it again in a minute.");
      }
      return refusal("Not stored: the store did not answer. Nothing was changed; send it again.");
    });
    const ms = Math.round(performance.now() - started);
    log.info({ delivery: inbound.id, actor: inbound.actor.id, result: received.type, ms }, "inbound");
    return received;
  };

  async function receive(inbound: Inbound): Promise<Received> {
    const [stream, open] = await Promise.all([threads.streamOf(inbound), listOpen()]);
    const here = stream === undefined ? undefined : (await load(stream)).state;
    const understood = understand(inbound, surroundings(here, open));
    switch (understood.type) {
      case "ignore":
        return { type: "ignored" };
      case "reply":
        return { type: "reply", card: understood.card, refused: true };
      case "read":
        return read(understood, here, open);
      case "set":
        return set(inbound, understood.setting, here);
      case "run":
        return runAlias(inbound, understood);
      case "start":
        return start(inbound, understood);
      case "command":
        return command(inbound, understood, here);
      default:
        return understood satisfies never;
    }
  }

  function surroundings(here: Investigation | undefined, open: readonly Summary[]): Surroundings {
    return {
      open: open.map(({ number, title }) => ({ number, title })),
      components: components(),
      now: now(),
      ...(here && {
        thread: {
          number: here.number,
          title: here.title,
          hypotheses: rankedHypotheses(here).map((h) => ({ id: h.id, name: h.cause.component.name })),
        },
      }),
    };
  }

  async function target(
    number: number | undefined,
    here: Investigation | undefined,
  ): Promise<Investigation | undefined> {
    if (number === undefined || number === here?.number) return here;
    const { state } = await load(streamOf(number));
    return state.status === "none" ? undefined : state;
  }

  async function read(
    { read: what, investigation: number }: Extract<Understood, { type: "read" }>,
    here: Investigation | undefined,
    open: readonly Summary[],
  ): Promise<Received> {
    if (what.type === "help") return { type: "reply", card: help(what.verb), refused: false };
    const investigation = await target(number, here);
    if (number !== undefined && !investigation) return refusal(`There is no G-${number}.`);
    return { type: "reply", card: readCard(what, investigation, open), refused: false };
  }

  async function start(
    inbound: Inbound,
    { what, since, understood }: Extract<Understood, { type: "start" }>,
  ): Promise<Received> {
    const stream = await freshStream(inbound);
    const number = numberOf(stream);
    const subject = { type: "question", text: what } as const;
    const place = inbound.channel;
    const scope = await settings.scopeOf(place);
    const opening = {
      number,
      title: what,
      subject,
      place,
      automatic: true,
      transitions: [],
      ...(since !== undefined && { since }),
      ...(scope !== undefined && { scope }),
    };
    await handle(stream, { type: "open", ...opening }, metaOf(inbound));
    return { type: "stored", investigation: `G-${number}`, understood };
  }

  async function command(
    inbound: Inbound,
    { command: asked, investigation: number, understood }: Extract<Understood, { type: "command" }>,
    here: Investigation | undefined,
  ): Promise<Received> {
    const refused = asked.type === "ask" ? roles.refuses(inbound.actor, asked.question) : undefined;
    if (refused !== undefined) return refusal(refused);
    const meant = await target(number, here);
    if (meant) return hand(streamOf(meant.number), asked, inbound, understood);
    if (number !== undefined) return refusal(`There is no G-${number}. To list the open ones: status`);
    if (asked.type !== "ask") {
      return refusal(`Which investigation? Say it in its thread, or name it: G-1042 ${wordOf(asked)}`);
    }
    const fresh = await freshStream(inbound);
    const scope = await settings.scopeOf(inbound.channel);
    const shared = { number: numberOf(fresh), title: understood, place: inbound.channel };
    const opening = { ...shared, ...(scope !== undefined && { scope }) };
    const meta = metaOf(inbound);
    await handle(fresh, { type: "askOutside", ...opening }, { ...meta, id: `${meta.id}/open` });
    return hand(fresh, asked, inbound, understood);
  }

  async function set(inbound: Inbound, setting: Setting, here: Investigation | undefined): Promise<Received> {
    const { actor, channel } = inbound;
    switch (setting.type) {
      case "scope": {
        const { scope } = setting;
        const words = `use ${Object.entries(scope).flat().join(" ")}`;
        if (here) return hand(streamOf(here.number), { type: "chooseScope", scope }, inbound, words);
        await settings.chooseScope(channel, scope, actor);
        return done(`From now on this channel looks at ${Object.values(scope).join(" ")}.`);
      }
      case "alias": {
        const meant = understand({ ...inbound, text: setting.text, manner: "addressed" }, surroundings(here, []));
        if (meant.type === "reply") return { type: "reply", card: meant.card, refused: true };
        if (meant.type === "run" || meant.type === "set")
          return refusal("An alias keeps a question, not another alias.");
        await settings.setAlias(channel, setting.name, setting.text, actor);
        return done(`Kept for this channel. To run it: run ${setting.name}`);
      }
      case "forget":
        await settings.forgetAlias(channel, setting.name, actor);
        return done(`${setting.name} is forgotten.`);
      case "aliases":
        return { type: "reply", card: aliasesCard(await settings.aliasesOf(channel)), refused: false };
      default:
        return setting satisfies never;
    }
  }

  async function runAlias(inbound: Inbound, { alias, rest }: { alias: string; rest: string }): Promise<Received> {
    const aliases = await settings.aliasesOf(inbound.channel);
    const found = aliases.find(({ name }) => name === alias.toLowerCase());
    if (!found) {
      const names = aliases.map(({ name }) => name).join(", ");
      return refusal(`No alias is called ${alias}. ${names === "" ? "To make one: alias set" : `There are ${names}`}`);
    }
    return receive({ ...inbound, text: `${found.text} ${rest}`.trim(), manner: "addressed" });
  }

  /** A new stream for what was said; a repeat of the same delivery finds the same one. */
  async function freshStream({ id }: Inbound): Promise<string> {
    const name = `delivery/${id}`;
    return (await directory.find(name)) ?? directory.claim(name, streamOf(await directory.nextNumber()));
  }

  async function hand(stream: string, asked: PersonCommand, inbound: Inbound, understood: string): Promise<Received> {
    const { decision, state } = await handle(stream, asked, metaOf(inbound));
    if (!decision.ok) return refusal(decision.reason);
    return { type: "stored", investigation: nameOf(state), understood };
  }
}

function metaOf({ id, actor, at }: Inbound): Meta {
  return { id, actor, at };
}

function done(text: Text): Received {
  return { type: "reply", card: replyCard("DONE", text), refused: false };
}

function aliasesCard(aliases: readonly Alias[]): Card {
  if (aliases.length === 0) return replyCard("ALIASES", "None is kept. To make one: alias set 5xx = …");
  const rows = aliases.map(({ name, text }) => [name, text]);
  const card = replyCard("ALIASES", `${aliases.length} kept for this channel`);
  return {
    ...card,
    blocks: [...card.blocks, { type: "table", columns: [{ name: "Name" }, { name: "Command" }], rows }],
  };
}

function refusal(text: Text): Received {
  return { type: "reply", card: replyCard("NOT DONE", text), refused: true };
}

function wordOf({ type }: PersonCommand): string {
  return type === "acknowledge" ? "ack" : type === "unacknowledge" ? "unack" : type;
}
