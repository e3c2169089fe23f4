import { createHmac, randomUUID } from "node:crypto";
import { stringify } from "node:querystring";
import { BOT, type Slack } from "./server.ts";
import type { SlackMessage } from "./workspace.ts";

/** What a request may have otherwise than Slack sends it. */
export interface Over {
  readonly user?: string;
  readonly channel?: string;
  /** Signed with another secret. */
  readonly secret?: string;
  /** Epoch seconds that it claims to be sent at. */
  readonly timestamp?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly unsigned?: boolean;
  readonly eventId?: string;
  readonly thread?: string;
  /** The workspace that the request names: in a shared channel it may be the other side's. */
  readonly team?: string;
  /** The workspace of the installation that an event is for. */
  readonly installedIn?: string;
}

export interface Sent {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

const FORM = "application/x-www-form-urlencoded";
let serial = 0;
const trigger = (): string => `${Date.now()}.${++serial}.abcdef`;

/** Sends what Slack sends to a bot, signed as Slack signs. */
export function createSender(slack: Slack, url: string) {
  async function post(body: string, type: string, over: Over = {}): Promise<Sent> {
    const timestamp = String(over.timestamp ?? Math.floor(Date.now() / 1000));
    const hash = createHmac("sha256", over.secret ?? slack.signingSecret)
      .update(`v0:${timestamp}:${body}`)
      .digest("hex");
    const signed = over.unsigned ? {} : { "x-slack-request-timestamp": timestamp, "x-slack-signature": `v0=${hash}` };
    const started = performance.now();
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": type, ...signed, ...over.headers },
    });
    return { status: response.status, body: await response.text(), ms: performance.now() - started };
  }

  const interactive = (payload: Record<string, unknown>, over?: Over): Promise<Sent> =>
    post(stringify({ payload: JSON.stringify(payload) }), FORM, over);

  function event(inner: Record<string, unknown>, over: Over = {}): Promise<Sent> {
    return post(JSON.stringify(envelopeOf(inner, over)), "application/json", over);
  }

  return {
    post,
    event,
    interactive,
    slash: (text: string, over: Over = {}) => post(stringify(slashOf(slack, text, over)), FORM, over),
    press: (message: SlackMessage, action: { action_id: string; value?: string; option?: string }, over: Over = {}) =>
      interactive(pressOf(slack, message, action, over), over),
    /** Presses a button on the home tab or in a dialog, which are in no channel. */
    pressIn: (view: Record<string, unknown>, action: { action_id: string; value: string }, over: Over = {}) =>
      interactive(
        {
          type: "block_actions",
          user: personOf(slack, over.user ?? "U0001"),
          api_app_id: "A0001",
          token: "unused",
          container: { type: "view", view_id: "V0001" },
          trigger_id: trigger(),
          team: { id: BOT.team, domain: "gumshoe-test" },
          view: { id: "V0001", hash: "1.abc", ...view },
          actions: [{ type: "button", block_id: "row", action_ts: `${Date.now() / 1000}${++serial}`, ...action }],
        },
        over,
      ),
    /** Presses a button of an answer that only that person sees. */
    pressEphemeral: (action: { action_id: string; value: string }, over: Over = {}) =>
      interactive(
        {
          type: "block_actions",
          user: personOf(slack, over.user ?? "U0001"),
          api_app_id: "A0001",
          token: "unused",
          container: { type: "message", message_ts: "1700000000.000001", channel_id: "C0001", is_ephemeral: true },
          trigger_id: trigger(),
          team: { id: BOT.team, domain: "gumshoe-test" },
          channel: { id: "C0001", name: "alerts" },
          response_url: `${slack.origin()}/respond/${++serial}`,
          actions: [{ type: "button", block_id: "row", action_ts: `${Date.now() / 1000}${++serial}`, ...action }],
        },
        over,
      ),
    /** Presses a button or picks a menu's option by what it says. */
    pressLabel(message: SlackMessage, label: string, over: Over = {}): Promise<Sent> {
      const action = actionOf(message, label);
      if (!action) throw new Error(`no button says ${label} on: ${message.text}`);
      return interactive(pressOf(slack, message, action, over), over);
    },
    submit: (view: Record<string, unknown>, values: Readonly<Record<string, string>>, over: Over = {}) =>
      interactive(submissionOf(view, values, over), over),
    shortcut: (callback: string, message?: SlackMessage, over: Over = {}) =>
      interactive(shortcutOf(slack, callback, message, over), over),
    mention: (text: string, over: Over = {}) =>
      event({ type: "app_mention", ...saidOf(slack, `<@${BOT.user}> ${text}`, over) }, over),
    /** A person writes in the workspace, and the bot is told. */
    say: (text: string, over: Over = {}) =>
      event(
        {
          type: "message",
          channel_type: over.channel?.startsWith("D") ? "im" : "channel",
          ...saidOf(slack, text, over),
        },
        over,
      ),
    /** A person shares a file with a comment. */
    shareFile: (text: string, over: Over = {}) =>
      event(
        {
          type: "message",
          subtype: "file_share",
          channel_type: "channel",
          files: [{ id: "F0001", name: "heap.txt", mimetype: "text/plain" }],
          ...saidOf(slack, text, over),
        },
        over,
      ),
    react: (message: SlackMessage, reaction: string, over: Over = {}) =>
      event(
        {
          type: "reaction_added",
          user: over.user ?? "U0001",
          reaction,
          item: { type: "message", channel: message.channel, ts: message.ts },
          item_user: message.user,
          event_ts: message.ts,
        },
        over,
      ),
    pin: (message: SlackMessage, over: Over = {}) =>
      event(
        {
          type: "pin_added",
          user: over.user ?? "U0001",
          channel_id: message.channel,
          item: { type: "message", channel: message.channel, message },
          event_ts: message.ts,
        },
        over,
      ),
    /** Somebody invites the bot, or anybody else, to a channel. */
    invite: (user: string, over: Over = {}) => {
      const channel = over.channel ?? "C0001";
      if (user === BOT.user) slack.workspace.channels.set(channel, "member");
      return event({ type: "member_joined_channel", user, channel, channel_type: "C", team: BOT.team }, over);
    },
    /** Somebody posts links of the app's domain, or is about to. */
    shareLinks: (message: Pick<SlackMessage, "channel" | "ts">, links: readonly string[], over: Over = {}) =>
      event(
        {
          type: "link_shared",
          user: over.user ?? "U0001",
          channel: message.channel,
          message_ts: message.ts,
          unfurl_id: `${message.channel}.${message.ts}.1`,
          source: message.channel === "COMPOSER" ? "composer" : "conversations_history",
          is_bot_user_member: true,
          links: links.map((url) => ({ domain: "gumshoe.example.com", url: url.replaceAll("&", "&amp;") })),
        },
        over,
      ),
    /** Somebody opens the app's messages. */
    openMessages: ({ user = "U0001", ...over }: Over = {}) =>
      event({ type: "app_home_opened", user, channel: user.replace("U", "D"), tab: "messages" }, over),
    openHome: (over: Over = {}) =>
      event({ type: "app_home_opened", user: over.user ?? "U0001", channel: "D0001", tab: "home" }, over),
  };
}
export type Sender = ReturnType<typeof createSender>;

