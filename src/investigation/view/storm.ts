import type { Block, Card } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import { type Investigation, nameOf } from "../state.ts";

/** How many members a storm's card names; the rest is counted. */
const NAMED = 10;

/** Many alarms at once as one message: how many, what they share, which they are. */
export function stormCard(state: Investigation): Card {
  const firing = state.members.filter((member) => member.state === "ALARM");
  const count = state.members.length;
  const closed = state.status === "closed";
  const title = `${closed ? "CLOSED" : firing.length > 0 ? "STORM" : "OK"} ${count} alarms at once · ${nameOf(state)}`;
  const rows = state.members.slice(0, NAMED).map((member) => [member.name, member.state]);
  const blocks: Block[] = [
    { type: "text", text: [`${firing.length} of ${count} in ALARM, since `, { time: state.opened?.at ?? "" }] },
    ...shared(state).map((text): Block => ({ type: "text", text })),
    { type: "table", columns: [{ name: "Alarm" }, { name: "State" }], rows },
  ];
  if (count > NAMED) blocks.push({ type: "context", text: `… and ${count - NAMED} more` });
  blocks.push({ type: "context", text: "Members start no message and no search of their own." });
  const target = nameOf(state);
  blocks.push({
    type: "actions",
    actions: closed
      ? [{ label: "Reopen", command: `${target} reopen` }]
      : [
          state.acknowledged
            ? { label: "Unack", command: `${target} unack` }
            : { label: "Ack", command: `${target} ack` },
          { label: "Close", command: `${target} close` },
        ],
  });
  return {
    title,
    tone: closed || firing.length === 0 ? "ok" : state.acknowledged ? "acknowledged" : "alarm",
    investigation: target,
    blocks,
    push: withoutMiddle(`STORM ${count} alarms at once, ${firing.length} in ALARM`, 80),
  };
}

/** What at least half of the members have in common, the most shared first. */
function shared({ members }: Investigation): readonly string[] {
  const counts = new Map<string, number>();
  for (const fact of members.flatMap((member) => [...new Set(member.facts)])) {
    counts.set(fact, (counts.get(fact) ?? 0) + 1);
  }
  const all = [...counts].filter(([, count]) => count === members.length).map(([fact]) => fact);
  const most = [...counts]
    .filter(([, count]) => count >= 2 && count * 2 >= members.length && count < members.length)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(0, 3)
    .map(([fact, count]) => `${count} of ${members.length}: ${fact}`);
  return [...(all.length > 0 ? [`All ${members.length}: ${all.join(", ")}`] : []), ...most];
}
