import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Restriction, SlackMessage, Workspace } from "./workspace.ts";

export const BOT = { user: "UBOT1", id: "B0001", team: "T0001" } as const;

/** One thing shown to one person. */
export interface Ephemeral {
  readonly channel: string;
  readonly user: string;
  readonly thread_ts?: string;
  readonly text: string;
  readonly blocks: readonly Record<string, unknown>[];
  /** It took the place of the one that was pressed. */
  readonly replaces?: boolean;
}

export interface OpenedView {
  readonly method: string;
  readonly id: string;
  readonly trigger?: string;
  readonly user?: string;
  readonly view: Record<string, unknown>;
}

/** What the methods share with the server. */
export interface Office {
  readonly workspace: Workspace;
  readonly ephemerals: Ephemeral[];
  readonly views: OpenedView[];
  /** True while triggers are too old when they arrive. */
  expired: boolean;
  /** Previews of links, by the place or the id of their message. */
  readonly previews: Map<string, unknown>;
  /** What the app was granted. */
  readonly scopes: Set<string>;
  /** The prompts that a direct message shows. */
  readonly prompts: Map<string, unknown>;
  /** The loading states that were set. */
  readonly statuses: { readonly channel: string; readonly thread: string; readonly status: string }[];
  /** How often files.info says that a file is not ready. */
  fileDelay: number;
  readonly origin: () => string;
}

type Args = Readonly<Record<string, unknown>>;
type Answer = Record<string, unknown>;

const records = z.array(z.record(z.string(), z.unknown())).default([]);
const body = z.object({
  channel: z.string(),
  text: z.string().default(""),
  blocks: records,
  attachments: records,
  thread_ts: z.string().optional(),
  metadata: z.object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) }).optional(),
});
const isTrue = (value: unknown): boolean => value === true || value === "true";
const failed = (error: string): Answer => ({ ok: false, error });

/** Answers a method as Slack does, and does what it says. */
export function answer(office: Office, method: string, args: Args): Answer {
  const known = METHODS[method];
  return known ? known(office, args) : failed("unknown_method");
}

