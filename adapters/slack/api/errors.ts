import { webApi } from "@slack/bolt";
import {
  EditForbidden,
  EditWindowClosed,
  messageOf,
  OutcomeUnknown,
  Retryable,
  Unrecoverable,
} from "../../../src/errors.ts";

/** The remedy for each error of Slack that a person has to solve. */
const REMEDY: Readonly<Record<string, string>> = {
  channel_not_found: "Invite the bot in that channel, which may be private: /invite @Gumshoe",
  not_in_channel: "Invite the bot in that channel: /invite @Gumshoe",
  is_archived: "Unarchive the channel.",
  restricted_action: "A workspace setting forbids the bot to post there: let it.",
  restricted_action_read_only_channel: "The channel is read-only for the bot: let it post there.",
  restricted_action_thread_only_channel: "There the bot may only reply in threads: let it post.",
  restricted_action_non_threadable_channel: "Threads are switched off there: switch them on.",
  invalid_auth: "SLACK_BOT_TOKEN is not valid: copy the Bot User OAuth Token from the app's page.",
  not_authed: "SLACK_BOT_TOKEN is missing: copy the Bot User OAuth Token from the app's page.",
  account_inactive: "The app was removed from the workspace: install it again and copy its new token.",
  token_revoked: "The token was revoked: install the app again and copy its new token.",
  token_expired: "The token has expired: install the app again and copy its new token.",
  missing_scope: "Upload manifests/slack/manifest.json again and reinstall the app, so that it gets all its scopes.",
  no_such_subteam: "Check the group's id in the setting of its role, and that the group is not disabled.",
  plan_upgrade_required: "User groups need a paid plan of Slack: name people or a channel in the setting of the role.",
  team_access_not_granted: "Install the app in this workspace.",
};

/** The same where the channel is the one that the settings name. */
const REMEDY_OF_SETTING: Readonly<Record<string, string>> = {
  channel_not_found: "Check SLACK_CHANNEL, and invite the bot if the channel is private: /invite @Gumshoe",
  is_archived: "Unarchive the channel, or name another one in SLACK_CHANNEL.",
  restricted_action:
    "A workspace setting forbids the bot to post there: let it, or name another channel in SLACK_CHANNEL.",
  restricted_action_read_only_channel: "The channel is read-only for the bot: let it post there, or name another one.",
};

/** Server errors of Slack, after which the outcome is unknown. */
const PERHAPS_DONE = new Set([
  "fatal_error",
  "internal_error",
  "request_timeout",
  "service_unavailable",
  "team_added_to_org",
]);
const LIMITED = new Set(["ratelimited", "rate_limited", "message_limit_exceeded"]);
/** The message can no longer be edited. */
const UNEDITABLE = new Set(["message_not_found", "cant_update_message", "is_inactive"]);
/** The content was refused, not the channel. */
const REFUSED_CONTENT = new Set([
  "invalid_blocks",
  "invalid_blocks_format",
  "msg_blocks_too_long",
  "invalid_attachments",
  "msg_too_long",
]);

/** The pause after a rate limit without a time. */
const LIMITED_MS = 5_000;

/** Slack refuses a message's content; a simpler one may pass. */
export class ContentRefused extends Error {
  override readonly name = "ContentRefused";
}

/** What a failed call means for whoever made it. `subject` is what was called, in words: "channel C1"; `set`: a setting names it. */
export function toError(error: unknown, subject: string, set = false): Error {
  if (error instanceof webApi.WebAPIRateLimitedError) return limited(subject, error.retryAfter * 1000);
  if (error instanceof webApi.WebAPIPlatformError) return toPlatformError(error.data, subject, set);
  if (error instanceof webApi.WebAPIHTTPError) {
    if (error.statusCode === 429) return limited(subject, LIMITED_MS);
    return new OutcomeUnknown(`Slack answered ${error.statusCode} for ${subject}`, { cause: error });
  }
  if (error instanceof webApi.WebAPIRequestError) return toConnectionError(error.original, subject);
  return error instanceof Error && /429|[Rr]etry header/.test(error.message)
    ? limited(subject, LIMITED_MS)
    : new OutcomeUnknown(`${subject}: ${messageOf(error)}`, { cause: error });
}

function toPlatformError(data: webApi.WebAPIPlatformError["data"], subject: string, set: boolean): Error {
  const name = data.error;
  if (LIMITED.has(name)) return limited(subject, LIMITED_MS);
  if (PERHAPS_DONE.has(name)) return new OutcomeUnknown(`Slack failed for ${subject}: ${name}`);
  if (name === "edit_window_closed") {
    return new EditWindowClosed(
      `Slack refuses edits in ${subject}: the workspace limits the time for editing messages. Lift that limit.`,
    );
  }
  if (UNEDITABLE.has(name)) return new EditForbidden(`${subject}: ${name}`);
  if (REFUSED_CONTENT.has(name)) return new ContentRefused(`${subject}: ${name}`);
  const needed = "needed" in data && typeof data.needed === "string" ? ` (needs ${data.needed})` : "";
  const remedies = set ? { ...REMEDY, ...REMEDY_OF_SETTING } : REMEDY;
  const remedy = Object.hasOwn(remedies, name) ? ` ${remedies[name]}` : "";
  return new Unrecoverable(`Slack refuses ${subject}: ${name}${needed}.${remedy}`);
}

/** A connection that was never made sent nothing; one that broke may have sent the request. */
function toConnectionError(error: Error, subject: string): Error {
  const cause = error.cause instanceof Error && "code" in error.cause ? String(error.cause.code) : "";
  const sent = !["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "EHOSTUNREACH"].includes(cause);
  const text = `Slack did not answer for ${subject}: ${cause === "" ? error.message : cause}`;
  return sent ? new OutcomeUnknown(text, { cause: error }) : new Retryable(text, { cause: error });
}

function limited(subject: string, afterMs: number): Retryable {
  return new Retryable(`Slack asks to wait ${Math.ceil(afterMs / 1000)} s for ${subject}`, { afterMs });
}
