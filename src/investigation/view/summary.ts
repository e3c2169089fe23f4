import type { Block, Card, Text, TextSpan } from "../../card/card.ts";
import { spentWords, withoutEnd, withoutMiddle } from "../../card/number.ts";
import { looksAgain, settledAt, stillOpen } from "../looks/second-look.ts";
import { leading, rankedHypotheses, standingVerdict } from "../ranking/ranking.ts";
import { type Investigation, investigationName, presentEpisode } from "../state.ts";
import { causeLabel, causeText, notFoundText } from "./cause-line.ts";
import { hypothesisBlocks, otherBlocks } from "./hypothesis.ts";
import { lookingWords } from "./lead-word.ts";
import { reliefBlocks, reliefStep } from "./relief.ts";
import { stateLine } from "./state-line.ts";
import { gapLine, moment, simulatedWords, stateOf } from "./words.ts";

/** The summary: what happens, its cause, what to do next. It is edited in place. */
export function summaryCard(state: Investigation): Card {
  const { word, tone } = stateOf(state);
  const lead = leading(state);
  const blocks: Block[] = [
    {
      type: "facts",
      facts: [["What's going on", goingOn(state)], ...causeFacts(state), ["What to do next", nextStep(state)]],
    },
    ...lead.slice(0, 1).flatMap((hypothesis) => reliefBlocks(state, hypothesis)),
    ...earlier(state),
  ];
  const again = lookingWords(state);
  if (again !== undefined) blocks.push({ type: "context", text: again });
  blocks.push(...announcedBlocks(state), ...provisional(state));
  const gaps = state.findings[presentEpisode(state)]?.conclusion?.gaps ?? [];
  if (gaps.length > 0) {
    blocks.push({ type: "points", points: gaps.map((gap) => ({ sign: "?" as const, text: gapLine(gap) })) });
  }
  blocks.push(...lead.flatMap((hypothesis) => hypothesisBlocks(state, hypothesis)));
  const ids = lead.map(({ id }) => id);
  blocks.push(
    ...otherBlocks(
      state,
      rankedHypotheses(state).filter(({ id }) => !ids.includes(id)),
    ),
  );
  blocks.push(...noteBlocks(state));
  return {
    title: `${titleWord(state, word)} ${state.title} · ${investigationName(state)}${simulatedWords(state)}`,
    tone,
    investigation: investigationName(state),
    blocks,
    push: pushText(state, word),
  };
}

/** The verdict while the investigation is open, then how it ended. */
function titleWord(state: Investigation, word: string): string {
  return state.status === "closed" ? word : (standingVerdict(state)?.verdict ?? word);
}

/** The push text of the verdict: "LIKELY checkout-5xx: deploy checkout:142, 02:58". */
function pushText(state: Investigation, word: string): string {
  const [first] = leading(state);
  const title = `${titleWord(state, word)} ${withoutMiddle(state.title, 40)}`;
  return withoutEnd(first ? `${title}: ${first.weight.statement}` : title, 80);
}

/** The most notes shown, the newest ones. */
const NOTES = 5;

function noteBlocks({ notes }: Investigation): readonly Block[] {
  const told = notes
    .map((note) => ({ ...note, told: note.said?.at ?? note.at, author: note.said?.author ?? note.by.name }))
    .sort((a, b) => Date.parse(a.told) - Date.parse(b.told));
  const older = told.length - NOTES;
  return [
    ...(older > 0 ? [{ type: "context" as const, text: `… ${older} earlier notes` }] : []),
    ...told.slice(-NOTES).map(
      ({ id, text, told: time, author }): Block => ({
        type: "context",
        text: [{ time }, ` ${author}: ${withoutMiddle(text.replaceAll(/\s+/g, " "), 240)} (${id})`],
      }),
    ),
  ];
}

function goingOn(state: Investigation): Text {
  const line = stateLine(state);
  if (line !== "") return line;
  return state.subject?.type === "question" ? state.subject.text : "Nothing was measured yet.";
}

