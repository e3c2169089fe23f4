import { z } from "zod";
import { OutcomeUnknown } from "../../../src/errors.ts";
import { parseJson } from "../../../src/json.ts";
import { conversationOf, type Place } from "../place.ts";
import type { PostedMessages } from "../post/posted.ts";
import type { AdaptiveCard } from "../render/element.ts";
import type { AiEntity } from "../render/worded.ts";
import type { Authority } from "./authority.ts";
import { type RequestKind, toConnectionError, toError } from "./errors.ts";
import type { References } from "./references.ts";
import { toTokenError } from "./token-errors.ts";

/** The time limit of every outgoing call. */
const CALL_MS = 10_000;

/** A message to send: a card, and the text of its notification. */
export interface Activity {
  readonly type: "message";
  readonly summary: string;
  readonly attachments: readonly { readonly contentType: string; readonly content: AdaptiveCard }[];
  readonly text?: string;
  readonly entities?: readonly AiEntity[];
}

/** A message that is nothing but a file: the question whether it may be uploaded, or the uploaded file. */
export interface FileActivity {
  readonly type: "message";
  readonly summary: string;
  readonly attachments: readonly {
    readonly contentType: `application/vnd.microsoft.teams.card.file.${"consent" | "info"}`;
    readonly name: string;
    readonly contentUrl?: string;
    readonly content: Readonly<Record<string, unknown>>;
  }[];
}

/** Teams shows it for some seconds, or until the bot's next message. */
const TYPING = { type: "typing" } as const;

/** The Bot Framework's REST connector. https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export interface Connector {
  /** Posts a message and resolves to its id. */
  post(place: Place, activity: Activity | FileActivity): Promise<string>;
  edit(place: Place, message: string, activity: Activity): Promise<void>;
  /** Shows in a chat that the bot writes. */
  type(place: Place): Promise<void>;
  /** Resolves if the conversation exists and the bot is in it. */
  check(conversation: string): Promise<void>;
  /** The people of a team, a channel or a chat, a page at a time: the first one, or the one that the last one's token continues with. */
  members(team: string, continuation: string | undefined): Promise<MembersPage>;
}

const postedAnswer = z.object({ id: z.string() });

const member = z.object({
  id: z.string(),
  objectId: z.string().nullish(),
  aadObjectId: z.string().nullish(),
  userRole: z.string().nullish(),
  tenantId: z.string().nullish(),
});
export type Member = z.infer<typeof member>;
const membersPage = z.object({ members: z.array(member).default([]), continuationToken: z.string().nullish() });
type MembersPage = z.infer<typeof membersPage>;

/** The largest page. https://learn.microsoft.com/en-us/microsoftteams/platform/resources/team-chat-member-api-changes */
const MEMBERS_AT_ONCE = 500;

const METHOD = { post: "POST", edit: "PUT", members: "GET", check: "GET" } as const satisfies Record<
  RequestKind,
  string
>;

export function createConnector(authority: Authority, references: References, posted: PostedMessages): Connector {
  async function call(
    place: Place,
    asked: RequestKind,
    path: string,
    activity?: Activity | FileActivity | typeof TYPING,
  ): Promise<string> {
    const subject = `${asked === "members" ? "team" : "conversation"} ${place.conversation}`;
    const { serviceUrl, channel } = await references.find(place.conversation);
    const conversation = conversationOf(place, channel);
    const url = `${serviceUrl.replace(/\/$/, "")}/v3/conversations/${encodeURIComponent(conversation)}/${path}`;
    const token = await authority.token().catch((error: unknown) => {
      throw toTokenError(error);
    });
    const response = await fetch(url, {
      method: METHOD[asked],
      headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      ...(activity && { body: JSON.stringify({ ...activity, conversation: { id: conversation } }) }),
      redirect: "error",
      signal: AbortSignal.timeout(CALL_MS),
    }).catch((error: unknown) => {
      throw toConnectionError(error, subject);
    });
    const text = await response.text().catch(() => "");
    if (!response.ok) throw toError(response, text, subject, asked);
    return text;
  }

  return {
    async post(place, activity) {
      const text = await call(place, "post", "activities", activity);
      const { id } = postedAnswer.parse(JSON.parse(text));
      await posted.remember(place.conversation, id);
      return id;
    },
    async edit(place, message, activity) {
      await call(place, "edit", `activities/${encodeURIComponent(message)}`, activity);
    },
    async type(place) {
      await call(place, "post", "activities", TYPING);
    },
    async check(conversation) {
      await call({ conversation }, "check", "pagedmembers?pageSize=50");
    },
    async members(team, continuation) {
      const query = new URLSearchParams({ pageSize: String(MEMBERS_AT_ONCE) });
      if (continuation !== undefined) query.set("continuationToken", continuation);
      const text = await call({ conversation: team }, "members", `pagedmembers?${query}`);
      const parsed = membersPage.safeParse(parseJson(text));
      if (!parsed.success) throw new OutcomeUnknown(`Teams answered something else for team ${team}`);
      return parsed.data;
    },
  };
}
