import type { PersonCommand } from "../../investigation/command.ts";
import type { Said } from "../verb.ts";
import { offer } from "./offer.ts";
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

/** A decision that is asked for at another time, or on a condition: offered, because it would be done at once. */
export function onlyNow({ investigation, surroundings }: Said, command: string): Understood {
  const number = investigation ?? surroundings.thread?.number;
  const before = number === undefined ? "" : `G-${number} `;
  const [verb = ""] = command.split(" ");
  return offer("OFFER", "Not done: a decision is made at once, not later and not on a condition. To make it now:", [
    { label: `${verb[0]?.toUpperCase()}${verb.slice(1)}`, command: `${before}${command}` },
    { label: "Status", command: `${before}status` },
  ]);
}

function numbered({ investigation }: Said): { readonly investigation?: number } {
  return investigation === undefined ? {} : { investigation };
}

function target({ investigation, surroundings }: Said): string {
  const number = investigation ?? surroundings.thread?.number;
  return number === undefined ? "" : ` · G-${number}`;
}