type Fact = Extract<Block, { type: "facts" }>["facts"][number];

/** The cause, or where the loss arises, or that none was found; a weak lead is called one. */
function causeFacts(state: Investigation): readonly Fact[] {
  const findings = state.findings[presentEpisode(state)];
  const causes = leading(state).map(
    (hypothesis): Fact => [causeLabel(state, hypothesis), causeText(state, hypothesis)],
  );
  const standing = standingVerdict(state);
  if (standing?.verdict === "INCONCLUSIVE") return [["Cause", notFoundText(standing.reason)], ...causes];
  if (standing?.verdict === "NO FAULT FOUND") return [["No fault found", standing.reason]];
  if (standing) return causes;
  const { done, planned } = findings?.progress ?? { done: 0, planned: 0 };
  if (!findings?.requested) return [...causes, ["Cause", "not investigated yet"]];
  return [...causes, ["Cause", planned === 0 ? "still checking" : `still checking, ${done} of ${planned}`]];
}

/** What stops the pain, then what makes sure, then the decision. */
export function nextStep(state: Investigation): string {
  if (state.status === "closed") return "Closed. To go on: reopen";
  const [first] = leading(state);
  const over = state.episodes.at(-1)?.recoveredAt !== undefined;
  if (!first) {
    if (!standingVerdict(state)) return "Wait for the first findings, or ask: metrics, changes, note.";
    return over ? "Close it, or ask on: metrics, changes, note." : "Look again, or ask: metrics, changes, note.";
  }
  const relief = reliefStep(state, first);
  if (first.decided.type === "accepted") {
    if (over) return "Close it with its resolution.";
    return `${relief === undefined ? "" : `${relief}. `}Close it with its resolution once it has recovered.`;
  }
  const { settles } = first.weight;
  return [
    ...(relief === undefined ? [] : [`${relief}.`]),
    ...(settles ? [`To be sure: ${settles.text}.`] : []),
    `${relief === undefined && !settles ? "Accept" : "Then accept"} or discard ${first.id}.`,
  ].join(" ");
}

/** Announcements of AWS Health since the investigation began. */
function announcedBlocks({ announced }: Investigation): readonly Block[] {
  return announced.map(({ began, at, sentence }) => ({
    type: "context",
    text: [{ time: began ?? at }, ` ${sentence}`],
  }));
}

/** The most sources that are named. */
const NAMED = 2;

const listed = new Intl.ListFormat("en");

/** Sources that are not complete up to the firing, unless the cause is confirmed without them, and the cost of the looks. */
function provisional(state: Investigation): readonly Block[] {
  const { conclusion } = state.findings[presentEpisode(state)] ?? {};
  if (!conclusion) return [];
  const isSure = standingVerdict(state)?.verdict === "CONFIRMED";
  const open = state.status === "open" && !isSure ? stillOpen(state, conclusion) : [];
  const waits: readonly TextSpan[] =
    open.length > 0
      ? [
          "Provisional until ",
          moment(settledAt(state, conclusion.episode) ?? 0),
          ` is covered by ${open.length > NAMED ? "all sources" : listed.format(open)}`,
          `; ${looksAgain(state, conclusion) ? "Gumshoe looks again by itself" : "to look again: investigate"}.`,
        ]
      : [];
  const { took } = conclusion;
  const spent = took && took.calls > 0 ? `Took ${spentWords(took)}.` : "";
  const text = [...waits, ...(waits.length > 0 && spent !== "" ? [" "] : []), ...(spent === "" ? [] : [spent])];
  return text.length === 0 ? [] : [{ type: "context", text }];
}

/** Causes accepted in earlier firings, which are not the present cause. */
function earlier(state: Investigation): readonly Block[] {
  const present = presentEpisode(state);
  return state.hypotheses
    .filter((h) => h.episode !== present && h.decided.type === "accepted")
    .map((h): Block => ({ type: "context", text: `Earlier firing: ${h.weight.statement} (${h.id}), accepted then` }));
}
