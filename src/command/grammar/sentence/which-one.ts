import type { Action } from "../../../card/card.ts";
import { withoutMiddle } from "../../../card/number.ts";
import { firstComponents } from "../first-components.ts";
import { match } from "../match.ts";
import { nearest } from "../nearest.ts";
import { buttonsOf, type Here, nameAsTyped, numberHere } from "./ways.ts";

/** Several things that a sentence can mean, as buttons. */
export interface Offer {
  readonly type: "offer";
  readonly title: string;
  readonly text: string;
  readonly actions: readonly Action[];
}

export interface OpenInvestigation {
  readonly number: number;
  readonly title: string;
}

export function offered(title: string, text: string, actions: readonly Action[]): Offer {
  return { type: "offer", title, text, actions };
}

/** An offer of the known names near one that is not known; nothing if no name is near. */
export function otherNames(name: string, here: Here, command: (name: string) => readonly string[]): readonly Offer[] {
  const { components } = here.said.surroundings;
  const found = match(name, false, components, (each) => each);
  const begins = found.type === "one" ? [found.item] : found.type === "several" ? found.items : [];
  const near = begins.length > 0 ? begins : nearest(name, components);
  if (near.length === 0) return [];
  const actions = near.slice(0, 5).map((each) => prefixed(here, each, command(nameAsTyped(each))));
  return [
    offered(
      "WHICH ONE",
      `There is no component ${withoutMiddle(name, 60)}. Closest: ${near.slice(0, 5).join(", ")}`,
      actions,
    ),
  ];
}

/** The open investigations, for a command that needs one. */
export function whichOne(command: string, here: Here): Offer {
  const { open } = here.said.surroundings;
  if (open.length === 0) return offered("NOT DONE", "No investigation is open.", buttonsOf(["alarms", "help"], here));
  return whichAmong(open, command, here);
}

/** Two or more investigations as buttons. */
export function whichAmong(open: readonly OpenInvestigation[], command: string, here: Here): Offer {
  const shown = open.slice(0, 5);
  const time = command === "alarms history" && here.time !== undefined ? ` ${here.time}` : "";
  const actions = shown.map(({ number }) => ({ label: `G-${number}`, command: `G-${number} ${command}${time}` }));
  const rest = open.length > 5 ? ` and ${open.length - 5} more` : "";
  return offered(
    "WHICH ONE",
    `Which of them? ${shown.map(({ number, title }) => `G-${number} ${withoutMiddle(title, 40)}`).join(", ")}${rest}`,
    actions,
  );
}

/** The components, for a command that needs one. */
export function whichComponent(text: string, command: (name: string) => string, here: Here): Offer {
  const names = firstComponents(here.said.surroundings).slice(0, 5);
  if (names.length === 0)
    return offered(
      "NOT DONE",
      `${text} Name a component or a log group: logs /ecs/orders`,
      buttonsOf(["status", "help"], here),
    );
  return offered(
    "WHICH ONE",
    text,
    names.map((name) => prefixed(here, name, [command(name), here.time ?? ""])),
  );
}

/** A button for a command on the investigation that is spoken of. */
export function prefixed(here: Here, label: string, parts: readonly string[]): Action {
  const number = numberHere(here);
  return {
    label,
    command: [number === undefined ? "" : `G-${number}`, ...parts].filter((part) => part !== "").join(" "),
  };
}
