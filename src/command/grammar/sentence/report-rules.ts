import { about, run, type SentenceRule } from "./reading.ts";
import { numberHere } from "./ways.ts";
import { whichOne } from "./which-one.ts";

/** Sentences about the record: its timeline, its report, what it is like, and the figures of all. */
export const reportRules: readonly SentenceRule[] = [
  about("timeline", (_, here) => (numberHere(here) === undefined ? whichOne("timeline", here) : run("timeline"))),
  about("report", (_, here) =>
    numberHere(here) === undefined ? whichOne("report", here) : run("report", formatIn(here.text)),
  ),
  about("similar", (_, here) => (numberHere(here) === undefined ? whichOne("similar", here) : run("similar"))),
  about("stats", ({ time }) => run("stats", time)),
];

/** The format that a text names. */
function formatIn(text: string): string {
  return /\b(?:json|md|markdown)\b/i.exec(text)?.[0].toLowerCase() ?? "pdf";
}
