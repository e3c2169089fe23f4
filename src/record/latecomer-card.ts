import type { Card, Text } from "../card/card.ts";
import { withoutEnd } from "../card/number.ts";
import { leading, standingVerdict } from "../investigation/ranking/ranking.ts";
import { type Hypothesis, type Investigation, investigationName } from "../investigation/state.ts";
import { reliefWords } from "../investigation/view/relief.ts";
import { stateLine } from "../investigation/view/state-line.ts";
import { simulatedWords, spansOf, stateOf } from "../investigation/view/words.ts";

/** Four lines for whoever comes late: what happens, its cause, who has it and what was done, and what to do next. */
export function latecomerCard(state: Investigation): Card {
  const { word, tone } = stateOf(state);
  const name = investigationName(state);
  const title = `${word} ${state.title} · ${name}${simulatedWords(state)}`;
  return {
    title,
    tone,
    investigation: name,
    blocks: [
      { type: "facts", facts: latecomerFacts(state) },
      {
        type: "actions",
        actions: [
          { label: "Timeline", command: `${name} timeline` },
          { label: "Status", command: `${name} status` },
        ],
      },
    ],
    push: withoutEnd(title, 80),
  };
}

/** What happens, its cause, who has it, and what to do next, each with its label. */
export function latecomerFacts(state: Investigation): readonly (readonly [label: string, value: Text])[] {
  return [
    ["What", happening(state)],
    ["Cause", causeOf(state)],
    ["Who", whoHas(state)],
    ["Next", next(state)],
  ];
}

function happening(state: Investigation): Text {
  const { closed, subject } = state;
  if (closed) {
    const who = closed.quiet ? "Closed after a quiet time at " : `Closed by ${closed.by.name} at `;
    const how = closed.resolution === undefined ? "" : `: ${withoutEnd(closed.resolution, 160)}`;
    return [who, { time: closed.at }, how];
  }
  const words = stateLine(state);
  if (words === "") return subject?.type === "question" ? subject.text : "Nothing was measured yet.";
  const times = state.episodes.length > 1 ? `; fired ${state.episodes.length} times` : "";
  return [...spansOf(words), times];
}

function causeOf(state: Investigation): Text {
  const [first] = leading(state);
  const verdict = standingVerdict(state);
  if (first?.decided.type === "accepted") {
    return [`${said(first)}, accepted by ${first.decided.by.name} at `, { time: first.decided.at }];
  }
  if (!verdict) return first ? `Still checking; so far: ${said(first)}` : "Not known yet.";
  return first && verdict.verdict !== "INCONCLUSIVE"
    ? `${verdict.verdict}: ${said(first)}`
    : `${verdict.verdict}: ${verdict.reason}`;
}

function said({ id, weight }: Hypothesis): string {
  return `${weight.statement} (${id})`;
}

function whoHas({ assigned, acknowledged, hypotheses, notes }: Investigation): Text {
  const has = assigned
    ? [`${assigned.to.name} has it`]
    : acknowledged
      ? [`${acknowledged.by.name} is on it since `, { time: acknowledged.at }]
      : ["Nobody has it"];
  const out = hypotheses.filter(({ decided }) => decided.type === "discarded").map(({ id }) => id);
  const ruled = out.length === 0 ? "" : `; ruled out: ${out.join(", ")}`;
  const note = notes.at(-1);
  const noted = note ? `; last note, ${note.said?.author ?? note.by.name}: ${withoutEnd(note.text, 120)}` : "";
  return [...has, ruled, noted];
}

function next(state: Investigation): Text {
  if (state.closed) return "Nothing. To go on: reopen";
  const [first] = leading(state);
  const recovered = state.episodes.at(-1)?.recoveredAt !== undefined;
  if (recovered && first?.decided.type === "accepted") return "Close it with its resolution.";
  const { relief, settles } = first?.weight ?? {};
  if (relief && !recovered) return reliefWords(relief);
  if (settles) return `To be sure: ${settles.text}`;
  return first ? `Accept or discard ${first.id}.` : "Look at the open questions: status";
}