const METHODS: Readonly<Record<string, (office: Office, args: Args) => Answer>> = {
  "auth.test": () => ({
    ok: true,
    url: "https://gumshoe-test.slack.com/",
    team: "test",
    user: "gumshoe",
    team_id: BOT.team,
    user_id: BOT.user,
    bot_id: BOT.id,
  }),
  "chat.postMessage": (office, args) => {
    const { workspace } = office;
    // The id of a person stands for the direct message with them.
    const given = body.parse({ ...args, channel: String(args.channel).replace(/^U/, "D") });
    const refusal = refused(office, given.channel) ?? unready(office, given);
    if (refusal) return refusal;
    const { channel, text, blocks, attachments, thread_ts, metadata } = given;
    const restriction = workspace.restricted.get(channel);
    if (restriction !== undefined && forbids(restriction, thread_ts)) {
      return failed(`restricted_action_${restriction.replace("is_", "")}_channel`);
    }
    if (thread_ts !== undefined && !workspace.find(channel, thread_ts)) return failed("thread_not_found");
    const posted = workspace.post(
      {
        channel,
        text,
        blocks,
        attachments,
        user: BOT.user,
        bot_id: BOT.id,
        ...(thread_ts !== undefined && { thread_ts }),
        ...(metadata !== undefined && { metadata }),
        ...(isTrue(args.reply_broadcast) && { broadcast: true }),
      },
      typeof args.client_msg_id === "string" ? args.client_msg_id : undefined,
    );
    return { ok: true, channel, ts: posted.ts, message: toJson(posted, true) };
  },
  "chat.update": (office, args) => {
    const given = body.parse(args);
    const refusal = refused(office, given.channel) ?? unready(office, given);
    if (refusal) return refusal;
    const message = office.workspace.find(given.channel, String(args.ts));
    if (!message) return failed("message_not_found");
    if (message.user !== BOT.user) return failed("cant_update_message");
    message.text = given.text;
    message.blocks = given.blocks;
    message.attachments = given.attachments;
    message.edits += 1;
    return { ok: true, channel: given.channel, ts: message.ts, text: message.text };
  },
  "chat.postEphemeral": (office, args) => {
    const { channel, text, blocks, thread_ts } = body.parse(args);
    const refusal = refused(office, channel);
    if (refusal) return refusal;
    if (!office.workspace.people.has(String(args.user)) || office.workspace.absent.has(`${args.user} ${channel}`))
      return failed("user_not_in_channel");
    office.ephemerals.push({
      channel,
      user: String(args.user),
      text,
      blocks,
      ...(thread_ts !== undefined && { thread_ts }),
    });
    return { ok: true, message_ts: "1700000000.000001" };
  },
  "conversations.history": (office, args) => {
    const refusal = refused(office, String(args.channel));
    if (refusal) return refusal;
    return page(office.workspace.shown(String(args.channel)).toReversed(), args);
  },
  "conversations.replies": (office, args) => {
    const channel = String(args.channel);
    const refusal = refused(office, channel);
    if (refusal) return refusal;
    const asked = office.workspace.find(channel, String(args.ts));
    if (!asked) return failed("thread_not_found");
    if (asked.thread_ts !== undefined) return page([asked], args);
    return page([asked, ...office.workspace.shown(channel, asked.ts)], args);
  },
  "conversations.info": (office, args) => {
    const { workspace } = office;
    const channel = String(args.channel);
    const user = workspace.directs.get(channel);
    if (channel.startsWith("D")) {
      return user === undefined
        ? failed("channel_not_found")
        : { ok: true, channel: { id: channel, is_im: true, user } };
    }
    const state = workspace.channels.get(channel);
    const isPrivate = workspace.privates.has(channel);
    if (state === undefined || (isPrivate && state === "not_in_channel")) return failed("channel_not_found");
    return {
      ok: true,
      channel: {
        id: channel,
        name: channel.toLowerCase(),
        is_channel: true,
        is_group: false,
        is_im: false,
        is_mpim: false,
        is_private: isPrivate,
        is_archived: state === "is_archived",
        is_member: state === "member",
        ...Object.fromEntries(
          [...workspace.restricted].flatMap(([id, what]) => (id === channel ? [[what, true]] : [])),
        ),
      },
    };
  },
  "conversations.members": ({ workspace }, args) => {
    const channel = String(args.channel);
    const ours = [...workspace.people].filter(([, { more }]) => more === undefined).map(([id]) => id);
    const all = workspace.privates.get(channel) ?? [...ours, ...(workspace.invited.get(channel) ?? [])];
    const start = Number(args.cursor ?? 0);
    const end = start + Math.min(Number(args.limit ?? 100), 1_000);
    return {
      ok: true,
      members: all.slice(start, end),
      response_metadata: { next_cursor: end < all.length ? String(end) : "" },
    };
  },
  "usergroups.users.list": ({ workspace }, args) => {
    const users = workspace.groups.get(String(args.usergroup));
    return users ? { ok: true, users } : failed("no_such_subteam");
  },
  "users.info": ({ workspace }, args) => {
    const person = workspace.people.get(String(args.user));
    if (!person) return failed("user_not_found");
    const { name, realName, tz, more } = person;
    const profile = { display_name: realName };
    return { ok: true, user: { id: args.user, team_id: BOT.team, name, real_name: realName, tz, profile, ...more } };
  },
  "chat.unfurl": ({ previews, workspace }, { channel, ts, unfurl_id, source, unfurls }) => {
    const written = unfurl_id !== undefined && source !== undefined;
    if (!written && !workspace.find(String(channel), String(ts))) return failed("cannot_unfurl_url");
    previews.set(written ? String(unfurl_id) : `${channel} ${ts}`, unfurls);
    return { ok: true };
  },
  "assistant.threads.setStatus": ({ workspace, statuses }, { channel_id, thread_ts, status }) => {
    if (!workspace.find(String(channel_id), String(thread_ts))) return failed("invalid_thread_ts");
    statuses.push({ channel: String(channel_id), thread: String(thread_ts), status: String(status) });
    return { ok: true };
  },
  "assistant.threads.setSuggestedPrompts": ({ scopes, prompts }, args) => {
    if (!scopes.has("assistant:write")) return failed("missing_scope");
    prompts.set(String(args.channel_id), args.prompts);
    return { ok: true };
  },
  "views.open": (office, args) => opened(office, "views.open", args),
  "views.push": (office, args) => opened(office, "views.push", args),
  "views.update": (office, args) => opened(office, "views.update", args),
  "views.publish": (office, args) => opened(office, "views.publish", args),
  "files.getUploadURLExternal": (office, args) => {
    const alt = typeof args.alt_txt === "string" ? args.alt_txt : undefined;
    const file = office.workspace.addFile(String(args.filename), Number(args.length), alt);
    return { ok: true, file_id: file.id, upload_url: `${office.origin()}/upload/${file.id}` };
  },
  "files.completeUploadExternal": (office, args) => {
    const { workspace } = office;
    const [given] = z
      .array(z.object({ id: z.string(), title: z.string().optional() }))
      .min(1)
      .parse(args.files);
    const file = workspace.files.get(given?.id ?? "");
    if (!file || file.bytes.length !== file.length) return failed("file_not_found");
    if (given?.title !== undefined) file.title = given.title;
    const shared = typeof args.channel_id === "string" && !file.completed;
    if (shared) {
      const thread_ts = typeof args.thread_ts === "string" ? { thread_ts: args.thread_ts } : {};
      const channel = String(args.channel_id);
      workspace.post({
        channel,
        ...thread_ts,
        text: "",
        blocks: [],
        attachments: [],
        user: BOT.user,
        bot_id: BOT.id,
        files: [file.id],
      });
    }
    file.completed = true;
    return { ok: true, files: [{ id: file.id, title: file.title }] };
  },
  "files.info": (office, args) => {
    const file = office.workspace.files.get(String(args.file));
    if (!file?.completed) return failed("file_not_found");
    file.looks += 1;
    const ready = file.looks > office.fileDelay;
    return { ok: true, file: { id: file.id, title: file.title, mimetype: ready ? "image/png" : "" } };
  },
};

