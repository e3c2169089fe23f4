import type { Meta } from "../../store/store.ts";
import { snoozeOf } from "../carried/firing.ts";
import { muteableAlarm, mutingOf } from "../carried/mute.ts";
import { evolve } from "../evolve.ts";
import { type Investigation, investigationName } from "../state.ts";
import { accept, type Decision, refuse } from "./decision.ts";
import { queryAsked } from "./query-asked.ts";

/** Asks CloudWatch to run no actions of the alarm while its snooze lasts, or to run them again. */
export function decideMute(state: Investigation, on: boolean, meta: Meta): Decision {
  const name = investigationName(state);
  const snooze = snoozeOf(state);
  const muting = snooze ? mutingOf(state, snooze) : "off";
  if (!on) {
    if (!snooze || muting === "off") return refuse(`${name} is not muted in CloudWatch. To mute it: mute-alarm`);
    return accept(asked(state, on, snooze.number, meta));
  }
  const alarm = muteableAlarm(state);
  if (state.subject?.type === "storm") {
    return refuse(`${name} is many alarms. Open the one to be muted: investigate <alarm>`);
  }
  if (!alarm) return refuse(`${name} is about no alarm of a real account, so there is nothing to mute in CloudWatch.`);
  if (snooze?.until === undefined) {
    return refuse(`A mute in CloudWatch lasts as long as a snooze with an end. First: snooze 1h`);
  }
  if (muting !== "off") return refuse(`${name} is muted in CloudWatch already. To end it: unmute-alarm`);
  return accept(asked(state, on, snooze.number, meta));
}

/** Ends the mute in the same commit as its snooze, or as the investigation. */
export function withMuteEnd(decision: Decision, state: Investigation, meta: Meta): Decision {
  const snooze = snoozeOf(state);
  if (!decision.ok || decision.events.length === 0 || !snooze || mutingOf(state, snooze) === "off") return decision;
  const next = decision.events.reduce(evolve, state);
  if (next.status === "open" && snoozeOf(next)?.number === snooze.number) return decision;
  return accept(...decision.events, asked(next, false, snooze.number, meta));
}

function asked(state: Investigation, on: boolean, snooze: number, meta: Meta) {
  const understood = on ? "mute in CloudWatch" : "unmute in CloudWatch";
  return queryAsked(state, { question: { type: "mute", on, snooze } as const, understood }, meta);
}