/** What hangs under the labels of a message's buttons and menus. */
export function actionOf(
  { blocks }: Pick<SlackMessage, "blocks">,
  label: string,
): { action_id: string; value?: string; option?: string } | undefined {
  type Element = {
    action_id: string;
    text?: { text: string };
    value?: string;
    options?: { text: { text: string }; value: string }[];
  };
  const elements = blocks.flatMap((block) => (block.elements ?? []) as Element[]);
  for (const { action_id, text, value, options } of elements) {
    if (text?.text === label && value !== undefined) return { action_id, value };
    const option = options?.find((one) => one.text.text === label);
    if (option) return { action_id, option: option.value };
  }
  return undefined;
}

export function slashOf(
  slack: Slack,
  text: string,
  { user = "U0001", channel = "C0001", team = BOT.team }: Over,
): Record<string, string> {
  return {
    token: "unused",
    team_id: team,
    team_domain: "gumshoe-test",
    channel_id: channel,
    channel_name: "alerts",
    user_id: user,
    user_name: slack.workspace.people.get(user)?.name ?? user,
    command: "/gumshoe",
    text,
    api_app_id: "A0001",
    is_enterprise_install: "false",
    response_url: `${slack.origin()}/respond/${++serial}`,
    trigger_id: trigger(),
  };
}