function opened(office: Office, method: string, { trigger_id, user_id, view }: Args): Answer {
  if (trigger_id !== undefined && office.expired) return failed("expired_trigger_id");
  const id = `V${randomUUID().slice(0, 8)}`;
  office.views.push({
    method,
    id,
    view: z.record(z.string(), z.unknown()).parse(view),
    ...(typeof trigger_id === "string" && { trigger: trigger_id }),
    ...(typeof user_id === "string" && { user: user_id }),
  });
  return { ok: true, view: { id } };
}

function refused({ workspace }: Office, channel: string): Answer | undefined {
  const direct = workspace.directs.has(channel) || workspace.people.has(channel.replace("D", "U"));
  const state = channel.startsWith("D") && direct ? "member" : workspace.channels.get(channel);
  if (state === undefined) return failed("channel_not_found");
  return state === "member" ? undefined : failed(state);
}

/** Whether a channel's settings forbid a message there. */
function forbids(restriction: Restriction, thread: string | undefined): boolean {
  switch (restriction) {
    case "is_read_only":
      return true;
    case "is_thread_only":
      return thread === undefined;
    case "is_non_threadable":
      return thread !== undefined;
    default:
      return restriction satisfies never;
  }
}

/** A picture whose file is still being worked on makes the whole message invalid. */
function unready(office: Office, { blocks }: z.infer<typeof body>): Answer | undefined {
  const ids = [...JSON.stringify(blocks).matchAll(/"slack_file":\{"id":"([^"]+)"/g)].map(([, id = ""]) => id);
  const bad = ids.some((id) => (office.workspace.files.get(id)?.looks ?? 0) <= office.fileDelay);
  return bad ? failed("invalid_blocks") : undefined;
}

function page(messages: readonly SlackMessage[], args: Args): Answer {
  const limit = Number(args.limit ?? 100);
  const start = Number(args.cursor ?? 0);
  const inside = messages.filter(
    ({ ts }) =>
      (args.oldest === undefined || Number(ts) >= Number(args.oldest)) &&
      (args.latest === undefined || Number(ts) <= Number(args.latest)),
  );
  const more = start + limit < inside.length;
  return {
    ok: true,
    messages: inside.slice(start, start + limit).map((one) => toJson(one, isTrue(args.include_all_metadata))),
    has_more: more,
    response_metadata: { next_cursor: more ? String(start + limit) : "" },
  };
}

function toJson({ edits: _, broadcast: __, metadata, ...message }: SlackMessage, all: boolean): Answer {
  return { type: "message", ...message, ...(all && metadata !== undefined && { metadata }) };
}
