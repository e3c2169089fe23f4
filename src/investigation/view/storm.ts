import type { Action, Block, Card } from "../../card/card.ts";
import { counted, withoutMiddle } from "../../card/number.ts";
import type { Relief } from "../../events/events.ts";
import { leading, standingVerdict } from "../ranking/ranking.ts";
import { type Hypothesis, type Investigation, investigationName, presentEpisode } from "../state.ts";
import { carriedActions, carriedBlocks, closeAction } from "./carried.ts";
import { notFoundText } from "./cause-line.ts";
import { decideActions, decisionText } from "./hypothesis.ts";
import { STANDING_WORD } from "./lead-word.ts";
import { type Count, countsOf, groupsOf, type StormGroup } from "./storm-groups.ts";
import { NAMED_ON_CARD, nameOf } from "./storm-list.ts";
import { gapLine, horizonsLine, simulatedWords, spansOf, tally } from "./words.ts";

/** Groups of a large storm that its card shows, and the characters of names in each. */
const GROUPS = 6;
const NAMES = 60;
/** Values of a zone or an account that are counted on the card. */
const COUNTED = 4;

/** The message about many alarms at once: their number, what they have in common, their names. */
export function stormCard(state: Investigation): Card {
  const firing = state.members.filter((member) => member.state === "ALARM");
  const count = state.members.length;
  const closed = state.status === "closed";
  const over = count > 0 && firing.length === 0;
  const alarms = count === 0 ? "many alarms" : counted(count, "alarm");
  const title = `${closed ? "CLOSED" : over ? "OK" : "STORM"} ${alarms} at once · ${investigationName(state)}${simulatedWords(state)}`;
  const groups = groupsOf(state.members);
  const blocks: Block[] = [
    {
      type: "text",
      text: [
        count === 0 ? "Counting" : `${firing.length} of ${count} in ALARM`,
        ", since ",
        { time: state.opened?.at ?? "" },
        ...(groups.length > 1 ? [`: ${groupCounts(groups)}`] : []),
      ],
    },
    ...causeBlocks(state),
    ...nextBlocks(state),
    ...sharedBlocks(state),
    ...memberBlocks(state, groups),
  ];
  blocks.push(...carriedBlocks(state));
  const target = investigationName(state);
  blocks.push({ type: "actions", actions: actionsOf(state) });
  return {
    title,
    tone: closed || over ? "ok" : state.acknowledged ? "acknowledged" : "alarm",
    investigation: target,
    blocks,
    push: withoutMiddle(
      `STORM ${alarms} at once${count === 0 ? "" : `, ${firing.length} in ALARM`}${simulatedWords(state)}`,
      80,
    ),
  };
}

/** "ECS 120, RDS 84, SQS 61 and 3 more": what hurts most. */
function groupCounts(groups: readonly StormGroup[]): string {
  return countsText(groups.map(({ name, members }): Count => [name, members.length]));
}

function countsText(counts: readonly Count[]): string {
  const told = counts.slice(0, COUNTED).map(([value, members]) => `${value} ${members}`);
  const rest = counts.length - told.length;
  return `${told.join(", ")}${rest > 0 ? ` and ${counted(rest, "other")}` : ""}`;
}

/** What the members have in common, and how they are spread, in one paragraph. */
function sharedBlocks(state: Investigation): readonly Block[] {
  const said = [...placeLines(state), ...shared(state)];
  return said.length === 0 ? [] : [{ type: "context", text: said.join(" · ") }];
}

/** How many members are in each zone, account and Region, where there are several. */
function placeLines({ members }: Investigation): readonly string[] {
  const lines = [
    ["By zone", "zone"],
    ["By account", "account"],
    ["By Region", "Region"],
  ] as const;
  return lines.flatMap(([label, attribute]) => {
    const counts = countsOf(members, attribute);
    return counts.length > 1 ? [`${label}: ${countsText(counts)}`] : [];
  });
}

/** Members have no message of their own. */
const TO_OPEN = "To investigate one alone: investigate <its name>";

/** Every member of a small storm; of a large one the groups with the first names of each, because the thread names them all. */
function memberBlocks({ members }: Investigation, groups: readonly StormGroup[]): readonly Block[] {
  if (members.length === 0) return [];
  if (members.length <= NAMED_ON_CARD) {
    const rows = members.map(({ name, state }) => [name, state]);
    return [
      { type: "table", columns: [{ name: "Alarm" }, { name: "State" }], rows },
      { type: "context", text: TO_OPEN },
    ];
  }
  const left = groups.length - GROUPS;
  return [
    ...groups.slice(0, GROUPS).map((group): Block => ({ type: "text", text: groupLine(group) })),
    {
      type: "context",
      text: `${left > 0 ? `… and ${counted(left, "more group")}. ` : ""}All ${members.length} by name: in the thread. ${TO_OPEN}`,
    },
  ];
}

