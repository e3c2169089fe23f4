import type { Action, Block, Card } from "../../card/card.ts";
import { counted, withoutMiddle } from "../../card/number.ts";
import { leading, standingVerdict } from "../ranking/ranking.ts";
import { type Hypothesis, type Investigation, investigationName, presentEpisode } from "../state.ts";
import { carriedActions, carriedBlocks } from "./carried.ts";
import { decideActions, decisionText } from "./hypothesis.ts";
import { STANDING_WORD } from "./lead-word.ts";
import { gapLine, horizonsLine, simulatedWords, spansOf, tally } from "./words.ts";

/** The most members that a storm's card names; the others are counted. */
const NAMED = 10;

/** The message about many alarms at once: their number, what they have in common, their names. */
export function stormCard(state: Investigation): Card {
  const firing = state.members.filter((member) => member.state === "ALARM");
  const count = state.members.length;
  const closed = state.status === "closed";
  const over = count > 0 && firing.length === 0;
  const alarms = count === 0 ? "many alarms" : counted(count, "alarm");
  const title = `${closed ? "CLOSED" : over ? "OK" : "STORM"} ${alarms} at once · ${investigationName(state)}${simulatedWords(state)}`;
  const rows = state.members.slice(0, NAMED).map((member) => [member.name, member.state]);
  const blocks: Block[] = [
    {
      type: "text",
      text: [
        count === 0 ? "Counting" : `${firing.length} of ${count} in ALARM`,
        ", since ",
        { time: state.opened?.at ?? "" },
      ],
    },
    ...causeBlocks(state),
    ...shared(state).map((text): Block => ({ type: "context", text })),
    ...(count === 0 ? [] : [{ type: "table" as const, columns: [{ name: "Alarm" }, { name: "State" }], rows }]),
  ];
  if (count > NAMED) blocks.push({ type: "context", text: `… and ${count - NAMED} more` });
  blocks.push({
    type: "context",
    text: "Members start no message and no search of their own. To open one: investigate <its name>",
  });
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
    const word = inconclusive ? "Weak lead" : STANDING_WORD[weight.standing];
    const cited = weight.supports.length === 0 ? "" : `, ${weight.supports.join(", ")}`;
    return [
      { type: "text", text: `${word}: ${weight.statement} (${id}${cited})` },
      ...alsoSaid(state, hypothesis),
      { type: "context", text: decisionText(hypothesis) ?? tally(hypothesis) },
    ];
  });
  const said: readonly Block[] = inconclusive
    ? [{ type: "text", text: `${standing.verdict}: ${standing.reason}` }, ...causes]
    : causes;
  const [gap] = conclusion.gaps;
  return [
    ...said,
    ...(gap ? [{ type: "context" as const, text: gapLine(gap) }] : []),
    {
      type: "context",
      text: [
        `${conclusion.checked - conclusion.normal} alarms against ${conclusion.normal} quiet resources · `,
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
  return [
    ...(first ? decideActions(state, first, false) : []),
    ...carriedActions(state),
    { label: "Close", command: `${target} close`, overflow: first !== undefined },
  ];
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
