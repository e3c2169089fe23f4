import type { Action, Block, Card } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import type { Runbook } from "../../events/events.ts";
import { type Checklist, type Investigation, investigationName } from "../state.ts";

/** The line of the alarm's message that names its runbook. */
export function runbookBlocks({ checklist }: Investigation): readonly Block[] {
  if (!checklist) return [];
  const { name, link } = checklist.runbook;
  return [
    { type: "context", text: [`Runbook ${name}: `, progress(checklist), ", in the thread"] },
    ...(link === undefined ? [] : [{ type: "links" as const, links: [{ text: "Runbook page", url: link }] }]),
  ];
}

/** The steps of the runbook in the thread, with who did which and when. */
export function runbookCard(state: Investigation, checklist: Checklist): Card {
  const { runbook } = checklist;
  return {
    title: `RUNBOOK ${runbook.name}`,
    tone: "neutral",
    investigation: investigationName(state),
    blocks: [
      { type: "text", text: runbook.description },
      { type: "context", text: `${progress(checklist)} · fits by ${runbook.because.join(", ")}` },
      ...runbook.steps.flatMap((step, index) => stepBlocks(state, checklist, step, index + 1)),
    ],
    push: withoutMiddle(`RUNBOOK ${runbook.name}: ${runbook.description.replaceAll(/\s+/g, " ")}`, 80),
  };
}

/** "2 of 5 steps done". */
function progress({ runbook, ticks }: Checklist): string {
  return `${ticks.size} of ${runbook.steps.length} steps done`;
}

function stepBlocks(
  state: Investigation,
  { ticks }: Checklist,
  { text, questions, code }: Runbook["steps"][number],
  number: number,
): readonly Block[] {
  const done = ticks.get(number);
  const target = investigationName(state);
  const tick: Action = done
    ? { label: `Undo ${number}`, command: `${target} untick ${number}` }
    : { label: `Done ${number}`, command: `${target} tick ${number}` };
  const runs = questions.map((question, index): Action => {
    const which = questions.length === 1 ? "" : ` ${index + 1}`;
    return { label: `Run${which}`, command: `${target} ${question}` };
  });
  return [
    {
      type: "text",
      text: done ? [`✓ ${number}. ${text} · done by ${done.by.name} at `, { time: done.at }] : `○ ${number}. ${text}`,
    },
    ...(questions.length === 0 ? [] : [{ type: "quote" as const, text: questions.join("\n") }]),
    ...code.map((block): Block => ({ type: "command", text: block })),
    ...(state.status !== "closed" ? [{ type: "actions" as const, actions: [tick, ...runs] }] : []),
  ];
}
