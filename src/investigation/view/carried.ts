import type { Action, Block, Text, TextSpan } from "../../card/card.ts";
import { nextStep } from "../carried/escalation.ts";
import { snoozeOf, stillFires } from "../carried/firing.ts";
import { mayMute, mutingOf } from "../carried/mute.ts";
import { type Investigation, investigationName } from "../state.ts";
import { recurrenceWords } from "./recurrence.ts";
import { targetNames } from "./targets.ts";

/** Who has it, until when it is quiet, and who is paged next: one line each, only what is so. */
export function carriedBlocks(state: Investigation): readonly Block[] {
  if (state.status !== "open") return [];
  const { acknowledged, assigned } = state;
  const had: TextSpan[][] = [
    ...(acknowledged ? [[`Acknowledged by ${acknowledged.by.name} at `, { time: acknowledged.at }]] : []),
    ...(assigned ? [assignedWords(assigned)] : []),
    ...(snoozeOf(state) ? [snoozedWords(state)] : []),
  ];
  const lines: readonly Text[] = [joined(had), pagedLine(state), nextLine(state)];
  return lines.flatMap((text): readonly Block[] => (text.length === 0 ? [] : [{ type: "context", text }]));
}

/** "3rd time in 24 h · 11th in 30 days, 9 closed without cause"; nothing the first time. */
export function recurrenceBlocks(state: Investigation): readonly Block[] {
  const text = recurrenceWords(state);
  return text === undefined ? [] : [{ type: "context", text }];
}

/** Ack, Note, Snooze and Escalate, each with its undo; who it is assigned to is in the menu. */
export function carriedActions(state: Investigation): readonly Action[] {
  const target = investigationName(state);
  return [
    state.acknowledged ? { label: "Unack", command: `${target} unack` } : { label: "Ack", command: `${target} ack` },
    { label: "Note", command: `${target} note` },
    snoozeAction(state),
    ...muteActions(state),
    ...(stillFires(state) ? [escalateAction(state)] : []),
    state.assigned
      ? { label: "Unassign", command: `${target} unassign`, overflow: true }
      : { label: "Assign", command: `${target} assign`, overflow: true },
  ];
}

/** Opens the choice of how long; ends the snooze that lasts. */
export function snoozeAction(state: Investigation): Action {
  const target = investigationName(state);
  return snoozeOf(state)
    ? { label: "Unsnooze", command: `${target} unsnooze` }
    : { label: "Snooze", command: `${target} snooze` };
}

/** Asks how it was resolved; while it fires, it says so first. */
export function closeAction(state: Investigation): Action {
  const action = { label: "Close", command: `${investigationName(state)} close`, overflow: true };
  return stillFires(state)
    ? {
        ...action,
        confirm: "It still fires. Closing ends its reminders and pages; it is opened again when it fires anew.",
      }
    : action;
}

/** Has CloudWatch keep quiet as well, while the snooze lasts. */
export function muteActions(state: Investigation): readonly Action[] {
  const target = investigationName(state);
  if (mayMute(state)) return [{ label: "Mute in AWS", command: `${target} mute-alarm`, overflow: true }];
  const snooze = snoozeOf(state);
  const muted = snooze !== undefined && mutingOf(state, snooze) === "on";
  return muted ? [{ label: "Unmute", command: `${target} unmute-alarm`, overflow: true }] : [];
}

/** Pages the next ones at once, after a confirmation that says whom. */
export function escalateAction(state: Investigation): Action {
  const next = nextStep(state);
  const whom = next ? targetNames(next.targets) : "whoever is on call";
  return {
    label: "Escalate",
    command: `${investigationName(state)} escalate`,
    confirm: `Pages ${whom} now.`,
  };
}

function assignedWords({ to, by, at }: NonNullable<Investigation["assigned"]>): TextSpan[] {
  const who = to.id === by.id ? `Taken by ${to.name} at ` : `Assigned to ${to.name} by ${by.name} at `;
  return [who, { time: at }];
}

function snoozedWords(state: Investigation): TextSpan[] {
  const snooze = snoozeOf(state);
  if (!snooze) return [];
  const by = `Snoozed by ${snooze.by.name} until `;
  if (snooze.until === undefined) return [`${by}it is OK`];
  return [by, { time: snooze.until }, ...(mutingOf(state, snooze) === "on" ? [", muted in CloudWatch"] : [])];
}

function pagedLine({ pages }: Investigation): Text {
  const last = pages.at(-1);
  if (!last) return [];
  return [`Paged ${targetNames(last.targets)} at `, { time: last.at }];
}

function nextLine(state: Investigation): Text {
  const next = nextStep(state);
  if (!next) return [];
  return [`Next: pages ${targetNames(next.targets)} at `, { time: next.at }, ", unless somebody acknowledges"];
}

function joined(parts: readonly (readonly TextSpan[])[]): Text {
  return parts.flatMap((part, index) => (index === 0 ? part : [" · ", ...part]));
}
