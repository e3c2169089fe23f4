import type { Card } from "../card/card.ts";
import type { Actor } from "../events/events.ts";
import { type Inbound, type Received, refusedReply } from "./inbound.ts";

/** Makes a link with which one person signs in to the page, once, within ten minutes. */
export type SignInLink = (person: Actor) => string;

/** Answers with a link into the page, where nobody else reads it; it goes to a person, and not to a program that speaks for one. */
export function answerSignIn(
  { signInLink }: { readonly signInLink: SignInLink | undefined },
  inbound: Inbound,
): Received {
  const { actor, belonging = "member", shared = false, program = false } = inbound;
  if (signInLink === undefined) {
    return refusedReply(
      "The page takes no links from the chat. SIGN_IN_LINKS=on, with PUBLIC_URL and LINK_SECRET, lets it.",
    );
  }
  if (actor.id.startsWith("web:")) return refusedReply("You are on the page already.");
  if (program) return refusedReply("A link into the page goes to you, not to a program. Type sign-in in the chat.");
  switch (belonging) {
    case "unknown":
      return refusedReply(
        "Whether you are a guest is not known yet, and the page is for members. Say it again in a moment.",
      );
    case "guest":
    case "external":
      return refusedReply("The page is for members of the organisation.");
    case "member":
      break;
    default:
      belonging satisfies never;
  }
  if (shared) return refusedReply("Everybody here would read the link. Write to me directly: sign-in");
  return { type: "reply", card: linkCard(actor, signInLink(actor)), refused: false };
}

function linkCard({ name }: Actor, url: string): Card {
  return {
    title: "SIGN IN",
    tone: "neutral",
    blocks: [
      { type: "text", text: ["For you alone: ", { url, text: `Sign in to the page as ${name}` }] },
      { type: "context", text: "Good once, within ten minutes. Give it to nobody: whoever opens it is you." },
    ],
    push: "SIGN IN to Gumshoe's page",
  };
}
