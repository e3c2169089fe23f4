import { z } from "zod";
import { Unrecoverable } from "../../src/errors.ts";
import type { Authority } from "./authority.ts";
import { toConnectionError, toError } from "./errors.ts";
import { conversationOf, type Place } from "./place.ts";
import type { Posted } from "./posted.ts";
import type { References } from "./references.ts";
import type { AdaptiveCard } from "./render/element.ts";

/** No outgoing call may outlast this. */
const CALL_MS = 10_000;

/** A message on its way: a card, and what a notification says. */
export interface Activity {
  readonly type: "message";
  readonly summary: string;
  readonly attachments: readonly { readonly contentType: string; readonly content: AdaptiveCard }[];
  readonly text?: string;
}

/** The Bot Framework's REST connector. https://learn.microsoft.com/en-us/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference */
export interface Connector {
  /** Posts, and answers the message's id. */
  post(place: Place, activity: Activity): Promise<string>;
  edit(place: Place, message: string, activity: Activity): Promise<void>;
}

const postedAnswer = z.object({ id: z.string() });

export function createConnector(authority: Authority, references: References, posted: Posted): Connector {
  async function call(place: Place, path: string, method: "POST" | "PUT", activity: Activity): Promise<string> {
    const subject = `conversation ${place.conversation}`;
    const { serviceUrl, channel } = await references.find(place.conversation);
    const conversation = conversationOf(place, channel);
    const url = `${serviceUrl.replace(/\/$/, "")}/v3/conversations/${encodeURIComponent(conversation)}/activities${path}`;
    const token = await authority.token().catch((error: unknown) => {
      if (error instanceof Unrecoverable) throw error;
      throw toConnectionError(error, "a token");
    });
    const response = await fetch(url, {
      method,
      headers: { "content-type": "application/json", ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ ...activity, conversation: { id: conversation } }),
      redirect: "error",
      signal: AbortSignal.timeout(CALL_MS),
    }).catch((error: unknown) => {
      throw toConnectionError(error, subject);
    });
    const text = await response.text().catch(() => "");
    if (!response.ok) throw toError(response, text, subject, method === "PUT");
    return text;
  }

  return {
    async post(place, activity) {
      const text = await call(place, "", "POST", activity);
      const { id } = postedAnswer.parse(JSON.parse(text));
      await posted.remember(place.conversation, id);
      return id;
    },
    async edit(place, message, activity) {
      await call(place, `/${encodeURIComponent(message)}`, "PUT", activity);
    },
  };
}
