import { EditForbidden, OutcomeUnknown, Retryable, Unrecoverable } from "../../../src/errors.ts";

/** What follows from an answer of the connector. */
type Consequence =
  | { readonly type: "repeat"; readonly afterMs: number }
  | { readonly type: "unknown" }
  /** The message is gone or can no longer be edited: post anew. */
  | { readonly type: "gone" }
  | { readonly type: "simplify" }
  | { readonly type: "remedy"; readonly remedy: string };

const remedy = (text: string): Consequence => ({ type: "remedy", remedy: text });

const CREDENTIALS = remedy(
  "TEAMS_APP_ID, TEAMS_APP_PASSWORD or TEAMS_TENANT_ID is not right: copy them from the bot's registration.",
);
const ADD_AGAIN = remedy(
  "The bot is not in that team, channel or chat, or an app policy forbids it: add the app to the team again, and to the channel if it is private or shared.",
);
const NO_CHANNEL = remedy(
  "The channel or chat does not exist: check TEAMS_CHANNEL and ROUTES, and that the app is added to its team.",
);
/** If a team's members were requested. */
const NOT_TOLD = remedy("Check the team's id in OPERATORS, and that the app is added to that team.");
const ELSEWHERE = remedy(
  "Another of Microsoft's services has it: mention the bot there once, so that it learns which one.",
);

/**
 * By Teams' own code: the table "Status codes from bot conversational APIs" of
 * https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/conversation-messages, and the sub-code of a person who
 * blocked or removed the bot, https://learn.microsoft.com/en-us/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
const BY_CODE: Readonly<Record<string, Consequence>> = {
  Throttled: { type: "repeat", afterMs: 5_000 },
  PreconditionFailed: { type: "repeat", afterMs: 1_000 },
  ActivityNotFoundInConversation: { type: "gone" },
  MessageSizeTooBig: { type: "simplify" },
  BotNotRegistered: CREDENTIALS,
  BotNotInConversationRoster: ADD_AGAIN,
  NotEnoughPermissions: ADD_AGAIN,
  BotDisabledByAdmin: remedy("An administrator has blocked the app: allow it in the Teams admin center."),
  ConversationBlockedByUser: remedy("The person has blocked the bot: only they can unblock it."),
  MessageWritesBlocked: remedy("The person has blocked or removed the bot: only they can add it again."),
  ConversationNotFound: NO_CHANNEL,
  InvalidBotApiHost: ELSEWHERE,
};

/** What a `BadArgument` is about stands in its message only. */
const BY_MESSAGE: readonly (readonly [RegExp, Consequence])[] = [
  [/not a known activity id/i, { type: "gone" }],
  [/\bregion\b/i, ELSEWHERE],
];

/** If nothing is known about the code. Microsoft answers an edit of a deleted message with 403 and no reason. */
function byStatus(status: number, asked: RequestKind): Consequence {
  if (status === 429) return { type: "repeat", afterMs: 5_000 };
  if (status === 412) return { type: "repeat", afterMs: 1_000 };
  if (status >= 500) return { type: "unknown" };
  if (status === 401) return CREDENTIALS;
  if (asked === "members") return NOT_TOLD;
  if (asked === "check") return status === 403 ? ADD_AGAIN : NO_CHANNEL;
  if (asked === "edit" && (status === 403 || status === 404)) return { type: "gone" };
  if (status === 413 || status === 400) return { type: "simplify" };
  if (status === 403) return ADD_AGAIN;
  return status === 404 ? NO_CHANNEL : remedy("");
}

/** The kind of request to the connector. */
export type RequestKind = "post" | "edit" | "members" | "check";

/** Teams refuses a message's content; a simpler one may pass. */
export class ContentRefused extends Error {
  override readonly name = "ContentRefused";
}

/** Microsoft gives the bot no token, so that no channel can be reached. */
export class NoToken extends Unrecoverable {}

/** Converts an answer of the connector into a typed error. `subject` is the called object in words. */
export function toError(response: Response, text: string, subject: string, asked: RequestKind): Error {
  const { status } = response;
  const wait = Number(response.headers.get("retry-after"));
  const codes = [...text.matchAll(/"(?:code|subCode)"\s*:\s*"([\w-]{1,80})"/g)].flatMap(([, code]) => code ?? []);
  const reason = `${status} ${codes.join(" ")}`.trim();
  const consequence = consequenceOf(codes, text, status, asked);
  switch (consequence.type) {
    case "repeat":
      return new Retryable(`Teams asks to wait for ${subject}: ${reason}`, {
        afterMs: wait > 0 ? wait * 1_000 : consequence.afterMs,
      });
    case "unknown":
      return new OutcomeUnknown(`Teams answered ${reason} for ${subject}`, wait > 0 ? { afterMs: wait * 1_000 } : {});
    case "gone":
      return new EditForbidden(`${subject}: the message is gone: ${reason}`);
    case "simplify":
      return new ContentRefused(`Teams refuses ${subject}: ${reason}`);
    case "remedy":
      return new Unrecoverable(`Teams refuses ${subject}: ${reason}. ${consequence.remedy}`.trim());
    default:
      return consequence satisfies never;
  }
}

function consequenceOf(codes: readonly string[], text: string, status: number, asked: RequestKind): Consequence {
  const usual = byStatus(status, asked);
  if (usual.type === "unknown") return usual;
  const [known] = codes.flatMap((code) => BY_CODE[code] ?? []);
  const [, told] = BY_MESSAGE.find(([pattern]) => status === 400 && pattern.test(text)) ?? [];
  const found = known ?? told ?? usual;
  switch (found.type) {
    case "gone":
      return asked === "edit" ? found : NO_CHANNEL;
    case "simplify":
      return asked === "members" ? NOT_TOLD : asked === "check" ? NO_CHANNEL : found;
    case "remedy":
      return asked === "members" && (found === ADD_AGAIN || found === NO_CHANNEL) ? NOT_TOLD : found;
    default:
      return found;
  }
}

/** A connection that was never made sent nothing; one that broke may have sent the request. */
export function toConnectionError(error: unknown, subject: string): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  const code = cause && "code" in cause ? String(cause.code) : "";
  const sent = !["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "EHOSTUNREACH"].includes(code);
  const text = `Teams did not answer for ${subject}${code === "" ? "" : `: ${code}`}`;
  return sent ? new OutcomeUnknown(text, { cause: error }) : new Retryable(text, { cause: error });
}
