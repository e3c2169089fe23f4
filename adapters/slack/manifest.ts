import type { Verb } from "../../src/command/verb.ts";
import { SHORTCUT } from "./listen/shortcuts.ts";

/** Subscribed events, each with the scopes that Slack requires. */
export const EVENTS: Readonly<Record<string, readonly string[]>> = {
  app_home_opened: [],
  app_mention: ["app_mentions:read"],
  member_joined_channel: ["channels:read", "groups:read"],
  "message.channels": ["channels:history"],
  "message.groups": ["groups:history"],
  "message.im": ["im:history"],
  pin_added: ["pins:read"],
  reaction_added: ["reactions:read"],
};

/** Called methods, each with the scopes that Slack requires. */
export const METHODS: Readonly<Record<string, readonly string[]>> = {
  "apps.connections.open": [],
  "assistant.threads.setStatus": ["chat:write"],
  "auth.test": [],
  "chat.postEphemeral": ["chat:write"],
  "chat.postMessage": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history"],
  "conversations.info": ["channels:read", "groups:read", "im:read"],
  "conversations.members": ["channels:read", "groups:read", "im:read"],
  "conversations.replies": ["channels:history", "groups:history", "im:history"],
  "files.completeUploadExternal": ["files:write"],
  "files.getUploadURLExternal": ["files:write"],
  "files.info": ["files:read"],
  "usergroups.users.list": ["usergroups:read"],
  "users.info": ["users:read"],
  "views.open": [],
  "views.publish": [],
  "views.push": [],
  "views.update": [],
};

/** For previews of the page's links: only where the app has a public address. */
export const PREVIEWS = {
  events: { link_shared: ["links:read"] },
  methods: { "chat.unfurl": ["links:write"] },
} as const;

/** Methods that are called only where the app was granted their scope, which the manifest does not ask for. */
export const OPTIONAL_METHODS: Readonly<Record<string, readonly string[]>> = {
  "assistant.threads.setSuggestedPrompts": ["assistant:write"],
};

/** Slack's limit of a command's usage hint. */
const HINT = 1_000;

/**
 * The manifest that a workspace admin uploads, made from the verbs and the adapter's needs. Without an address it is for Socket Mode; with
 * one (`https://gumshoe.example.com`) Slack posts there.
 */
export function toManifest(verbs: Readonly<Record<string, Verb>>, address?: string): Record<string, unknown> {
  const url = address === undefined ? undefined : `${address.replace(/\/+$/, "")}/slack/events`;
  const previews = url === undefined ? undefined : PREVIEWS;
  const events = { ...EVENTS, ...previews?.events };
  const hint = Object.keys(verbs).join(" | ");
  return {
    _metadata: { major_version: 2 },
    display_information: {
      name: "Gumshoe",
      description: "The cause of an alarm, with its proof, in the thread.",
      background_color: "#1f2937",
      long_description:
        "CloudWatch alarms arrive as messages. Seconds later their thread holds ranked causes, each with the evidence for it, the evidence against it, and what would refute it. People accept, discard, note and ask without leaving the thread, and everything is on record.",
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: "Gumshoe", always_online: true },
      shortcuts: [
        shortcut("Investigate this", "message", SHORTCUT.investigate, "Look for the cause of what this message says"),
        shortcut("Add to timeline", "message", SHORTCUT.timeline, "Keep this message in an investigation's record"),
        shortcut("Start an investigation", "global", SHORTCUT.start, "Look for the cause of something"),
        shortcut("Query a metric", "global", SHORTCUT.metrics, "Chart a CloudWatch metric"),
      ],
      slash_commands: [
        {
          command: "/gumshoe",
          ...(url !== undefined && { url }),
          description: "Investigate, ask and decide. In a thread mention the bot instead: @Gumshoe",
          usage_hint: hint.length <= HINT ? hint : "help",
          should_escape: true,
        },
      ],
      ...(url !== undefined && { unfurl_domains: [new URL(url).hostname] }),
    },
    oauth_config: { scopes: { bot: scopesOf({ ...events, ...METHODS, ...previews?.methods }) } },
    settings: {
      event_subscriptions: { ...(url !== undefined && { request_url: url }), bot_events: Object.keys(events).sort() },
      interactivity: { is_enabled: true, ...(url !== undefined && { request_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}

/** The scopes without which something does not work, wherever the app is. */
export function neededScopes(): readonly string[] {
  return scopesOf({ ...EVENTS, ...METHODS });
}

/** The minimal scopes of events and methods. */
function scopesOf(needed: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return [...new Set(["commands", ...Object.values(needed).flat()])].sort();
}

function shortcut(name: string, type: "message" | "global", callback_id: string, description: string) {
  return { name, type, callback_id, description };
}
