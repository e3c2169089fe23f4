import { replyCard } from "../../card/reply.ts";
import type { Inbound } from "../../conversation/inbound.ts";
import { addressed } from "./addressed.ts";
import { LONGEST, normalise } from "./normalise.ts";
import { overheard } from "./overheard.ts";
import type { Surroundings, Understood } from "./understood.ts";

export type { Read, Surroundings, Understood } from "./understood.ts";

/** Parses a text in its surroundings. Pure; never throws. A plain reply in a thread is ignored unless the whole text is a command. */
export function understand(inbound: Inbound, surroundings: Surroundings): Understood {
  if (inbound.text.length > LONGEST) return tooLong(inbound);
  const text = normalise(inbound.text);
  switch (inbound.manner) {
    case "overheard":
      if (inbound.about) return pointedAt(inbound, surroundings);
      return overheard(text, inbound.zone, surroundings);
    case "addressed":
      return addressed(text, inbound, surroundings);
    default:
      return inbound.manner satisfies never;
  }
}

/** Parses a reference to a message. A pin adds it to the timeline only in an investigation's thread. */
function pointedAt(inbound: Inbound, surroundings: Surroundings): Understood {
  return surroundings.thread ? addressed(normalise(inbound.text), inbound, surroundings) : { type: "ignore" };
}

/** Refuses a text that is too long, because a cut note could have another meaning. */
function tooLong({ text, manner }: Inbound): Understood {
  if (manner === "overheard") return { type: "ignore" };
  const [most, given] = [LONGEST, text.length].map((count) => count.toLocaleString("en-US"));
  return {
    type: "reply",
    card: replyCard("NOT DONE", `${given} characters are too long; at most ${most}. Nothing was stored.`),
  };
}