function pressOf(
  slack: Slack,
  message: SlackMessage,
  { action_id, value, option }: { action_id: string; value?: string; option?: string },
  { user = "U0001", team = BOT.team }: Over,
): Record<string, unknown> {
  const { channel, ts, thread_ts } = message;
  const chosen =
    option === undefined ? { type: "button", value } : { type: "overflow", selected_option: { value: option } };
  return {
    type: "block_actions",
    user: personOf(slack, user),
    api_app_id: "A0001",
    token: "unused",
    container: {
      type: "message",
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: false,
      ...(thread_ts !== undefined && { thread_ts }),
    },
    trigger_id: trigger(),
    team: { id: team, domain: "gumshoe-test" },
    channel: { id: channel, name: "alerts" },
    message: { type: "message", ...message },
    response_url: `${slack.origin()}/respond/${++serial}`,
    actions: [{ action_id, block_id: "row", action_ts: `${Date.now() / 1000}${++serial}`, ...chosen }],
  };
}

function personOf(slack: Slack, user: string): Record<string, string> {
  const name = slack.workspace.people.get(user)?.name ?? user;
  return { id: user, username: name, name, team_id: BOT.team };
}

function submissionOf(
  view: Record<string, unknown>,
  values: Readonly<Record<string, string>>,
  { user = "U0001" }: Over,
): Record<string, unknown> {
  const blocks = view.blocks as { block_id?: string; element?: { type: string; action_id: string } }[];
  const state = blocks.flatMap(({ block_id = "", element }) => {
    if (!element) return [];
    const value = values[block_id] ?? null;
    const given =
      element.type === "static_select"
        ? {
            type: element.type,
            selected_option: value === null ? null : { text: { type: "plain_text", text: value }, value },
          }
        : { type: element.type, value };
    return [[block_id, { [element.action_id]: given }] as const];
  });
  return {
    type: "view_submission",
    team: { id: BOT.team, domain: "gumshoe-test" },
    user: { id: user, username: user, name: user, team_id: BOT.team },
    api_app_id: "A0001",
    token: "unused",
    trigger_id: trigger(),
    view: { id: `V${randomUUID().slice(0, 8)}`, hash: "1.abc", ...view, state: { values: Object.fromEntries(state) } },
  };
}

function shortcutOf(
  slack: Slack,
  callback_id: string,
  message: SlackMessage | undefined,
  { user = "U0001" }: Over,
): Record<string, unknown> {
  const shared = {
    callback_id,
    token: "unused",
    team: { id: BOT.team, domain: "gumshoe-test" },
    user: personOf(slack, user),
    action_ts: `${Date.now() / 1000}${++serial}`,
    trigger_id: trigger(),
  };
  if (!message) return { type: "shortcut", ...shared };
  return {
    type: "message_action",
    ...shared,
    channel: { id: message.channel, name: "alerts" },
    message: { type: "message", ...message },
    message_ts: message.ts,
    response_url: `${slack.origin()}/respond/${++serial}`,
  };
}

function saidOf(
  slack: Slack,
  text: string,
  { user = "U0001", channel = "C0001", thread }: Over,
): Record<string, unknown> {
  const hanging = thread === undefined ? {} : { thread_ts: thread };
  const { ts } = slack.workspace.post({ channel, user, text, blocks: [], attachments: [], ...hanging });
  return { user, channel, text, ts, team: BOT.team, event_ts: ts, ...hanging };
}

/** The envelope that an event comes in. */
export function envelopeOf(
  event: Record<string, unknown>,
  { eventId, team = BOT.team, installedIn = BOT.team }: Over = {},
): Record<string, unknown> {
  return {
    token: "unused",
    team_id: team,
    api_app_id: "A0001",
    event,
    type: "event_callback",
    event_id: eventId ?? `Ev${randomUUID().slice(0, 10).toUpperCase()}`,
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: installedIn, user_id: BOT.user, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}
