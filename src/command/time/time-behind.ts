import type { Said, Time } from "../verb.ts";
import { findTime } from "./time.ts";

/** Splits free text and the time phrase at its end. A phrase in the middle is part of the text. Returns an error as a string. */
export function timeBehind(
  text: string,
  { zone, surroundings }: Pick<Said, "zone" | "surroundings">,
): { readonly rest: string; readonly time?: Time } | string {
  const [whole, before = "", tail = ""] = /^(.*?)((?:\s+[\w:.+-]+){0,8})\s*$/s.exec(` ${text}`) ?? [text];
  const words = tail.split(/(?=\s)/).filter((word) => word !== "");
  for (let from = 0; from < words.length; from++) {
    const behind = words.slice(from).join("").trim();
    const timed = findTime(behind, zone, surroundings.now);
    if (timed.wrong !== undefined && timed.rest.trim() === "") return timed.wrong;
    if (timed.time && timed.rest.trim() === "") {
      return { rest: `${before}${words.slice(0, from).join("")}`.trim(), time: timed.time };
    }
  }
  return { rest: whole.trim() };
}
