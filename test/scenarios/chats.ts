import type { Guardrails } from "../../src/access/guardrails.ts";
import type { App } from "../../src/app.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import type { Failure as SlackFailure } from "../counterparts/slack/server.ts";
import type { SlackMessage } from "../counterparts/slack/workspace.ts";
import { CHANNEL, type TeamsMessage } from "../counterparts/teams/connector.ts";
import { startSlackHouse, textOf } from "./slack-house.ts";
import { cardText, startTeamsHouse } from "./teams-house.ts";

/** Who says something, and where; in the channel itself unless a thread is named. */
export interface Where {
  readonly who?: "Ana" | "Ben";
  readonly thread?: string;
  /** The platform's delivery id: a repeat has the same. */
  readonly delivery?: string;
}

/** A chat platform with Gumshoe in it, as people use it: the same on each. */
export interface Chats {
  readonly app: App;
  /** What the operator was told. */
  readonly errors: readonly string[];
  alarm(name: string, options?: { state?: string; at?: string }): Promise<void>;
  /** An alarm with a verdict on these causes. */
  propose(...causes: readonly string[]): Promise<void>;
  mention(text: string, where?: Where): Promise<void>;
  reply(text: string, where: Where): Promise<void>;
  /** How a message mentions somebody, and their id in the record. */
  at(who: "Ana" | "Ben"): { readonly text: string; readonly id: string };
  /** From now on the platform says that somebody is a guest. */
  makeGuest(who: "Ana" | "Ben"): void;
  direct(text: string): Promise<void>;
  /** What Gumshoe has said to Ana in the chat between the two, message by message. */
  directs(): readonly string[];
  /** Presses a button of the root or of the thread's first message. Answers what the one who pressed is told. */
  press(on: "root" | "summary", label: string, where?: Where): Promise<string>;
  /** Presses a button, fills in the form that opens and sends it. */
  fill(on: "root" | "summary", label: string, values: Readonly<Record<string, string>>): Promise<void>;
  /** "Investigate this" or "Add to timeline" on a message of Ben's. */
  pointAt(what: "investigate" | "timeline", text: string, where: Where): Promise<void>;
  /** Everything that the channel's messages of Gumshoe say. */
  roots(): readonly string[];
  /** Everything that its messages under the first root say. */
  replies(): readonly string[];
  /** The first root's thread. */
  thread(): string;
  /** Everything said to one person. */
  told(): string;
  /** From now on every n-th call is refused and asked to come again in a second; 0: none. */
  refuseEvery(n: number): void;
  /** From now on the channel cannot be written. */
  shutChannel(shut: boolean): void;
  settled(): Promise<void>;
  /** Sounds that Gumshoe made by itself. */
  sounds(): number;
  /** Breaches of the platform's limits. */
  problems(): readonly string[];
  stop(): Promise<void>;
}

interface Options {
  /** What channels may use. */
  readonly guardrails?: Guardrails;
}

const SLACK_USER = { Ana: "U0001", Ben: "U0002" } as const;
const TEAMS_USER = { Ana: "29:ana", Ben: "29:ben" } as const;

/** The first root, or the first message of its thread. */
function messageOf<Message>(
  house: { roots(): readonly Message[]; replies(root: Message | undefined): readonly Message[] },
  on: "root" | "summary",
): Message {
  const [root] = house.roots();
  const message = on === "root" ? root : house.replies(root)[0];
  if (!message) throw new Error(`there is no ${on}`);
  return message;
}

