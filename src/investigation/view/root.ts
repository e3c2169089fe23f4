import type { Action, Block, Card, TextSpan } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import { isNumbered } from "../numbered.ts";
import { leading, standingVerdict } from "../ranking/ranking.ts";
import { type EpisodeFindings, type Investigation, investigationName, presentEpisode } from "../state.ts";
import { alarmBlocks } from "./alarm.ts";
import { crossing, watchedName } from "./alarm-figures.ts";
import { carriedActions, carriedBlocks, closeAction, recurrenceBlocks } from "./carried.ts";
import { causeLabel, causeText, notFoundText } from "./cause-line.ts";
import { decideActions, decisionText } from "./hypothesis.ts";
import { isChecking, lookingWords } from "./lead-word.ts";
import { metricsAction } from "./metric-form.ts";
import { noticeBlocks } from "./notice.ts";
import { reliefLine } from "./relief.ts";
import { runbookBlocks } from "./runbook.ts";
import { stateLine } from "./state-line.ts";
import { stormCard } from "./storm.ts";
import { gapLine, horizonsLine, severityWord, simulatedWords, spansOf, stateOf, tally } from "./words.ts";

/** The message of an investigation in its channel, edited until the investigation ends. */
export function rootCard(state: Investigation): Card {
  if (state.subject?.type === "storm") return stormCard(state);
  const { word, tone } = stateOf(state);
  const blocks: Block[] = [
    ...what(state),
    ...recurrenceBlocks(state),
    ...causeBlocks(state),
    ...progressBlocks(state),
    ...runbookBlocks(state),
    ...noteBlocks(state),
    ...ending(state),
  ];
  const name = isNumbered(state) ? ` · ${investigationName(state)}` : "";
  const actions = actionsOf(state);
  if (actions.length > 0) blocks.push({ type: "actions", actions });
  return {
    title: `${word} ${severityWord(state)}${state.title}${name}${simulatedWords(state)}`,
    tone,
    ...(isNumbered(state) && { investigation: investigationName(state) }),
    blocks,
    push: pushText(state, word),
  };
}

function what(state: Investigation): readonly Block[] {
  const { subject, alarm } = state;
  if (subject?.type === "notice") return noticeBlocks(state, subject.notice);
  if (alarm) return alarmBlocks(state, alarm);
  const happening = stateLine(state);
  return happening === "" ? [] : [{ type: "text", text: happening }];
}

function causeBlocks(state: Investigation): readonly Block[] {
  const conclusion = state.findings[presentEpisode(state)]?.conclusion;
  const standing = standingVerdict(state);
  const blocks: Block[] = [];
  if (standing?.verdict === "INCONCLUSIVE")
    blocks.push({ type: "text", text: `Cause: ${notFoundText(standing.reason)}` });
  if (standing?.verdict === "NO FAULT FOUND") blocks.push({ type: "text", text: `No fault found: ${standing.reason}` });
  for (const hypothesis of leading(state)) {
    const relief = isChecking(state) ? undefined : reliefLine(state, hypothesis);
    const text = [`${causeLabel(state, hypothesis)}: `, ...spansOf(causeText(state, hypothesis))];
    blocks.push({ type: "text", text }, { type: "context", text: decisionText(hypothesis) ?? tally(hypothesis) });
    if (relief !== undefined)
      blocks.push({ type: "text", text: hypothesis.weight.relief ? `${relief} (in thread)` : relief });
  }
  if (!conclusion) return blocks;
  if (conclusion.gaps.length > 0) blocks.push({ type: "context", text: firstGaps(conclusion.gaps.map(gapLine)) });
  if (conclusion.chart !== undefined) {
    blocks.push({ type: "image", archive: conclusion.chart, alt: conclusion.chartAlt ?? state.title });
  }
  return [...blocks, { type: "context", text: checkedText(conclusion) }];
}

/** "90 of 97 checks normal; not normal: orders, checkout · metrics to 12:12, changes to 12:10". */
function checkedText({ normal, checked, unusual = [], horizons }: Conclusion): readonly TextSpan[] {
  const others = normal === checked || unusual.length === 0 ? "" : `; not normal: ${unusual.join(", ")}`;
  const { metrics, changes } = horizons;
  const seen = spansOf(horizonsLine({ ...(metrics && { metrics }), ...(changes && { changes }) }));
  return [`${normal} of ${checked} checks normal${others}`, ...(seen.length === 0 ? [] : [" · ", ...seen])];
}