/** "ECS 84: orders-cpu, orders-memory and 82 more" */
function groupLine({ name, members }: StormGroup): string {
  const names: string[] = [];
  let room = NAMES;
  for (const member of members) {
    const next = withoutMiddle(nameOf(member), NAMES);
    room -= next.length + 2;
    if (room < 0 && names.length > 0) break;
    names.push(next);
  }
  const rest = members.length - names.length;
  return `${name} ${members.length}: ${names.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`;
}

/** What stops the pain, then what makes sure. */
function nextBlocks(state: Investigation): readonly Block[] {
  const [first] = leading(state);
  if (!first || state.status === "closed") return [];
  const { relief, settles } = first.weight;
  return [
    ...(relief ? [{ type: "text" as const, text: `What to do: ${relief.text}` }, copied(relief)] : []),
    ...(settles ? [{ type: "context" as const, text: `To be sure: ${settles.text}` }] : []),
  ];
}

function copied({ command, undo }: Relief): Block {
  return { type: "command", text: command, ...(undo !== undefined && { undo }) };
}

/** What the members have in common and quiet resources do not, with the evidence and what could not be compared. */
function causeBlocks(state: Investigation): readonly Block[] {
  const findings = state.findings[presentEpisode(state)];
  const standing = standingVerdict(state);
  const conclusion = findings?.conclusion;
  if (!conclusion || !standing) {
    return findings?.requested ? [{ type: "context", text: "Comparing the alarms with what is quiet" }] : [];
  }
  const inconclusive = standing.verdict === "INCONCLUSIVE";
  const causes = leading(state).flatMap((hypothesis): readonly Block[] => {
    const { id, weight } = hypothesis;
    const word = inconclusive ? "Weak lead" : `In common (${STANDING_WORD[weight.standing].toLowerCase()})`;
    const cited = weight.supports.length === 0 ? "" : `, ${weight.supports.join(", ")}`;
    return [
      { type: "text", text: `${word}: ${weight.statement} (${id}${cited})` },
      ...alsoSaid(state, hypothesis),
      { type: "context", text: decisionText(hypothesis) ?? tally(hypothesis) },
    ];
  });
  const said: readonly Block[] = inconclusive
    ? [{ type: "text", text: `Cause: ${notFoundText(standing.reason)}` }, ...causes]
    : causes;
  const [gap] = conclusion.gaps;
  return [
    ...said,
    ...(gap ? [{ type: "context" as const, text: gapLine(gap) }] : []),
    {
      type: "context",
      text: [
        ...(inconclusive ? [`Compared with ${counted(conclusion.normal, "resource")} without an alarm · `] : []),
        ...spansOf(horizonsLine(conclusion.horizons)),
      ],
    },
  ];
}

/** Evidence besides the comparison: announcements of AWS Health. */
function alsoSaid({ evidence }: Investigation, { weight }: Hypothesis): readonly Block[] {
  return evidence
    .filter(({ id, evidence: { kind } }) => weight.supports.includes(id) && kind !== "topology")
    .map(({ id, evidence: { sentence } }) => ({ type: "context", text: `${sentence} (${id})` }));
}

function actionsOf(state: Investigation): readonly Action[] {
  const target = investigationName(state);
  if (state.status === "closed") return [{ label: "Reopen", command: `${target} reopen` }];
  const [first] = leading(state);
  return [...(first ? decideActions(state, first, false) : []), ...carriedActions(state), closeAction(state)];
}

/** What all members have in common; without a cause, also what at least half of them have, the most frequent first. */
function shared(state: Investigation): readonly string[] {
  const { members } = state;
  const counts = new Map<string, number>();
  for (const fact of members.flatMap((member) => [...new Set(member.facts)])) {
    counts.set(fact, (counts.get(fact) ?? 0) + 1);
  }
  const all = [...counts].filter(([, count]) => count === members.length).map(([fact]) => fact);
  const said = all.length > 0 ? [`All ${members.length}: ${all.join(", ")}`] : [];
  const verdict = standingVerdict(state)?.verdict;
  if (verdict === "LIKELY" || verdict === "CONFIRMED") return said;
  const most = [...counts]
    .filter(([, count]) => count >= 2 && count * 2 >= members.length && count < members.length)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, 3)
    .map(([fact, count]) => `${count} of ${members.length}: ${fact}`);
  return [...said, ...most];
}
