import type { Action } from "../../../card/card.ts";
import type { Said } from "../../verb.ts";
import { verbs } from "../../verbs.ts";
import { quoted } from "../words.ts";
import type { Sentence } from "./read-sentence.ts";
import type { Way } from "./way.ts";

/** Where somebody speaks, and of what. */
export interface Here {
  readonly said: Omit<Said, "rest" | "time">;
  /** The text without politeness. */
  readonly text: string;
  readonly component?: string;
  readonly time?: string;
}

/** The investigation that is spoken of: the named one, else the thread's. */
export function numberHere({ said }: Pick<Here, "said">): number | undefined {
  return said.investigation ?? said.surroundings.thread?.number;
}

/** The component that is spoken of: the named one, else the one of the thread's alarm. */
export function componentHere({ said, component }: Pick<Here, "said" | "component">): string | undefined {
  const { thread } = said.surroundings;
  const own = said.investigation === undefined || said.investigation === thread?.number ? thread?.component : undefined;
  return component ?? own;
}

const LABELS: Readonly<Partial<Record<Way, string>>> = { hyp: "Hypotheses", sev: "Severity" };
/** The longest text that a button brings. */
const LONGEST = 300;

/** The button of a way; undefined where it does not work here. */
function buttonOf(way: Way, here: Here): Action | undefined {
  const command = commandOf(way, here);
  const label = LABELS[way] ?? `${way[0]?.toUpperCase()}${way.slice(1)}`;
  return command === undefined ? undefined : { label, command };
}

/** The buttons of those ways that work here. */
export function buttonsOf(ways: readonly Way[], here: Here): readonly Action[] {
  return ways.flatMap((way) => buttonOf(way, here) ?? []);
}

function commandOf(way: Way, here: Here): string | undefined {
  const { said, text, time = "" } = here;
  const number = numberHere(here);
  const component = componentHere(here);
  const command = (...parts: readonly string[]): string =>
    [number === undefined ? "" : `G-${number}`, ...parts, time].filter((part) => part !== "").join(" ");
  const named = component === undefined ? "" : nameAsTyped(component);
  switch (way) {
    case "errors":
    case "latency":
      return component === undefined ? undefined : command("metrics", way, quoted(component));
    case "logs":
      return component === undefined ? undefined : command("logs", component);
    case "changes":
    case "traces":
    case "topology":
      return command(way, here.component === undefined ? "" : named);
    case "history":
      return number === undefined || said.surroundings.thread === undefined ? undefined : command("alarms history");
    case "alarms":
      return "alarms alarm";
    case "status":
      return number === undefined ? "status" : `G-${number} status`;
    case "investigate":
      return text === "" || text.length > LONGEST ? undefined : `investigate ${text.replace(/\?+$/, "")}`;
    case "help":
      return "help";
    case "note":
      return number === undefined ? undefined : `G-${number} note ${text.slice(0, LONGEST)}`.trimEnd();
    case "snooze":
    case "escalate":
    case "sev":
    case "hyp":
    case "report":
    case "runbook":
    case "ticket":
    case "ack":
    case "unack":
    case "close":
      return number === undefined || !Object.hasOwn(verbs, way) ? undefined : `G-${number} ${way}`;
    case "athena":
      return `athena sql ${text}`.slice(0, LONGEST);
    default:
      return way satisfies never;
  }
}

/** A name that a verb reads as one word. */
export function nameAsTyped(name: string): string {
  return /^[A-Za-z/][\w./:-]*\w$/.test(name) ? name : quoted(name);
}

/** What is most useful where nothing else is known. */
export function usefulHere(here: Here): readonly Action[] {
  const { thread } = here.said.surroundings;
  const plain: Here = { said: here.said, text: "" };
  if (numberHere(plain) === undefined) return buttonsOf(["status", "alarms", "help"], plain);
  return buttonsOf(
    thread && thread.hypotheses.length === 0 ? ["status", "changes", "help"] : ["status", "hyp", "changes"],
    plain,
  );
}

/** What can be asked about a sentence's subject. */
export function hereOf(said: Omit<Said, "rest" | "time">, text: string, sentence: Sentence | undefined): Here {
  const component = sentence?.component;
  return { said, text, ...(component !== undefined && { component }), ...(sentence?.time && { time: sentence.time }) };
}
