import type { PersonCommand } from "../../investigation/command.ts";
import type { Said } from "../verb.ts";
import type { CarryRequest, Read, Understood } from "./understood.ts";

/** A command on the named investigation, else on the thread's. */
export function commandOf(said: Said, command: PersonCommand, words: string): Understood {
  return { type: "command", command, ...numbered(said), understood: `${words}${target(said)}` };
}

/** A command whose person or group is still to be found, on the named investigation, else on the thread's. */
export function carryOf(said: Said, request: CarryRequest, words: string): Understood {
  return { type: "carry", request, ...numbered(said), understood: `${words}${target(said)}` };
}

/** A question about the named investigation, else about the thread's. */
export function readOf(said: Said, read: Read, words: string): Understood {
  return { type: "read", read, ...numbered(said), understood: `${words}${target(said)}` };
}

function numbered({ investigation }: Said): { readonly investigation?: number } {
  return investigation === undefined ? {} : { investigation };
}

function target({ investigation, surroundings }: Said): string {
  const number = investigation ?? surroundings.thread?.number;
  return number === undefined ? "" : ` · G-${number}`;
}
