import { randomUUID } from "node:crypto";

/** A message that stands in the workspace. */
export interface SlackMessage {
  readonly ts: string;
  readonly channel: string;
  readonly user: string;
  readonly bot_id?: string;
  thread_ts?: string;
  text: string;
  blocks: readonly Record<string, unknown>[];
  attachments: readonly Record<string, unknown>[];
  metadata?: { readonly event_type: string; readonly event_payload: Readonly<Record<string, unknown>> };
  /** Shown in the channel as well as in its thread. */
  broadcast?: boolean;
  files?: readonly string[];
  edits: number;
}

export interface StoredFile {
  readonly id: string;
  readonly filename: string;
  readonly length: number;
  alt?: string;
  title?: string;
  bytes: Buffer;
  completed: boolean;
  looks: number;
}

/** Somebody, with what else `users.info` says of them. */
export interface SlackPerson {
  readonly name: string;
  readonly realName: string;
  readonly tz: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** What a channel's settings may forbid its members. */
export type Restriction = "is_read_only" | "is_thread_only" | "is_non_threadable";

export type Membership = "member" | "not_in_channel" | "is_archived";

/** What stands in a workspace: channels, people, messages, files. Times go on with each message, as Slack's do. */
export function createWorkspace() {
  const channels = new Map<string, Membership>([["C0001", "member"]]);
  const people = new Map<string, SlackPerson>([
    ["U0001", { name: "ana", realName: "Ana", tz: "Europe/Berlin" }],
    ["U0002", { name: "ben", realName: "Ben", tz: "America/New_York" }],
  ]);
  const restricted = new Map<string, Restriction>();
  /** Who is in a private channel. */
  const privates = new Map<string, readonly string[]>();
  /** Guests and people of other workspaces see a public channel only where they are in it. */
  const invited = new Map<string, readonly string[]>();
  /** Who is not in a public channel: "U0001 C0001". */
  const absent = new Set<string>();
  /** With whom the bot has a direct message. */
  const directs = new Map<string, string>([
    ["D0001", "U0001"],
    ["D0002", "U0002"],
  ]);
  /** User groups, by id. */
  const groups = new Map<string, readonly string[]>();
  const messages: SlackMessage[] = [];
  const files = new Map<string, StoredFile>();
  const posts = new Map<string, SlackMessage>();
  let last = 0;

  function nextTs(): string {
    last = Math.max(last + 1, Date.now() * 1000);
    return `${Math.floor(last / 1_000_000)}.${String(last % 1_000_000).padStart(6, "0")}`;
  }

  return {
    channels,
    restricted,
    people,
    privates,
    invited,
    directs,
    absent,
    groups,
    messages,
    files,
    /** A post with an id that was used before is the earlier message, with its earlier text. */
    post(message: Omit<SlackMessage, "ts" | "edits">, clientId?: string): SlackMessage {
      const known = clientId === undefined ? undefined : posts.get(clientId);
      if (known) return known;
      const posted: SlackMessage = { ...message, ts: nextTs(), edits: 0 };
      messages.push(posted);
      if (clientId !== undefined) posts.set(clientId, posted);
      return posted;
    },
    find: (channel: string, ts: string) => messages.find((one) => one.channel === channel && one.ts === ts),
    /** Roots and broadcasts of a channel, or the replies of a thread, the oldest first. */
    shown(channel: string, thread?: string): readonly SlackMessage[] {
      return messages.filter(
        (one) =>
          one.channel === channel &&
          (thread === undefined ? one.thread_ts === undefined || one.broadcast : one.thread_ts === thread),
      );
    },
    addFile(filename: string, length: number, alt: string | undefined): StoredFile {
      const id = `F${randomUUID().slice(0, 8).toUpperCase()}`;
      const file: StoredFile = { id, filename, length, bytes: Buffer.alloc(0), completed: false, looks: 0 };
      if (alt !== undefined) file.alt = alt;
      files.set(id, file);
      return file;
    },
  };
}
export type Workspace = ReturnType<typeof createWorkspace>;
