import type { Event, PageTarget } from "../events/events.ts";
import { stillFires } from "./carried/firing.ts";
import { beforeSnooze } from "./carried/worse.ts";
import { type Investigation, presentEpisode, type Snooze } from "./state.ts";

/** Snoozes, repeats, reminders and pages that are kept, the newest; each keeps its number. */
const MOST_KEPT = 50;

type Of<Type extends Event["type"]> = Extract<Event, { type: Type }>;

/** A snooze begins; one that lasts ends. */
export function snoozed(state: Investigation, { by, at, until }: Of<"snoozed">): Investigation {
  const before = ended(state.snoozes, { at, because: "person", fires: stillFires(state) });
  return {
    ...state,
    snoozes: numbered(before, (number) => ({ number, by, at, until, was: beforeSnooze(state) })),
    activeAt: at,
  };
}

/** A snooze ends. */
export function unsnoozed(state: Investigation, { at, because, words }: Of<"unsnoozed">): Investigation {
  return {
    ...state,
    snoozes: ended(state.snoozes, { at, because, words, fires: stillFires(state) }),
    heardAt: at,
    activeAt: at,
  };
}

function ended(snoozes: readonly Snooze[], end: NonNullable<Snooze["ended"]>): readonly Snooze[] {
  const last = snoozes.at(-1);
  return last === undefined || last.ended ? snoozes : [...snoozes.slice(0, -1), { ...last, ended: end }];
}

/** It was said again that it fires. */
export function repeated(state: Investigation, { at, episode }: Of<"repeated">): Investigation {
  const { now } = state.findings[episode] ?? {};
  return { ...state, repeats: numbered(state.repeats, (number) => ({ number, at, episode, now })), heardAt: at };
}

/** Whoever acknowledged it was reminded. */
export function reminded(state: Investigation, { at }: Of<"ackReminded">): Investigation {
  if (!state.acknowledged) return state;
  const { by, at: since } = state.acknowledged;
  const { now } = state.findings[presentEpisode(state)] ?? {};
  return { ...state, reminders: numbered(state.reminders, (number) => ({ number, at, by, since, now })), heardAt: at };
}

/** Somebody was paged; further channels show it from now on. */
export function paged(state: Investigation, { at, by, targets, step }: Of<"paged">): Investigation {
  const places = targets.flatMap(placesOf);
  return {
    ...state,
    also: [...new Set([...state.also, ...places])],
    ...(state.escalation && step !== undefined && { escalation: { ...state.escalation, done: step } }),
    pages: numbered(state.pages, (number) => ({
      number,
      at,
      by,
      episode: presentEpisode(state),
      targets,
      step,
    })),
    heardAt: at,
    activeAt: at,
  };
}

/** A step of the runbook was done, or not after all. */
export function ticked(
  state: Investigation,
  { type, step, by, at }: Of<"runbookStepTicked" | "runbookStepUnticked">,
): Investigation {
  if (!state.checklist) return state;
  const ticks = new Map(state.checklist.ticks);
  if (type === "runbookStepTicked") ticks.set(step, { by, at });
  else ticks.delete(step);
  return { ...state, checklist: { ...state.checklist, ticks }, activeAt: at };
}

function placesOf(target: PageTarget): readonly string[] {
  if (target.type === "channel") return [target.place];
  return target.type === "receiver" ? target.places : [];
}

/** A list with a further item, which gets the next number. */
function numbered<Item extends { readonly number: number }>(
  items: readonly Item[],
  make: (number: number) => Item,
): readonly Item[] {
  return [...items, make((items.at(-1)?.number ?? 0) + 1)].slice(-MOST_KEPT);
}
