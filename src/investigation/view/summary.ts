import type { Block, Card, Text, TextSpan } from "../../card/card.ts";
import { spentWords, withoutEnd, withoutMiddle } from "../../card/number.ts";
import { looksAgain, settledAt, stillOpen } from "../looks/second-look.ts";
import { leading, leftHypotheses, rankedHypotheses, standingVerdict } from "../ranking/ranking.ts";
import { type Hypothesis, type Investigation, investigationName, presentEpisode } from "../state.ts";
import { hypothesisBlocks } from "./hypothesis.ts";
import { leadWord, lookingWords } from "./lead-word.ts";
import { reliefWords } from "./relief.ts";
import { gapLine, moment, simulatedWords, stateOf, stillHappening, tally } from "./words.ts";

/** The summary: what happens, its cause, what to do next. It is edited in place. */
export function summaryCard(state: Investigation): Card {
  const { word, tone } = stateOf(state);
  const blocks: Block[] = [
    {
      type: "facts",
      facts: [
        ["What's going on", goingOn(state)],
        ["What caused it", causedBy(state)],
        ["What to do next", nextStep(state)],
      ],
    },
    ...earlier(state),
  ];
  const again = lookingWords(state);
  if (again !== undefined) blocks.push({ type: "context", text: again });
  blocks.push(...announcedBlocks(state), ...provisional(state));
  const gaps = state.findings[presentEpisode(state)]?.conclusion?.gaps ?? [];
  if (gaps.length > 0) {
    blocks.push({ type: "points", points: gaps.map((gap) => ({ sign: "?" as const, text: gapLine(gap) })) });
  }
  const [shown, others] = split(state);
  const [first] = leading(state);
  blocks.push(
    ...shown.flatMap((hypothesis) => hypothesisBlocks(state, hypothesis, { stated: hypothesis.id === first?.id })),
  );
  if (others.length > 0) {
    blocks.push({
      type: "table",
      columns: [{ name: "Hypothesis" }, { name: "Says" }, { name: "People" }],
      rows: others.map((h) => [`${h.id} ${h.weight.statement}`, `${h.weight.standing}, ${tally(h)}`, h.decided.type]),
    });
  }
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

/** The most hypotheses shown in full; the others are in a table, as are discarded ones. */
const IN_FULL = 3;

function split(state: Investigation): readonly [shown: readonly Hypothesis[], others: readonly Hypothesis[]] {
  const shown = leftHypotheses(state).slice(0, IN_FULL);
  const ids = shown.map(({ id }) => id);
  return [shown, rankedHypotheses(state).filter(({ id }) => !ids.includes(id))];
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
  const happening = stillHappening(state);
  if (happening !== "") return happening;
  return state.subject?.type === "question" ? state.subject.text : "Nothing was measured yet.";
}

function causedBy(state: Investigation): Text {
  const findings = state.findings[presentEpisode(state)];
  const [first] = leading(state);
  if (first?.decided.type === "accepted") {
    return [`Accepted by ${first.decided.by.name} at `, { time: first.decided.at }, `: ${said(first)}`];
  }
  const conclusion = standingVerdict(state);
  if (!conclusion) {
    const { done, planned } = findings?.progress ?? { done: 0, planned: 0 };
    if (!findings?.requested) return "Not investigated yet.";
    const checking = planned === 0 ? "Still checking." : `Still checking, ${done} of ${planned}.`;
    return first ? `${checking} ${leadWord(state, first)}: ${said(first)}` : checking;
  }
  if (!first) return `${conclusion.verdict}: ${conclusion.reason}`;
  return `${conclusion.verdict}: ${said(first)}`;
}

function said({ weight, id }: Hypothesis): string {
  return `${weight.statement} (${id})`;
}

/** What whoever has it does next, in one sentence. */
export function nextStep(state: Investigation): Text {
  if (state.status === "closed") return "Closed. To go on: reopen";
  const [first] = leading(state);
  const over = state.episodes.at(-1)?.recoveredAt !== undefined;
  if (!first) {
    if (!standingVerdict(state)) return "Wait for the first findings, or ask: metrics, changes, note.";
    return over ? "Close it, or ask on: metrics, changes, note." : "Look again, or ask: metrics, changes, note.";
  }
  const { relief, settles } = first.weight;
  if (first.decided.type === "accepted") {
    if (over) return "Close it with its resolution.";
    return relief ? reliefWords(relief) : "Close it with its resolution once it has recovered.";
  }
  const steps = [settles && `settle it: ${settles.text}`, relief && uncapitalised(reliefWords(relief))].filter(Boolean);
  return steps.length > 0 ? `Accept or discard ${first.id}; ${steps.join("; ")}` : `Accept or discard ${first.id}.`;
}

/** Announcements of AWS Health since the investigation began. */
function announcedBlocks({ announced }: Investigation): readonly Block[] {
  return announced.map(({ began, at, sentence }) => ({
    type: "context",
    text: [{ time: began ?? at }, ` ${sentence}`],
  }));
}

const listed = new Intl.ListFormat("en");

/** Sources that are not complete up to the firing, and the cost of the looks. */
function provisional(state: Investigation): readonly Block[] {
  const { conclusion } = state.findings[presentEpisode(state)] ?? {};
  if (!conclusion) return [];
  const open = state.status === "open" ? stillOpen(state, conclusion) : [];
  const waits: readonly TextSpan[] =
    open.length > 0
      ? [
          "Provisional until ",
          moment(settledAt(state, conclusion.episode) ?? 0),
          ` is covered by ${listed.format(open)}`,
          `; ${looksAgain(state, conclusion) ? "Gumshoe looks again by itself" : "to look again: investigate"}.`,
        ]
      : [];
  const { took } = conclusion;
  const spent = took && took.calls > 0 ? `Took ${spentWords(took)}.` : "";
  const text = [...waits, ...(waits.length > 0 && spent !== "" ? [" "] : []), ...(spent === "" ? [] : [spent])];
  return text.length === 0 ? [] : [{ type: "context", text }];
}

function uncapitalised(text: string): string {
  return `${text.slice(0, 1).toLowerCase()}${text.slice(1)}`;
}

/** Causes accepted in earlier firings, which are not the present cause. */
function earlier(state: Investigation): readonly Block[] {
  const present = presentEpisode(state);
  return state.hypotheses
    .filter((h) => h.episode !== present && h.decided.type === "accepted")
    .map((h): Block => ({ type: "context", text: `Earlier firing: ${h.weight.statement} (${h.id}), accepted then` }));
}
