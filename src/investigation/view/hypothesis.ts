import type { Action, Block, Card, Span, Text } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import { type Hypothesis, type Investigation, nameOf, presentEpisode } from "../state.ts";
import { gapLine, tally } from "./words.ts";

/** A hypothesis with what speaks for and against it, and what would settle and relieve it. */
export function hypothesisCard(state: Investigation, hypothesis: Hypothesis): Card {
  const { id, weight, decided } = hypothesis;
  const earlier = hypothesis.episode !== presentEpisode(state);
  const word = earlier ? "EARLIER" : weight.standing;
  const actions = decideActions(state, hypothesis, true);
  const blocks: Block[] = [
    ...decisionBlocks(hypothesis),
    { type: "points", points: points(state, hypothesis) },
    { type: "context", text: `Refuted if: ${weight.refutedBy}` },
  ];
  if (weight.settles) blocks.push({ type: "text", text: `Settles it: ${weight.settles.text}` });
  if (weight.relief) {
    const undo = weight.relief.undo === undefined ? "" : `\n# undo: ${weight.relief.undo}`;
    blocks.push(
      { type: "text", text: `Relief: ${weight.relief.text} (to copy; Gumshoe never runs it)` },
      { type: "quote", text: `${weight.relief.command}${undo}` },
    );
  }
  if (actions.length > 0) blocks.push({ type: "actions", actions });
  return {
    title: `${id} ${word} · ${withoutMiddle(weight.statement, 150)}`,
    tone: decided.type === "accepted" && !earlier ? "ok" : "neutral",
    investigation: nameOf(state),
    blocks,
    push: withoutMiddle(`${id} ${word}: ${weight.statement}`, 80),
  };
}

/** By whom and when it was decided, once it is. */
export function decisionText({ decided }: Hypothesis): Text | undefined {
  switch (decided.type) {
    case "proposed":
      return undefined;
    case "accepted":
      return [`Accepted by ${decided.by.name} at `, { time: decided.at }];
    case "discarded":
      return [
        `Discarded by ${decided.by.name} at `,
        { time: decided.at },
        decided.reason === undefined ? "" : `: ${withoutMiddle(decided.reason, 240)}`,
      ];
    default:
      return decided satisfies never;
  }
}

function decisionBlocks(hypothesis: Hypothesis): readonly Block[] {
  const text = decisionText(hypothesis);
  return text === undefined
    ? [{ type: "context", text: tally(hypothesis) }]
    : [
        { type: "text", text },
        { type: "context", text: tally(hypothesis) },
      ];
}

type Points = Extract<Block, { type: "points" }>["points"];

function points(state: Investigation, { weight }: Hypothesis): Points {
  const cited = (ids: readonly string[], sign: "+" | "-"): Points =>
    ids.flatMap((id) => {
      const found = state.evidence.find((known) => known.id === id);
      return found ? [{ sign, text: `${found.evidence.sentence} (${id})` }] : [];
    });
  return [
    ...cited(weight.supports, "+"),
    ...cited(weight.contradicts, "-"),
    ...weight.unchecked.map((gap) => ({ sign: "?" as const, text: gapLine(gap) })),
  ];
}

/** Accept and Discard while it is open, Restore once decided; Why? always. */
export function decideActions(
  state: Investigation,
  { id, decided, episode, weight }: Hypothesis,
  own: boolean,
): readonly Action[] {
  if (state.status === "closed") return [];
  const target = nameOf(state);
  const why: Action = { label: "Why?", command: `${target} why ${id}` };
  if (decided.type !== "proposed") return [{ label: "Restore", command: `${target} restore ${id}` }, why];
  const reason = { name: "reason", label: `Why is ${id} not the cause?`, optional: true };
  const discard: Action = { label: "Discard", command: `${target} discard ${id}`, input: reason };
  const accept: Action = { label: "Accept", command: `${target} accept ${id}`, style: "primary" };
  const settles = weight.settles?.command;
  const run: readonly Action[] =
    own && settles !== undefined ? [{ label: "Settle it", command: `${target} ${settles}` }] : [];
  return episode === presentEpisode(state) ? [accept, discard, why, ...run] : [why];
}

/** "1.": reasoning with every query, for the one who asked why. */
export function whyCard(state: Investigation, hypothesis: Hypothesis): Card {
  const { id, weight } = hypothesis;
  const cited = [...weight.supports, ...weight.contradicts];
  const blocks: Block[] = [{ type: "text", text: weight.statement }];
  for (const evidenceId of cited) {
    const record = state.evidence.find((known) => known.id === evidenceId);
    if (!record) continue;
    const { evidence } = record;
    const sign = weight.supports.includes(evidenceId) ? "for" : "against";
    const horizon: readonly Span[] = Number.isFinite(evidence.horizon)
      ? [" · believed to ", { time: new Date(evidence.horizon * 1000).toISOString() }]
      : [];
    blocks.push(
      { type: "text", text: `${evidenceId} (${sign}): ${evidence.sentence}` },
      { type: "quote", text: evidence.query },
      { type: "context", text: [`${evidence.kind}`, ...horizon, ...figuresOf(evidence.figures)] },
    );
    if (evidence.archive !== undefined)
      blocks.push({ type: "image", archive: evidence.archive, alt: evidence.sentence });
  }
  for (const gap of weight.unchecked) blocks.push({ type: "text", text: `? ${gapLine(gap)}` });
  blocks.push(
    { type: "text", text: `Refuted if: ${weight.refutedBy}` },
    { type: "context", text: `Weight ${weight.score.toFixed(2)}, for ordering only.` },
  );
  return {
    title: `WHY ${id} ${weight.standing}`,
    tone: "neutral",
    investigation: nameOf(state),
    blocks,
    push: withoutMiddle(`WHY ${id}: ${weight.statement}`, 80),
  };
}

function figuresOf(figures: Readonly<Record<string, number>>): readonly Span[] {
  const entries = Object.entries(figures).filter(([, value]) => Math.abs(value) < 1e9);
  if (entries.length === 0) return [];
  return [` · ${entries.map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`).join(", ")}`];
}
