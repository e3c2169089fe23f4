import { type CheckedSentence, checkSentence, sentencesOf } from "../../agent/checked.ts";
import type { Pseudonyms } from "../../agent/pseudonyms.ts";
import type { CitableSource } from "../../agent/sources.ts";
import type { Free, FreeAsking } from "./free-asking.ts";
import type { Looks } from "./looks.ts";

/** What the words of a model are held against. */
export interface Hearing {
  readonly asking: FreeAsking;
  readonly question: Free;
  readonly names: Pseudonyms;
  readonly looks: Looks;
  readonly record: readonly CitableSource[];
}

/** Shows the sentences of a text that grows: each once it is complete and passes the checks. */
export function createTelling(hearing: Hearing): (text: string) => void {
  const { asking } = hearing;
  let told = "";
  return (text) => {
    // The last one may go on.
    const complete = /\n\s*$/.test(text) ? linesOf(hearing, text) : linesOf(hearing, text).slice(0, -1);
    const said = shownOf(checkedOf(complete, sourcesOf(hearing))).map((each) => each.text);
    const words = said.join("\n");
    if (words === told) return;
    told = words;
    asking.onProgress([`Worded by ${asking.model.name}, checked so far:`, ...said].join("\n"));
  };
}

/** The sentences of a text, with the names put back that stayed here. */
export const linesOf = ({ names }: Hearing, text: string): readonly string[] =>
  sentencesOf(names.reveal(text).slice(0, 4_000));

/** What the answer may cite by now. */
export function sourcesOf({ record, looks }: Hearing): ReadonlyMap<string, CitableSource> {
  return new Map([...record, ...looks.taken()].map((source) => [source.id, source]));
}

/** The sentences that say something, each with its check. */
export function checkedOf(
  lines: readonly string[],
  sources: ReadonlyMap<string, CitableSource>,
): readonly CheckedSentence[] {
  return lines
    .filter((line) => !/^POSSIBLE\b/.test(line) && !/^NOT KNOWN\b/.test(line))
    .map((line) => checkSentence(line, sources));
}

export function shownOf(checked: readonly CheckedSentence[]): readonly Extract<CheckedSentence, { shown: true }>[] {
  return checked.flatMap((each) => (each.shown ? [each] : []));
}
