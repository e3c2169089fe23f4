import type { Card } from "../../card/card.ts";
import { duration, withoutMiddle } from "../../card/number.ts";
import { type Episode, type Investigation, nameOf } from "../state.ts";
import { crossing, sweptWords } from "./words.ts";

/** The alarm fires again in a thread that had become quiet: said once more aloud, because an edit makes no sound. */
export function againCard(state: Investigation, episode: Episode): Card {
  const before = state.episodes[state.episodes.indexOf(episode) - 1];
  const quiet = before?.recoveredAt ? (Date.parse(episode.firedAt) - Date.parse(before.recoveredAt)) / 1000 : undefined;
  const figures = state.alarm && episode === state.episodes.at(-1) ? crossing(state.alarm) : "";
  const after = quiet === undefined ? "" : `, after ${duration(quiet)} of quiet`;
  const untold = state.alarm && episode === state.episodes.at(-1) ? sweptWords(state.alarm) : "";
  const push = `ALARM again ${state.title}`;
  return {
    title: `ALARM again ${state.title} · ${nameOf(state)}`,
    tone: "alarm",
    investigation: nameOf(state),
    blocks: [
      { type: "text", text: ["Fires again since ", { time: episode.firedAt }, `${after}${untold}`] },
      ...(figures === "" ? [] : [{ type: "text" as const, text: figures }]),
    ],
    push: withoutMiddle(figures === "" ? push : `${push} ${figures}`, 80),
  };
}
