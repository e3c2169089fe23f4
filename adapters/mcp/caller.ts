import { createHash, timingSafeEqual } from "node:crypto";
import type { Reader } from "../../src/access/reader.ts";
import type { Inbound } from "../../src/conversation/inbound.ts";
import type { AssistantHost } from "../../src/process/assistant.ts";
import type { Grant } from "./settings.ts";

/** The person that an assistant speaks for. */
export interface Caller {
  readonly reader: Reader;
  readonly mayAct: boolean;
  /** What the person says, as the chat would bring it. `id` identifies the delivery. */
  inbound(id: string, text: string, at: Date): Inbound;
}

/** Finds whom a bearer token speaks for. All tokens are compared, each in constant time. */
export function createCallers(grants: Readonly<Record<string, Grant>>, homeOf: AssistantHost["homeOf"]) {
  const known = Object.entries(grants).map(([id, { name, token, may }]) => ({
    id,
    name,
    may,
    digest: digestOf(token),
  }));
  return (authorization: string | undefined): Caller | undefined => {
    const [, token] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization ?? "") ?? [];
    const given = digestOf(token ?? "");
    const [found] = known.filter(({ digest }) => timingSafeEqual(digest, given));
    const home = found && homeOf(found.id);
    if (token === undefined || !found || !home) return undefined;
    const { channel, inside } = home;
    const actor = { id: found.id, name: found.name };
    return {
      reader: { actor, belonging: "member", channel: inside ? channel : undefined, shared: false },
      mayAct: found.may === "act",
      inbound: (id, text, at) => ({
        ...{
          id,
          place: inside ? channel : undefined,
          channel,
          actor,
          text,
          manner: "addressed",
          program: true,
          zone: "UTC",
        },
        at: at.toISOString(),
      }),
    };
  };
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
