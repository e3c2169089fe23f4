import type { Answer, Evidence } from "../../events/events.ts";
import type { Check } from "../../findings/check.ts";
import { questionCommand, questionText } from "../asking.ts";
import type { Hypothesis, Investigation, Query } from "../state.ts";

const KIND: Readonly<Partial<Record<Query["question"]["type"], Evidence["kind"]>>> = {
  changes: "change",
  logs: "log",
  traces: "trace",
  topology: "topology",
};

/** A check of a hypothesis as evidence; undefined if its answer leaves the hypothesis open, or has no window. */
export function checkOf({ question }: Query, { meaning, horizon }: Answer, { cause }: Hypothesis): Check | undefined {
  if (meaning === undefined || meaning.bearing === "open" || !("window" in question)) return undefined;
  const { sentence, bearing } = meaning;
  const { window } = question;
  const evidence: Evidence = {
    kind: KIND[question.type] ?? "metric",
    component: cause.component,
    sentence,
    figures: {},
    query: questionCommand(question),
    window,
    horizon: horizon ?? window.end,
  };
  return { cause, bearing, evidence };
}

/** The checks of an episode's hypotheses that count: of each question the newest answer, in whatever window it was asked. */
export function checksIn({ queries, hypotheses }: Investigation, episode: number): readonly Check[] {
  const newest = new Map<string, Check | undefined>();
  for (const query of queries) {
    const { answer, question } = query;
    const hypothesis = hypotheses.find(({ id }) => id === answer?.meaning?.hypothesis);
    if (!answer || hypothesis?.episode !== episode) continue;
    newest.set(`${hypothesis.id} ${questionText(question)}`, checkOf(query, answer, hypothesis));
  }
  return [...newest.values()].flatMap((check) => check ?? []);
}