async function slackChats(options: Options = {}): Promise<Chats> {
  const house = await startSlackHouse(options);
  const { slack, sender } = house;
  const user = (where: Where = {}) => ({ user: SLACK_USER[where.who ?? "Ana"] });
  const over = (where: Where = {}) => ({
    ...user(where),
    ...(where.thread !== undefined && { thread: where.thread }),
    ...(where.delivery !== undefined && { eventId: where.delivery }),
  });
  const pick = (on: "root" | "summary"): SlackMessage => messageOf(house, on);
  return {
    ...house,
    async propose(...causes) {
      await house.propose(...causes);
    },
    mention: async (text, where) => void (await sender.mention(text, over(where))),
    reply: async (text, where) => void (await sender.say(text, over(where))),
    at: (who) => ({ text: `<@${SLACK_USER[who]}>`, id: `slack:${SLACK_USER[who]}` }),
    makeGuest(who) {
      const person = slack.workspace.people.get(SLACK_USER[who]);
      if (person) slack.workspace.people.set(SLACK_USER[who], { ...person, more: { is_restricted: true } });
    },
    direct: async (text) => void (await sender.say(text, { channel: "D0001" })),
    directs: () => house.roots("D0001").map(textOf),
    async press(on, label, where) {
      const before = slack.ephemerals.length + slack.views.length;
      await sender.pressLabel(pick(on), label, user(where));
      await house.settled();
      const said = [...slack.ephemerals, ...slack.views];
      return said.length > before ? JSON.stringify([slack.ephemerals.at(-1), slack.views.at(-1)]) : "";
    },
    async fill(on, label, values) {
      const before = slack.views.length;
      await sender.pressLabel(pick(on), label);
      while (slack.views.length === before) await new Promise((resolve) => setTimeout(resolve, 10));
      await sender.submit(slack.views.at(-1)?.view ?? {}, values);
    },
    async pointAt(what, text, where) {
      const hanging = where.thread === undefined ? {} : { thread_ts: where.thread };
      const message = slack.workspace.post({
        channel: "C0001",
        user: SLACK_USER.Ben,
        text,
        blocks: [],
        attachments: [],
        ...hanging,
      });
      await sender.shortcut(what === "investigate" ? "investigate_this" : "add_to_timeline", message, user(where));
    },
    roots: () => house.roots().map(textOf),
    replies: () => house.replies(house.roots()[0]).map(textOf),
    thread: () => house.roots()[0]?.ts ?? "",
    told: () => JSON.stringify([slack.ephemerals, slack.workspace.shown("D0001"), slack.views]),
    refuseEvery(n) {
      const refusal: SlackFailure = { type: "429", retryAfter: 1 };
      slack.script(({ number }) => (n > 0 && number % n === 0 ? refusal : undefined));
    },
    shutChannel: (shut) => void slack.workspace.channels.set("C0001", shut ? "not_in_channel" : "member"),
    sounds: () => slack.calls.filter(({ method }) => method === "chat.postMessage").length,
    problems: () => slack.problems,
  };
}

async function teamsChats(options: Options = {}): Promise<Chats> {
  const house = await startTeamsHouse(options);
  const { teams, sender } = house;
  teams.rosters.set(CHANNEL, Object.values(TEAMS_USER));
  const over = (where: Where = {}) => ({
    user: TEAMS_USER[where.who ?? "Ana"],
    ...(where.thread !== undefined && { thread: where.thread }),
    ...(where.delivery !== undefined && { id: where.delivery }),
  });
  const answers: string[] = [];
  const pick = (on: "root" | "summary"): TeamsMessage => messageOf(house, on);
  return {
    ...house,
    async propose(...causes) {
      await house.propose(...causes);
    },
    mention: async (text, where) => void (await sender.mention(text, over(where))),
    reply: async (text, where) => void (await sender.say(text, over(where))),
    at: (who) => ({ text: `<at>${who}</at>`, id: `teams:aad-${TEAMS_USER[who]}` }),
    makeGuest: (who) => void teams.people.set(TEAMS_USER[who], { userRole: "guest" }),
    direct: async (text) => void (await sender.say(text, { conversation: "a:ana" })),
    directs: () =>
      teams
        .shown("a:ana")
        .filter(({ from }) => from === "bot")
        .map(cardText),
    async press(on, label, where) {
      const { body } = await sender.pressLabel(pick(on), label, over(where));
      answers.push(body);
      await house.settled();
      return body;
    },
    async fill(on, label, values) {
      const opened = JSON.parse((await sender.pressLabel(pick(on), label)).body);
      const [send] = opened.task.value.card.content.actions;
      await sender.submit({ ...send.data, ...values }, { thread: pick("root").id });
    },
    async pointAt(what, text, where) {
      const id = String(Date.now() - 60_000);
      const hanging = where.thread === undefined ? {} : { thread: where.thread };
      const message = {
        id,
        conversation: pick("root").conversation,
        from: "29:ben",
        summary: "",
        card: undefined,
        text,
        edits: 0,
        ...hanging,
      };
      await sender.extension(what === "investigate" ? "investigate_this" : "add_to_timeline", message, {
        user: over(where).user,
      });
    },
    roots: () => house.roots().map(cardText),
    replies: () => house.replies(house.roots()[0]).map(cardText),
    thread: () => house.roots()[0]?.id ?? "",
    told: () => JSON.stringify([answers, teams.messages.map(cardText)]),
    refuseEvery(n) {
      teams.script(({ number }) =>
        n > 0 && number % n === 0 ? { type: "status", status: 429, retryAfter: 1 } : undefined,
      );
    },
    shutChannel(shut) {
      teams.script(() => (shut ? { type: "status", status: 403 } : undefined));
      // Teams tells the bot when it is added to a team again.
      if (!shut) void sender.add();
    },
    sounds: () => teams.calls.filter(({ method }) => method === "POST").length,
    problems: () => teams.problems,
  };
}

/** Every platform that people chat on. */
export const platforms: readonly [name: string, start: (options?: Options) => Promise<Chats>][] = [
  ["Slack", slackChats],
  ["Teams", teamsChats],
];

/** An investigation as it stands. */
export const stateIn = async (chats: Chats, number = 1001) => (await chats.app.load(streamOf(number))).state;
