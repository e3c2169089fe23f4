import type { Block, Text } from "../../card/card.ts";
import { withoutEnd, withoutMiddle } from "../../card/number.ts";
import type { Alarm } from "../../events/events.ts";
import type { Investigation } from "../state.ts";
import { crossing } from "./alarm-figures.ts";
import { ruleLines } from "./rule-tree.ts";
import { impactLine, stateLine } from "./state-line.ts";

/** Text from outside: its first lines, and their length. */
const LINES = 2;
const LINE = 120;
const MOST_INPUTS = 4;
/** Lines of a composite alarm's tree. */
const TREE = 12;

/** What fires: who is hurt, its state with its figures, its query, who muted it, its description, and where it is. */
export function alarmBlocks(state: Investigation, alarm: Alarm): readonly Block[] {
  const lines = [impactLine(state), stateLine(state)].filter((line) => line !== "");
  return [
    ...lines.map((text): Block => ({ type: "text", text })),
    ...(crossing(alarm) === "" ? [{ type: "quote" as const, text: alarm.reason }] : []),
    ...queryBlocks(alarm),
    ...(alarm.silenced ? [{ type: "text" as const, text: silencedWords(alarm.silenced) }] : []),
    ...treeBlocks(alarm),
    ...descriptionBlocks(alarm),
    { type: "context", text: whereText(state, alarm) },
    ...tagBlocks(alarm),
    ...(alarm.runbook === undefined
      ? []
      : [{ type: "links" as const, links: [{ text: "Runbook", url: alarm.runbook }] }]),
  ];
}

/** "Muted by deploys until 04:00: not investigated". */
export function silencedWords({ how, by, until }: NonNullable<Alarm["silenced"]>): Text {
  const word = how === "muted" ? "Muted" : "Suppressed";
  const end = until === undefined ? [] : [" until ", { time: until }];
  return [`${word} by ${withoutMiddle(by, 60)}`, ...end, ", so it is not investigated by itself"];
}

/** The query of an alarm that watches no single metric, and the series that fired. */
function queryBlocks({ expression, contributor }: Alarm): readonly Block[] {
  const blocks: Block[] = [];
  if (contributor) {
    const attributes = Object.entries(contributor.attributes).map(([name, value]) => `${name} ${value}`);
    const series = attributes.length === 0 ? contributor.id : attributes.join(", ");
    blocks.push({ type: "context", text: `Series: ${withoutMiddle(series, 240)}` });
  }
  if (!expression) return blocks;
  const { text, inputs } = expression;
  blocks.push({ type: "quote", text: firstLines(text) });
  const named = inputs.flatMap(({ id, metric }) => (metric ? [`${id}: ${metric.name} ${metric.statistic}`] : []));
  const more = named.length > MOST_INPUTS ? [`… and ${named.length - MOST_INPUTS} more`] : [];
  if (named.length > 0) blocks.push({ type: "context", text: [...named.slice(0, MOST_INPUTS), ...more].join(" · ") });
  return blocks;
}

/** The tree of a composite alarm, with the children that are known to be in ALARM. */
function treeBlocks({ kind, rule = "", children, triggering = [] }: Alarm): readonly Block[] {
  if (kind !== "composite") return [];
  const lines = ruleLines(rule, new Set(triggering)) ?? children.map((name) => `· ${name}`);
  const shown = lines.slice(0, TREE).map((line) => withoutMiddle(line, LINE));
  if (lines.length > TREE) shown.push(`… and ${lines.length - TREE} more lines`);
  return shown.length === 0 ? [] : [{ type: "quote", text: shown.join("\n") }];
}

function descriptionBlocks({ description = "" }: Alarm): readonly Block[] {
  return description.trim() === "" ? [] : [{ type: "quote", text: firstLines(description) }];
}

/** The first lines of a text; what is left out is counted. */
export function firstLines(text: string): string {
  const lines = text.split(/\s*\n\s*/).filter((line) => line !== "");
  const shown = lines.slice(0, LINES).map((line) => withoutEnd(line, LINE));
  const left = [...text].length - [...shown.join("\n")].length;
  const isWhole = lines.length <= LINES && lines.every((line) => [...line].length <= LINE);
  return isWhole ? shown.join("\n") : `${shown.join("\n")} … ${Math.max(1, left)} more`;
}

/** "team payments · owner ana" */
function tagBlocks({ tags = {} }: Alarm): readonly Block[] {
  const shown = Object.entries(tags).flatMap(([name, value]) =>
    /^https?:/.test(value) ? [] : `${withoutMiddle(name, 40)} ${withoutMiddle(value, 40)}`,
  );
  return shown.length === 0 ? [] : [{ type: "context", text: withoutEnd(shown.join(" · "), 160) }];
}

function whereText(state: Investigation, alarm: Alarm): Text {
  const parts: readonly Text[] = [
    alarm.account,
    alarm.region,
    ...(alarm.metric?.account === undefined ? [] : [`metric of account ${alarm.metric.account}`]),
    ...timesWords(state),
    ...(state.previous === undefined ? [] : [`last: G-${state.previous}`]),
    ...(state.storm === undefined ? [] : [`part of the storm G-${state.storm}`]),
    ...(alarm.children.length === 0 ? [] : [childrenWords(alarm.children)]),
  ];
  const [first = "", ...others] = parts.filter((part) => part !== "");
  const spans = [first, ...others.map((part) => [" · ", part])].flat(2);
  return spans.every((span) => typeof span === "string") ? spans.join("") : spans;
}

/** How often it fired; since when, where that is more than a list of them would show. */
function timesWords({ episodes, folded }: Investigation): readonly Text[] {
  const times = episodes.length + (folded?.fired ?? 0);
  if (times <= 1) return [];
  if (folded?.since === undefined) return [`fired ${times} times in this thread`];
  return [[`fired ${times.toLocaleString("en")} times since `, { time: folded.since }]];
}

/** As many names as a phone shows; the tree and the rule have the others. */
function childrenWords(children: readonly string[]): string {
  const shown = children.slice(0, 5).map((name) => withoutMiddle(name, 60));
  const more = children.length - shown.length;
  return `children: ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
