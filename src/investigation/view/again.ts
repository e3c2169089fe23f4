import type { Card } from "../../card/card.ts";
import { duration, withoutMiddle } from "../../card/number.ts";
import { type Episode, type Investigation, investigationName } from "../state.ts";
import { crossing } from "./alarm-figures.ts";
import { sweptWords } from "./words.ts";

/** The message that the alarm fires again in a quiet thread. It is a post, because an edit makes no sound. */
export function againCard(state: Investigation, episode: Episode): Card {
  const before = state.episodes[state.episodes.indexOf(episode) - 1];
  const quiet = before?.recoveredAt ? (Date.parse(episode.firedAt) - Date.parse(before.recoveredAt)) / 1000 : undefined;
  const figures = state.alarm && episode === state.episodes.at(-1) ? crossing(state.alarm) : "";
  const after = quiet === undefined ? "" : `, after ${duration(quiet)} of quiet`;
  const untold = state.alarm && episode === state.episodes.at(-1) ? sweptWords(state.alarm) : "";
  const push = `ALARM again ${state.title}`;
  return {
    title: `ALARM again ${state.title} · ${investigationName(state)}`,
    tone: "alarm",
    investigation: investigationName(state),
    blocks: [
      { type: "text", text: ["Fires again since ", { time: episode.firedAt }, `${after}${untold}`] },
      ...(figures === "" ? [] : [{ type: "text" as const, text: figures }]),
    ],
    push: withoutMiddle(figures === "" ? push : `${push} ${figures}`, 80),
  };
}
