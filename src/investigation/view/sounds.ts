import type { Action, Block, Card, Text } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import type { Alarm, CurrentValue } from "../../events/events.ts";
import { stillFires } from "../carried/firing.ts";
import { type Investigation, investigationName, type Page, type Reminder, type Repeat, type Snooze } from "../state.ts";
import { currentText } from "./alarm-figures.ts";
import { escalateAction, snoozeAction } from "./carried.ts";
import type { ContentDigest } from "./content-digest.ts";
import type { Shown } from "./shown.ts";
import { calledTargets, targetNames } from "./targets.ts";
import { moment, severityWord, simulatedWords } from "./words.ts";

/**
 * The messages that make a sound because nobody has it, because a time is over, or because somebody is paged. Each is posted once, says
 * what was so then, and stands in the thread and in the channel.
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

function repeatCard(state: Investigation, { now, episode }: Repeat): Card {
  const firedAt = state.episodes.find(({ number }) => number === episode)?.firedAt ?? state.opened?.at ?? "";
  const text: Text = ["Fires since ", { time: firedAt }, ", acknowledged by nobody", ...valueWords(state.alarm, now)];
  return soundCard(state, "STILL FIRING", [text], "nobody has it");
}

function reminderCard(state: Investigation, { by, since, now }: Reminder): Card {
  const text: Text = [
    { calls: by.name, ids: [by.id] },
    " acknowledged it at ",
    { time: since },
    ", and it still fires",
    ...valueWords(state.alarm, now),
  ];
  return soundCard(state, "STILL FIRING", [text], `acknowledged by ${by.name}`);
}

/** A snooze that a person or the recovery ended needs no message. */
function snoozeOverCard(state: Investigation, { by, at, until, ended }: Snooze): Card | undefined {
  if (!ended || ended.because === "person" || ended.because === "ok") return undefined;
  const snoozed: Text = [`Snoozed by ${by.name} at `, { time: at }];
  if (ended.because === "worse") {
    const worse = `It got worse: ${ended.words ?? "see the card"}`;
    return soundCard(state, "SNOOZE ENDED EARLY", [worse, snoozed], ended.words ?? "it got worse");
  }
  if (!ended.fires) return undefined;
  return soundCard(
    state,
    "SNOOZE OVER",
    [[...snoozed, " until ", { time: until ?? ended.at }, ". It still fires"]],
    "it still fires",
  );
}

function pageCard(state: Investigation, { targets, by }: Page): Card {
  const why = by.id !== GUMSHOE ? `${by.name} asks for help` : "nobody has acknowledged it";
  const text: Text = [...calledTargets(targets), `: ${why}`];
  return soundCard(state, "PAGE", [text], `for ${targetNames(targets)}`);
}

/** The id of Gumshoe's own commands. */
const GUMSHOE = "gumshoe";

function soundCard(state: Investigation, word: string, lines: readonly Text[], push: string): Card {
  const name = investigationName(state);
  const blocks: Block[] = lines.map((text) => ({ type: "text", text }));
  const actions = openActions(state);
  if (actions.length > 0) blocks.push({ type: "actions", actions });
  return {
    title: `${word} ${severityWord(state)}${state.title} · ${name}${simulatedWords(state)}`,
    tone: "alarm",
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