type Conclusion = NonNullable<EpisodeFindings["conclusion"]>;

function firstGaps(lines: readonly string[]): string {
  const [shown = ""] = lines;
  return lines.length > 1 ? `${shown}; … and ${lines.length - 1} more (Why?)` : shown;
}

function progressBlocks(state: Investigation): readonly Block[] {
  const { progress, early } = state.findings[presentEpisode(state)] ?? {};
  const again = lookingWords(state);
  if (again !== undefined) return [{ type: "progress", done: 0, planned: 1, ...progress, text: again }];
  if (!isChecking(state)) return [];
  const { done, planned, looking } = progress ?? { done: 0, planned: 1, looking: "the alarm's own metric" };
  const { metrics, changes } = early?.horizons ?? {};
  const seen = spansOf(horizonsLine({ ...(metrics && { metrics }), ...(changes && { changes }) }));
  const rest: readonly TextSpan[] = seen.length === 0 ? [`: ${looking}`] : [" · ", ...seen];
  return [{ type: "progress", done, planned, text: [`Checking ${done} of ${planned}`, ...rest] }];
}

/** The newest note in one line; the record has all of them. */
function noteBlocks({ notes }: Investigation): readonly Block[] {
  const note = notes.at(-1);
  if (!note) return [];
  const count = notes.length === 1 ? "" : ` (${notes.length} notes)`;
  const author = note.said?.author ?? note.by.name;
  const text = withoutMiddle(note.text.replaceAll(/\s+/g, " "), 120);
  return [
    { type: "context", text: [`Note by ${author} at `, { time: note.said?.at ?? note.at }, `: ${text}${count}`] },
  ];
}

function ending(state: Investigation): readonly Block[] {
  const { closed, failures } = state;
  const blocks: Block[] = [];
  const failure = failures.at(-1);
  if (failure) blocks.push({ type: "text", text: `${failure.what} failed: ${failure.reason}` });
  blocks.push(...carriedBlocks(state));
  if (closed) {
    const who = closed.quiet ? "Closed after a quiet time at " : `Closed by ${closed.by.name} at `;
    blocks.push({ type: "text", text: [who, { time: closed.at }] });
    if (closed.resolution !== undefined) blocks.push({ type: "quote", text: closed.resolution });
  }
  return blocks;
}

function actionsOf(state: Investigation): readonly Action[] {
  const target = investigationName(state);
  if (state.status === "closed") {
    return [
      { label: "Report", command: `${target} report pdf` },
      { label: "Reopen", command: `${target} reopen` },
    ];
  }
  const investigate: Action = { label: "Investigate", command: `${target} investigate`, style: "primary" };
  if (state.status === "asked") return state.subject?.type === "notice" ? [investigate] : [];
  const findings = state.findings[presentEpisode(state)];
  const first = leading(state)[0];
  const onCause = first ? decideActions(state, first, false) : [];
  const again: Action = { label: "Look again", command: `${target} investigate`, overflow: first !== undefined };
  return [
    ...(findings?.requested ? [] : [investigate]),
    ...onCause,
    ...carriedActions(state),
    ...(findings?.conclusion ? [again] : []),
    metricsAction(state),
    closeAction(state),
  ];
}

/** The push text, at most 80 characters: state, name, value against limit, account. */
function pushText(state: Investigation, word: string): string {
  const { alarm } = state;
  if (!alarm) return withoutMiddle(`${word} ${state.title}`, 80);
  const crossed = crossing(alarm);
  const figures = crossed === "" ? "" : ` ${crossed.replace(`${watchedName(alarm)} `, "")}`;
  const where = alarm.simulated ? simulatedWords(state) : ` · ${alarm.account} ${alarm.region}`;
  const room = 80 - word.length - 1 - where.length - figures.length;
  if (room < 12) return withoutMiddle(`${word} ${alarm.name}${figures}`, 80);
  return `${word} ${withoutMiddle(alarm.name, room)}${figures}${where}`;
}
