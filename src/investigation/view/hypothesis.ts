import type { Action, Block, Card, Text, TextSpan } from "../../card/card.ts";
import { shortened, withoutEnd, withoutMiddle } from "../../card/number.ts";
import type { Evidence } from "../../events/events.ts";
import { type Hypothesis, type Investigation, investigationName, presentEpisode, type Weight } from "../state.ts";
import { gapLine, moment, spansOf, tally } from "./words.ts";

/** The most reasons of each kind in the thread; the heading counts them all, and Why? has them, in whole sentences. */
const POINTS = { "+": 2, "-": 2, "?": 1 } as const;
/** The characters of a reason in the thread. */
const REASON = 90;

/** The evidence of a leading hypothesis, whose statement the card has already, and what one can decide on it. */
export function hypothesisBlocks(state: Investigation, hypothesis: Hypothesis): readonly Block[] {
  const { weight, id } = hypothesis;
  const all = hypothesisPoints(
    state,
    { ...hypothesis, weight: { ...weight, supports: untold(state, weight) } },
    REASON,
  );
  const shown = (["+", "-", "?"] as const).flatMap((sign) =>
    all.filter((point) => point.sign === sign).slice(0, POINTS[sign]),
  );
  const actions = decideActions(state, hypothesis, true);
  const decision = decisionText(hypothesis);
  return [
    { type: "heading", text: `${id} ${weight.standing} · ${tally(hypothesis)}` },
    ...(decision === undefined ? [] : [{ type: "text" as const, text: decision }]),
    { type: "points", points: shown },
    ...(actions.length > 0 ? [{ type: "actions" as const, actions }] : []),
  ];
}

/** The evidence for a hypothesis, without what its statement says in the same words. */
function untold({ evidence }: Investigation, { supports, statement }: Weight): readonly string[] {
  const told = new Set(
    evidence.filter(({ evidence: { sentence } }) => statement.includes(sentence)).map(({ id }) => id),
  );
  return supports.filter((id) => !told.has(id));
}

/** The most other hypotheses that a card lists. */
const OTHERS = 2;
/** The characters of a statement that is one of several: with its id and standing, about a line of a phone. */
const SHORT = 42;

/** The other hypotheses, a line each, with the buttons that open them; a discarded one has its Undo. */
export function otherBlocks(state: Investigation, others: readonly Hypothesis[]): readonly Block[] {
  if (others.length === 0) return [];
  const shown = others.slice(0, OTHERS);
  const target = investigationName(state);
  const actions = shown.map(({ id, decided }): Action => {
    const isOut = decided.type === "discarded" && state.status !== "closed";
    return isOut
      ? { label: `Undo ${id}`, command: `${target} restore ${id}` }
      : { label: `Why ${id}?`, command: `${target} why ${id}` };
  });
  const rest = others.length - shown.length;
  const all: readonly Action[] = rest > 0 ? [{ label: `${rest} more`, command: `${target} hyp` }] : [];
  return [
    ...shown.map((other): Block => ({ type: "context", text: otherLine(other) })),
    { type: "actions", actions: [...actions, ...all] },
  ];
}

/** "h2 possible: checkout errors none → 49 per min"; of a discarded one who did it, and why. */
function otherLine(hypothesis: Hypothesis): Text {
  const { id, weight } = hypothesis;
  const said = `${whyWords(weight)}${withoutEnd(weight.statement.replace(/ \(usual [^)]*\)/, ""), SHORT)}`;
  const decision = decisionText(hypothesis);
  if (decision === undefined) return `${id} ${weight.standing.toLowerCase()}: ${said}`;
  return [`${id} `, ...spansOf(decision), ` · ${said}`];
}

/** "Why h2? ", if it may be the cause of an accepted hypothesis. */
function whyWords({ explains }: Weight): string {
  return explains === undefined ? "" : `Why ${explains}? `;
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
export function hypothesisPoints(
  state: Investigation,
  { weight }: Hypothesis,
  most = Number.POSITIVE_INFINITY,
): Points {
  const cited = (ids: readonly string[], sign: "+" | "-"): Points =>
    ids.flatMap((id) => {
      const found = state.evidence.find((known) => known.id === id);
      return found
        ? [{ sign, text: [...madeAt(found.evidence), `${shortened(found.evidence.sentence, most)} (${id})`] }]
        : [];
    });
  return [
    ...cited(weight.supports, "+"),
    ...cited(weight.contradicts, "-"),
    ...weight.unchecked.map((gap) => ({ sign: "?" as const, text: gapLine(gap) })),
  ];
}

/** Accept and Discard while it is open, Undo after a decision; Why? always. `own`: also the check that would decide it. */
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
    own && settles !== undefined ? [{ label: checkLabel(settles), command: `${target} ${settles}` }] : [];
  return episode === presentEpisode(state) ? [accept, discard, why, ...run] : [why];
}

const CHECKS: Readonly<Record<string, string>> = {
  changes: "changes",
  traces: "traces",
  logs: "logs",
  cluster: "cluster",
};

/** "Check changes": the button that runs the query of "To be sure". */
export function checkLabel(command: string): string {
  return `Check ${CHECKS[command.split(" ")[0] ?? ""] ?? "metrics"}`;
}

/** The answer to Why?: the reasoning with every query, and what one can decide. */
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
      { type: "context", text: [`${evidence.kind}`, ...horizon] },
    );
    if (evidence.archive !== undefined)
      blocks.push({ type: "image", archive: evidence.archive, alt: evidence.sentence });
  }
  for (const gap of weight.unchecked) blocks.push({ type: "text", text: `? ${gapLine(gap)}` });
  blocks.push(
    { type: "text", text: `Ruled out if ${weight.refutedBy}` },
    { type: "context", text: `Weight ${weight.score.toFixed(2)}, for ordering only.` },
  );
  const actions = decideActions(state, hypothesis, true).filter(({ label }) => label !== "Why?");
  if (actions.length > 0) blocks.push({ type: "actions", actions });
  return {
    title: `WHY ${id} ${weight.standing}`,
    tone: "neutral",
    investigation: investigationName(state),
    blocks,
    push: withoutMiddle(`WHY ${id}: ${weight.statement}`, 80),
  };
}
