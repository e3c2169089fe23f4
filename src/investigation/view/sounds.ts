import type { Action, Block, Card, Text } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import type { Alarm, CurrentValue } from "../../events/events.ts";
import { stillFires } from "../carried/firing.ts";
import {
  type Investigation,
  investigationName,
  type Paging,
  type Reminder,
  type Repeat,
  type Snooze,
} from "../state.ts";
import { currentText } from "./alarm-figures.ts";
import { escalateAction, snoozeAction } from "./carried.ts";
import type { ContentDigest } from "./content-digest.ts";
import type { Shown } from "./shown.ts";
import { calledTargets, targetNames } from "./targets.ts";
import { moment, severityWord, simulatedWords } from "./words.ts";

/**
 * The messages that make a sound because nobody has it, because a time is over, or because somebody is paged. Each is posted once, says
 * what was so then and what came of it, and stands in the thread and in the channel.
 */
export function soundsOf(state: Investigation, says: ContentDigest): readonly Shown[] {
  const shown = (slot: string, card: Card): Shown => ({ slot, where: "thread", card, says, broadcast: true });
  return [
    ...state.repeats.map((repeat) => shown(`repeat-${repeat.number}`, repeatCard(state, repeat))),
    ...state.reminders.map((reminder) => shown(`reminder-${reminder.number}`, reminderCard(state, reminder))),
    ...state.snoozes.flatMap((snooze) => {
      const card = snoozeOverCard(state, snooze);
      return card ? [shown(`woken-${snooze.number}`, card)] : [];
    }),
    ...state.pages.map((page) => shown(`page-${page.number}`, pageCard(state, page))),
  ];
}

function repeatCard(state: Investigation, { at, now, episode }: Repeat): Card {
  const firedAt = state.episodes.find(({ number }) => number === episode)?.firedAt ?? state.opened?.at ?? "";
  const came = cameOf(state, at);
  const fires = came?.isOver ? "Fired" : "Fires";
  const text: Text = [
    `${fires} since `,
    { time: firedAt },
    ", acknowledged by nobody",
    ...valueWords(state.alarm, now),
  ];
  return soundCard(state, { came, word: firingWord(came), lines: [text], push: "nobody has it" });
}

function reminderCard(state: Investigation, { at, by, since, now }: Reminder): Card {
  const came = cameOf(state, at);
  const text: Text = [
    { calls: by.name, ids: [by.id] },
    " acknowledged it at ",
    { time: since },
    `, and it still ${came?.isOver ? "fired" : "fires"}`,
    ...valueWords(state.alarm, now),
  ];
  return soundCard(state, { came, word: firingWord(came), lines: [text], push: `acknowledged by ${by.name}` });
}

function firingWord(came: Outcome): string {
  return came?.isOver ? "WAS FIRING" : "STILL FIRING";
}

/** A snooze that a person or the recovery ended needs no message. */
function snoozeOverCard(state: Investigation, { by, at, until, ended }: Snooze): Card | undefined {
  if (!ended || ended.because === "person" || ended.because === "ok") return undefined;
  const came = cameOf(state, ended.at);
  const snoozed: Text = [`Snoozed by ${by.name} at `, { time: at }];
  if (ended.because === "worse") {
    const lines = [`It got worse: ${ended.words ?? "see the card"}`, snoozed];
    return soundCard(state, { came, word: "SNOOZE ENDED EARLY", lines, push: ended.words ?? "it got worse" });
  }
  if (!ended.fires) return undefined;
  const fires = `. It still ${came?.isOver ? "fired" : "fires"}`;
  const line: Text = [...snoozed, " until ", { time: until ?? ended.at }, fires];
  return soundCard(state, { came, word: "SNOOZE OVER", lines: [line], push: "it still fires" });
}

function pageCard(state: Investigation, { at, targets, by }: Paging): Card {
  const came = cameOf(state, at);
  const nobody = `nobody ${came ? "had" : "has"} acknowledged it`;
  const why = by.id === GUMSHOE ? nobody : `${by.name} ${came ? "asked" : "asks"} for help`;
  const lines: readonly Text[] = [[...calledTargets(targets), `: ${why}`]];
  return soundCard(state, { came, word: came ? "PAGED" : "PAGE", lines, push: `for ${targetNames(targets)}` });
}

/** What came of a message; undefined as long as it is as it was. */
type Outcome = { readonly isOver: boolean; readonly tone: Card["tone"]; readonly text: Text } | undefined;

/** What came of a message that was posted at a time (ISO): who took it, or that it is over, also if the alarm fires anew. */
function cameOf(state: Investigation, at: string): Outcome {
  const { status, closed, acknowledged, episodes } = state;
  const posted = Date.parse(at);
  if (status === "closed") {
    return { isOver: true, tone: "neutral", text: closed ? ["Closed at ", { time: closed.at }] : "Closed" };
  }
  const recovered = episodes.findLast(({ firedAt }) => Date.parse(firedAt) <= posted)?.recoveredAt;
  if (recovered !== undefined) return { isOver: true, tone: "ok", text: ["Recovered at ", { time: recovered }] };
  if (!stillFires(state)) return { isOver: true, tone: "ok", text: "It is over" };
  if (acknowledged === undefined || Date.parse(acknowledged.at) < posted) return undefined;
  const text: Text = [`Acknowledged by ${acknowledged.by.name} at `, { time: acknowledged.at }];
  return { isOver: false, tone: "acknowledged", text };
}

/** The id of Gumshoe's own commands. */
const GUMSHOE = "gumshoe";

interface Sound {
  readonly came: Outcome;
  readonly word: string;
  readonly lines: readonly Text[];
  readonly push: string;
}

function soundCard(state: Investigation, { came, word, lines, push }: Sound): Card {
  const name = investigationName(state);
  const blocks: Block[] = [...lines, ...(came ? [came.text] : [])].map((text) => ({ type: "text", text }));
  const actions = came?.isOver ? [] : openActions(state);
  if (actions.length > 0) blocks.push({ type: "actions", actions });
  return {
    title: `${word} ${severityWord(state)}${state.title} · ${name}${simulatedWords(state)}`,
    tone: came?.tone ?? "alarm",
    investigation: name,
    blocks,
    push: `${word} ${withoutMiddle(state.title, 40)}: ${withoutMiddle(push, 80 - word.length - 43)}`,
  };
}

/** What one presses half asleep; nothing once it is over. */
function openActions(state: Investigation): readonly Action[] {
  if (!stillFires(state)) return [];
  const ack: Action = { label: "Ack", command: `${investigationName(state)} ack`, style: "primary" };
  return [...(state.acknowledged ? [] : [ack]), snoozeAction(state), escalateAction(state)];
}

function valueWords(alarm: Alarm | undefined, now: CurrentValue | undefined): Exclude<Text, string> {
  if (!now) return [];
  return [`: ${currentText(alarm, now)} at `, moment(now.at)];
}
