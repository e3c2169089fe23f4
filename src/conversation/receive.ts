import type { Roles } from "../access/roles.ts";
import type { Card } from "../card/card.ts";
import { type Surroundings, type Understood, understand } from "../command/grammar/understand.ts";
import { memoizeFor } from "../concurrency/memoize.ts";
import { messageOf, NewerRelease } from "../errors.ts";
import type { Handle, Load } from "../handle.ts";
import type { PersonCommand } from "../investigation/command.ts";
import { rankedHypotheses } from "../investigation/ranking/ranking.ts";
import { type Investigation, nameOf } from "../investigation/state.ts";
import { OPEN_LOOKED_AT, readCard } from "../investigation/view/read.ts";
import type { Log } from "../log/log.ts";
import type { Directory, Summary } from "../store/directory.ts";
import type { Meta } from "../store/store.ts";
import type { ChannelSettings } from "./channel-settings.ts";
import { createChoose } from "./choose.ts";
import { type Inbound, type Received, refusal } from "./inbound.ts";
import { createThreads } from "./threads.ts";

/** Takes what was said on any platform: stores a command, answers a question about what is known, or ignores talk. */
export type Receive = (inbound: Inbound) => Promise<Received>;

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
  /** Names of the accounts that can be looked at, besides Gumshoe's own. */
  readonly accounts: readonly string[];
  readonly roles: Roles;
  readonly now: () => Date;
  readonly log: Log;
}

/** Nothing here decides on an investigation: it finds which one is meant and hands the command over. */
export function createReceive(deps: Deps): Receive {
  const { handle, load, directory, components, help, settings, accounts, roles, now, log } = deps;
  const threads = createThreads(directory);
  const choose = createChoose({ settings, accounts });
  const listOpen = memoizeFor(OPEN_KEPT_MS, now, () => directory.list("open", OPEN_LOOKED_AT));

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
    const around = surroundings(here, open);
    const understood = understand(inbound, around);
    switch (understood.type) {
      case "ignore":
        return { type: "ignored" };
      case "reply":
        return { type: "reply", card: understood.card, refused: true };
      case "read":
        return read(understood, here, open);
      case "set":
        return choose.set(inbound, understood.setting, around, async (command, words) =>
          here ? hand(streamOf(here.number), command, inbound, words) : undefined,
        );
      case "run": {
        const meant = await choose.expand(inbound, understood, around);
        return "type" in meant ? meant : receive(meant.inbound);
      }
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
    if (number !== undefined && !investigation) return unknownNumber(number);
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
    const refused = asked.type === "ask" ? roles.refuses(inbound, asked.question) : undefined;
    if (refused !== undefined) return refusal(refused);
    const meant = await target(number, here);
    if (meant) return hand(streamOf(meant.number), asked, inbound, understood);
    if (number !== undefined) return unknownNumber(number);
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

function unknownNumber(number: number): Received {
  return refusal(`There is no G-${number}. To list the open ones: status`);
}

function wordOf(command: PersonCommand): string {
  const { type } = command;
  const word = type === "acknowledge" ? "ack" : type === "unacknowledge" ? "unack" : type;
  return "hypothesis" in command ? `${word} ${command.hypothesis}` : word;
}
