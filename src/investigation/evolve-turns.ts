import type { Alarm, Event } from "../events/events.ts";
import { episodesOf, foldTurns, insertTurn, isFolded, sameTurn } from "./episodes.ts";
import type { Investigation, Turn } from "./state.ts";

type Turned = Extract<Event, { type: "alarmFired" | "alarmRecovered" | "alarmNoData" }>;

/** Takes a state change of the alarm, wherever it belongs in time. */
export function turned(state: Investigation, event: Turned, to: Turn["state"]): Investigation {
  const turn: Turn = {
    state: to,
    alarmAt: event.alarmAt,
    contributor: event.alarm.contributor?.id ?? "",
    reason: event.alarm.reason,
    ...(event.alarm.value !== undefined && { value: event.alarm.value }),
  };
  if (isFolded(state.folded, turn.alarmAt)) return { ...state, activeAt: event.at };
  const { turns, folded } = foldTurns(insertTurn(state.turns, turn), state.folded);
  const last = turns.at(-1);
  const newest = last !== undefined && sameTurn(last, turn);
  const episodes = episodesOf(turns, state.episodes, folded);
  const firesAnew = to === "ALARM" && episodes.length > state.episodes.length;
  return {
    ...state,
    turns,
    folded,
    episodes,
    ...(firesAnew && { heardAt: event.at }),
    alarm: newest || state.alarm === undefined ? withKnownTags(event.alarm, state.alarm) : state.alarm,
    activeAt: event.at,
  };
}

/** Only the first notification of an alarm asks for its tags. */
function withKnownTags(alarm: Alarm, known: Alarm | undefined): Alarm {
  const tags = alarm.tags ?? known?.tags;
  return tags === undefined ? alarm : { ...alarm, tags };
}
