import type { Block, Card } from "../../card/card.ts";
import { withoutEnd, withoutMiddle } from "../../card/number.ts";
import { snoozeOf } from "../carried/firing.ts";
import { leading, standingVerdict } from "../ranking/ranking.ts";
import { type Investigation, investigationName, scopeOf } from "../state.ts";
import { severityWord, stateOf } from "./words.ts";

/** Investigations that one page of a list shows. */
export const LISTED = 12;

/** A page of a list. `clock` says an ISO time in the reader's zone. */
export interface ListPage {
  /** "OPEN", "MINE". */
  readonly word: string;
  readonly shown: readonly Investigation[];
  /** How many there are, and whether there may be more. */
  readonly count: number;
  readonly all: boolean;
  readonly page: number;
  /** The command that lists it. */
  readonly command: string;
  readonly clock: (iso: string) => string;
  /** What is said where the list is empty. */
  readonly none: string;
  /** Lines under the list. */
  readonly notes: readonly string[];
}

/** One row each: state, since when, where, who has it, and what is known of its cause. */
export function listCard({ word, shown, count, all, page, command, clock, none, notes }: ListPage): Card {
  const title = `${word} ${all ? "" : "at least "}${count}`;
  const left = count - (page - 1) * LISTED - shown.length;
  const next = `${command} page ${page + 1}`;
  const table: Block = {
    type: "table",
    columns: ["Number", "Alarm", "State", "Where", "Who", "Cause"].map((name) => ({ name })),
    rows: shown.map((state) => rowOf(state, clock)),
  };
  const blocks: Block[] = shown.length === 0 ? [{ type: "text", text: none }] : [table];
  if (left > 0) blocks.push({ type: "context", text: `… and ${all ? "" : "at least "}${left} more: ${next}` });
  blocks.push(...notes.map((text): Block => ({ type: "text", text })));
  if (left > 0) blocks.push({ type: "actions", actions: [{ label: `Page ${page + 1}`, command: next }] });
  return { title, tone: "neutral", blocks, push: title };
}

function rowOf(state: Investigation, clock: (iso: string) => string): readonly string[] {
  const isMember = state.storm !== undefined;
  const { account, region } = scopeOf(state);
  const where = [account, region].filter((part) => part !== undefined).join(" ");
  const title = `${severityWord(state)}${withoutMiddle(state.title, 60)}`;
  return [
    investigationName(state),
    isMember ? `${title} (of storm G-${state.storm})` : title,
    stateWords(state, clock),
    where === "" ? "–" : where,
    whoHas(state),
    causeWords(state),
  ];
}

function stateWords(state: Investigation, clock: (iso: string) => string): string {
  const { word } = stateOf(state);
  const snooze = snoozeOf(state);
  if (word === "SNOOZED" && snooze)
    return snooze.until === undefined ? "SNOOZED until OK" : `SNOOZED until ${clock(snooze.until)}`;
  const present = state.episodes.at(-1);
  const since = state.closed?.at ?? present?.recoveredAt ?? present?.firedAt ?? state.opened?.at;
  return since === undefined ? word : `${word} since ${clock(since)}`;
}

function whoHas({ assigned, acknowledged }: Investigation): string {
  return assigned?.to.name ?? acknowledged?.by.name ?? "nobody";
}

function causeWords(state: Investigation): string {
  const [first] = leading(state);
  const verdict = standingVerdict(state)?.verdict;
  if (first?.decided.type === "accepted") return withoutEnd(`accepted: ${first.weight.statement}`, 90);
  if (verdict === undefined) return state.findings[1]?.requested ? "checking" : "not investigated";
  return withoutEnd(first && verdict !== "INCONCLUSIVE" ? `${verdict}: ${first.weight.statement}` : verdict, 90);
}
