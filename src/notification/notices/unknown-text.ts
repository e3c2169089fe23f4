import { moodOf, outcomeIn } from "./mood.ts";
import { plainText } from "./readable.ts";
import type { Told } from "./shape.ts";

const TITLE_LENGTH = 110;

/** A text under its subject, else under its first line. */
export function unknownText(text: string, subject: string, topic: string): Told {
  const plain = plainText(text);
  const title = subject || lineIn(plain) || topic;
  const rest = plain.startsWith(`${title}\n`) ? plain.slice(title.length).trim() : plain;
  return { mood: "info", ...markIn(title), title, text: rest };
}

/** As much of a first line as is a title; undefined where it says nothing. */
export function lineIn(text: string): string | undefined {
  const [line = ""] = text.split("\n");
  const characters = [...line.replaceAll(/\s+/g, " ").trim()];
  if (!/\p{L}.*\s.*\p{L}/u.test(line) && characters.length < 12) return undefined;
  if (characters.length <= TITLE_LENGTH) return characters.join("");
  const cut = characters.slice(0, TITLE_LENGTH).join("");
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), TITLE_LENGTH / 2))} …`;
}

/** Signs that people put before a subject. */
const SIGNS: readonly (readonly [RegExp, Told["mood"]])[] = [
  [/[🚨🔥❌🔴⛔💥]/u, "bad"],
  [/[⚠🟠🟡]/u, "warning"],
  [/[✅🟢]/u, "good"],
];

/**
 * The word at the beginning of a subject, in capitals or before a colon, if it is a state: "[ERROR] nightly import", "Problem: disk full",
 * "【重大】"; else one of failure at its end: "nightly import failed".
 */
export function markIn(subject: string): Pick<Told, "word" | "mood"> | undefined {
  const word =
    /^[^\p{L}\p{N}]*(\p{Lu}{2,}(?![\p{L}\p{N}])|\p{L}+(?=:)|\p{Lo}+(?=[】\]:：])|Resolved\b|Recovered\b)/u.exec(
      subject,
    )?.[1];
  const mood = moodOf(word);
  if (mood !== "info") return { word, mood };
  const ending = outcomeIn(subject.replace(/[\s.!]+$/, ""));
  if (subject.includes(" ") && moodOf(ending) === "bad" && /^[a-z]+$/i.test(ending))
    return { word: ending, mood: "bad" };
  const sign = SIGNS.find(([pattern]) => pattern.test(subject));
  return sign && { word: undefined, mood: sign[1] };
}
