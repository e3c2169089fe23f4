import type { Action, Block, Card, TextSpan } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import { isNumbered } from "../numbered.ts";
import { leading, standingVerdict } from "../ranking/ranking.ts";
import { type Investigation, investigationName, presentEpisode } from "../state.ts";
import { alarmBlocks } from "./alarm.ts";
import { carriedActions, carriedBlocks, recurrenceBlocks } from "./carried.ts";
import { decideActions, decisionText } from "./hypothesis.ts";
import { isChecking, leadWord, lookingWords } from "./lead-word.ts";
import { metricsAction } from "./metric-form.ts";
import { noticeBlocks } from "./notice.ts";
import { reliefWords } from "./relief.ts";
import { stormCard } from "./storm.ts";
import {
  crossing,
  gapLine,
  horizonsLine,
  severityWord,
  simulatedWords,
  spansOf,
  stateOf,
  stillHappening,
  tally,
  watchedName,
} from "./words.ts";

/** The message of an investigation in its channel, edited until the investigation ends. */
export function rootCard(state: Investigation): Card {
  if (state.subject?.type === "storm") return stormCard(state);
  const { word, tone } = stateOf(state);
  const blocks: Block[] = [
    ...what(state),
    ...recurrenceBlocks(state),
    ...causeBlocks(state),
    ...progressBlocks(state),
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
  const happening = stillHappening(state);
  return happening === "" ? [] : [{ type: "text", text: happening }];
}

function causeBlocks(state: Investigation): readonly Block[] {
  const conclusion = state.findings[presentEpisode(state)]?.conclusion;
  const standing = standingVerdict(state);
  const blocks: Block[] = [];
  const checking = isChecking(state);
  for (const hypothesis of leading(state)) {
    const { id, weight } = hypothesis;
    const lead = standing?.verdict === "INCONCLUSIVE" ? "Weak lead" : leadWord(state, hypothesis);
    blocks.push({ type: "text", text: `${lead}: ${weight.statement} (${id})` });
    blocks.push({ type: "context", text: decisionText(hypothesis) ?? tally(hypothesis) });
    if (weight.relief && !checking) blocks.push({ type: "context", text: `${reliefWords(weight.relief)} (in thread)` });
  }
  if (!conclusion || !standing) return blocks;
  if (blocks.length === 0 || standing.verdict === "INCONCLUSIVE") {
    blocks.push({ type: "text", text: `${standing.verdict}: ${standing.reason}` });
  }
  if (conclusion.gaps.length > 0) blocks.push({ type: "context", text: firstGaps(conclusion.gaps.map(gapLine)) });
  if (conclusion.chart !== undefined) {
    blocks.push({ type: "image", archive: conclusion.chart, alt: conclusion.chartAlt ?? state.title });
  }
  blocks.push({
    type: "context",
    text: [
      `Normal: ${conclusion.normal} of ${conclusion.checked} checked · `,
      ...spansOf(horizonsLine(conclusion.horizons)),
    ],
  });
  return blocks;
}

function firstGaps(lines: readonly string[]): string {
  const shown = lines.slice(0, 2).join("; ");
  return lines.length > 2 ? `${shown}; … and ${lines.length - 2} more (Why?)` : shown;
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
  if (state.status === "closed") return [{ label: "Reopen", command: `${target} reopen` }];
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
    { label: "Note", command: `${target} note`, overflow: true },
    metricsAction(state),
    { label: "Close", command: `${target} close`, overflow: true },
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
