import { CHANNEL, type TeamsCounterpart, type TeamsMessage } from "./connector.ts";
import type { TokenOver } from "./keys.ts";

/** What a request may have otherwise than Teams sends it. */
export interface Over {
  readonly user?: string;
  readonly conversation?: string;
  readonly thread?: string | undefined;
  readonly token?: TokenOver;
  readonly unsigned?: boolean;
  readonly id?: string;
  /** The tenants of the conversation and of the sender; undefined: it names none. */
  readonly tenants?: readonly [conversation: string | undefined, sender: string | undefined];
}

export interface Sent {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

const PEOPLE: Readonly<Record<string, string>> = { "29:ana": "Ana", "29:ben": "Ben" };
/** The tenant that everything happens in. */
export const TENANT = "72f988bf-86f1-41af-91ab-2d7cd011db47";
let serial = 0;

/** Sends what Teams sends to a bot, with a token as the Bot Framework signs it. */
export function createTeamsSender(teams: TeamsCounterpart, url: string, appId: string | undefined) {
  async function send(activity: Record<string, unknown>, over: Over = {}): Promise<Sent> {
    const whole = { ...base(over), ...activity };
    teams.said.add(String(whole.id));
    return post(JSON.stringify(whole), over);
  }

  async function post(body: string, over: Over = {}): Promise<Sent> {
    const token =
      appId === undefined || over.unsigned ? undefined : teams.keys.token(appId, teams.serviceUrl, over.token);
    const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const started = performance.now();
    // A connection of its own: one that is kept may be closed by the server just as it is used again.
    const headers = { "content-type": "application/json", connection: "close", ...authorization };
    const response = await fetch(url, { method: "POST", body, headers });
    return { status: response.status, body: await response.text(), ms: performance.now() - started };
  }

  function base({ user = "29:ana", conversation = CHANNEL, thread, id, tenants = [TENANT, TENANT] }: Over) {
    const [tenantId, sender] = tenants;
    const channel = conversation.includes("@thread.tacv2");
    const group = conversation.includes("@thread.v2");
    return {
      id: id ?? `${Date.now()}${++serial}`,
      channelId: "msteams",
      serviceUrl: teams.serviceUrl,
      timestamp: new Date().toISOString(),
      localTimezone: user === "29:ben" ? "America/New_York" : "Europe/Berlin",
      from: { id: user, name: PEOPLE[user] ?? user, aadObjectId: `aad-${user}` },
      recipient: { id: "28:bot", name: "Gumshoe" },
      conversation: {
        id: thread === undefined ? conversation : `${conversation};messageid=${thread}`,
        conversationType: channel ? "channel" : group ? "groupChat" : "personal",
        isGroup: channel || group,
        tenantId,
      },
      channelData: { tenant: { id: sender }, ...(channel && { channel: { id: conversation } }) },
    };
  }

  return {
    post,
    mention: (text: string, over: Over = {}) =>
      send(
        {
          type: "message",
          text: `<at>Gumshoe</at> ${text}`,
          entities: [
            { type: "mention", mentioned: { id: "28:bot", name: "Gumshoe" }, text: "<at>Gumshoe</at>" },
            ...[...text.matchAll(/<at>([^<]+)<\/at>/g)].map(([written, name = ""]) => ({
              type: "mention",
              mentioned: { id: `29:${name.toLowerCase()}`, name },
              text: written,
            })),
          ],
        },
        over,
      ),
    /** The bot is added to the team again. */
    add: (over: Over = {}) => send({ type: "conversationUpdate", membersAdded: [{ id: "28:bot" }] }, over),
    say: (text: string, over: Over = {}) => send({ type: "message", text, entities: [] }, over),
    /** Presses a button by what it says. */
    pressLabel(message: TeamsMessage, label: string, over: Over = {}): Promise<Sent> {
      const action = actionOf(message, label);
      if (!action) throw new Error(`no button says ${label} on: ${message.summary}`);
      return this.press(message, action, over);
    },
    press(
      message: TeamsMessage,
      action: { type: string; data: Record<string, unknown> },
      over: Over = {},
    ): Promise<Sent> {
      const at = { thread: message.thread ?? message.id, conversation: message.conversation, ...over };
      if (action.type === "Action.Execute") {
        const value = { action: { type: action.type, verb: "say", data: action.data }, trigger: "manual" };
        return send({ type: "invoke", name: "adaptiveCard/action", value, replyToId: message.id }, at);
      }
      const value = { data: action.data, context: { theme: "default" } };
      return send({ type: "invoke", name: "task/fetch", value, replyToId: message.id }, at);
    },
    /** Sends any activity as Teams would. */
    send,
    submit: (data: Record<string, unknown>, over: Over = {}) =>
      send({ type: "invoke", name: "task/submit", value: { data } }, over),
    extension: (commandId: string, message: TeamsMessage, over: Over = {}) =>
      send(
        {
          type: "invoke",
          name: "composeExtension/fetchTask",
          value: {
            commandId,
            commandContext: "message",
            messagePayload: {
              id: message.id,
              createdDateTime: new Date(Number(message.id)).toISOString(),
              linkToMessage: `https://teams.microsoft.com/l/message/${message.conversation}/${message.id}`,
              body: { contentType: "html", content: `<div>${message.text}</div>` },
              from: { user: { displayName: PEOPLE[message.from] ?? message.from } },
            },
          },
        },
        { conversation: message.conversation, thread: message.thread ?? message.id, ...over },
      ),
    invoke: (name: string, value: unknown, over: Over = {}) => send({ type: "invoke", name, value }, over),
  };
}
export type TeamsSender = ReturnType<typeof createTeamsSender>;

interface FoundAction {
  readonly type: string;
  readonly title: string;
  readonly data: Record<string, unknown>;
}

/** The button of a message that says this. */
export function actionOf({ card }: Pick<TeamsMessage, "card">, label: string): FoundAction | undefined {
  const found: FoundAction[] = [];
  JSON.stringify(card, (_, value) => {
    if (typeof value === "object" && value !== null && "title" in value && "data" in value)
      found.push(value as FoundAction);
    return value;
  });
  return found.find(({ title }) => title === label);
}
