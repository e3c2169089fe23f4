import type { Action, Block, Card, Text, TextSpan } from "../../card/card.ts";
import { withoutMiddle } from "../../card/number.ts";
import type { Evidence } from "../../events/events.ts";
import { type Hypothesis, type Investigation, investigationName, presentEpisode, type Weight } from "../state.ts";
import { reliefWords } from "./relief.ts";
import { gapLine, moment, tally } from "./words.ts";

/** The most reasons shown in the thread; Why? has the others. */
const POINTS = 6;

/** A hypothesis with its evidence, the check that would decide it, and its relief. `stated`: the card has its statement already. */
export function hypothesisBlocks(
  state: Investigation,
  hypothesis: Hypothesis,
  { stated }: { readonly stated: boolean },
): readonly Block[] {
  const { weight } = hypothesis;
  const all = hypothesisPoints(state, hypothesis);
  const rest = all.length - POINTS;
  const actions = decideActions(state, hypothesis, true);
  const decision = decisionText(hypothesis);
  return [
    { type: "heading", text: headingOf(hypothesis, stated) },
    ...(decision === undefined ? [] : [{ type: "text" as const, text: decision }]),
    { type: "context", text: tally(hypothesis) },
    { type: "points", points: all.slice(0, POINTS) },
    ...(rest > 0 ? [{ type: "context" as const, text: `… and ${rest} more (Why?)` }] : []),
    { type: "context", text: `Refuted if: ${weight.refutedBy}` },
    ...(weight.settles ? [{ type: "text" as const, text: `Settles it: ${weight.settles.text}` }] : []),
    ...reliefBlocks(hypothesis),
    ...(actions.length > 0 ? [{ type: "actions" as const, actions }] : []),
  ];
}

function headingOf({ id, weight, cause }: Hypothesis, stated: boolean): string {
  const what = stated ? cause.component.name : withoutMiddle(weight.statement, 150);
  return `${id} ${weight.standing} · ${whyWords(weight)}${what}`;
}

/** "Why h2? ", if it may be the cause of an accepted hypothesis. */
function whyWords({ explains }: Weight): string {
  return explains === undefined ? "" : `Why ${explains}? `;
}

function reliefBlocks({ weight: { relief } }: Hypothesis): readonly Block[] {
  if (!relief) return [];
  if (/^https?:/.test(relief.command))
    return [{ type: "text", text: [`${reliefWords(relief)} · `, { url: relief.command, text: "where it was made" }] }];
  const undo = relief.undo === undefined ? "" : `\n# undo: ${relief.undo}`;
  return [
    { type: "text", text: `${reliefWords(relief)} (to copy; Gumshoe never runs it)` },
    { type: "quote", text: `${relief.command}${undo}` },
  ];
}

/** Who decided and when; undefined if it is undecided. */
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

/** The clock time of a change, because its sentence only has the time before the onset. */
export function madeAt({ kind, figures: { at } }: Evidence): readonly TextSpan[] {
  return kind === "change" && at !== undefined ? [moment(at), " "] : [];
}

type Points = Extract<Block, { type: "points" }>["points"];

/** All reasons for and against a hypothesis with their evidence ids, and what was not checked. */
export function hypothesisPoints(state: Investigation, { weight }: Hypothesis): Points {
  const cited = (ids: readonly string[], sign: "+" | "-"): Points =>
    ids.flatMap((id) => {
      const found = state.evidence.find((known) => known.id === id);
      return found ? [{ sign, text: [...madeAt(found.evidence), `${found.evidence.sentence} (${id})`] }] : [];
    });
  return [
    ...cited(weight.supports, "+"),
    ...cited(weight.contradicts, "-"),
    ...weight.unchecked.map((gap) => ({ sign: "?" as const, text: gapLine(gap) })),
  ];
}

/** Accept and Discard while it is open, Restore after a decision; Why? always. */
export function decideActions(
  state: Investigation,
  { id, decided, episode, weight }: Hypothesis,
  own: boolean,
): readonly Action[] {
  if (state.status === "closed") return [];
  const target = investigationName(state);
  const why: Action = { label: "Why?", command: `${target} why ${id}` };
  if (decided.type !== "proposed") return [{ label: "Undo", command: `${target} restore ${id}` }, why];
  const discard: Action = { label: "Discard", command: `${target} discard ${id}` };
  const accept: Action = { label: "Accept", command: `${target} accept ${id}`, style: "primary" };
  const settles = weight.settles?.command;
  const run: readonly Action[] =
    own && settles !== undefined ? [{ label: "Settle it", command: `${target} ${settles}` }] : [];
  return episode === presentEpisode(state) ? [accept, discard, why, ...run] : [why];
}

/** The answer to Why?: the reasoning with every query. */
export function whyCard(state: Investigation, hypothesis: Hypothesis): Card {
  const { id, weight } = hypothesis;
  const cited = [...weight.supports, ...weight.contradicts];
  const blocks: Block[] = [{ type: "text", text: weight.statement }];
  for (const evidenceId of cited) {
    const record = state.evidence.find((known) => known.id === evidenceId);
    if (!record) continue;
    const { evidence } = record;
    const sign = weight.supports.includes(evidenceId) ? "for" : "against";
    const horizon: readonly TextSpan[] = Number.isFinite(evidence.horizon)
      ? [" · data to ", { time: new Date(evidence.horizon * 1000).toISOString() }]
      : [];
    blocks.push(
      { type: "text", text: [`${evidenceId} (${sign}): `, ...madeAt(evidence), evidence.sentence] },
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
    investigation: investigationName(state),
    blocks,
    push: withoutMiddle(`WHY ${id}: ${weight.statement}`, 80),
  };
}

function figuresOf(figures: Readonly<Record<string, number>>): readonly TextSpan[] {
  const entries = Object.entries(figures).filter(([, value]) => Math.abs(value) < 1e9);
  if (entries.length === 0) return [];
  return [` · ${entries.map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`).join(", ")}`];
}
