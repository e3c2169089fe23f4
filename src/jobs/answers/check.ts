import { understand } from "../../command/grammar/understand.ts";
import {
  type CheckSubject,
  meaningOfChanges,
  meaningOfLines,
  meaningOfTraces,
  meaningOfValue,
} from "../../engine/check/meaning.ts";
import type { Answer, Evidence, Question } from "../../events/events.ts";
import type { Change } from "../../findings/change.ts";
import type { Meaning } from "../../findings/check.ts";
import type { MetricQuery, Seen, Series } from "../../findings/measured.ts";
import { toQueryText } from "../../findings/query-text.ts";
import type { Trace } from "../../findings/trace.ts";
import { questionText } from "../../investigation/asking.ts";
import { leftHypotheses } from "../../investigation/ranking/ranking.ts";
import { type Hypothesis, type Investigation, isFiring } from "../../investigation/state.ts";
import { lastPart } from "../../telemetry/changes/change-index.ts";

type Asked<Type extends Question["type"]> = Extract<Question, { type: Type }>;

/** A hypothesis whose "To be sure" is being asked: each says what an answer means for it. */
export interface HypothesisCheck {
  readonly hypothesis: string;
  /** When its trouble began, epoch seconds. */
  readonly onset: number;
  changes(question: Asked<"changes">, seen: Seen<readonly Change[]>): Meaning | undefined;
  lines(since: number, before: number | undefined): Meaning;
  traces(traces: readonly Trace[]): Meaning;
  value(query: MetricQuery, series: Series | undefined): Meaning | undefined;
}

/** The check of a question: that of the first hypothesis which names it as what would make sure; undefined if none does. */
export function checkAsked(
  state: Investigation,
  question: Question,
  { components, now }: { readonly components: readonly string[]; readonly now: Date },
): HypothesisCheck | undefined {
  const said = { id: "check", place: state.place, channel: state.place, actor: { id: "", name: "" }, zone: "UTC" };
  const hypothesis = leftHypotheses(state).find(({ weight: { settles } }) => {
    if (settles?.command === undefined) return false;
    const meant = understand(
      { ...said, at: now.toISOString(), text: settles.command, manner: "addressed" },
      { open: [], components, now },
    );
    if (meant.type !== "command" || meant.command.type !== "ask") return false;
    return questionText(meant.command.question) === questionText(question);
  });
  return hypothesis && checkOn(state, hypothesis);
}

function checkOn(state: Investigation, { id, cause, weight }: Hypothesis): HypothesisCheck {
  const cited = state.evidence.filter((known) => weight.supports.includes(known.id)).map(({ evidence }) => evidence);
  const onset = onsetOf(cited) ?? Date.parse(state.episodes.at(-1)?.firedAt ?? "") / 1000;
  const checked: CheckSubject = { name: cause.component.name, onset };
  return {
    hypothesis: id,
    onset,
    changes({ window, resource }, { value: changes, horizon }) {
      const at = cited.find(({ kind }) => kind === "change")?.figures.at;
      const named = resource === undefined ? checked : { ...checked, name: lastPart(resource) };
      return at === undefined ? undefined : meaningOfChanges(named, at, { changes, horizon, window });
    },
    lines: (since, before) => meaningOfLines({ since, before }),
    traces: (traces) => meaningOfTraces(checked, traces),
    value(query, series) {
      const around = valuesAround(cited, query);
      return series && around && meaningOfValue(checked, { series, ...around, firing: isFiring(state) });
    },
  };
}

/** When the trouble began, by the evidence that tells it. */
function onsetOf(cited: readonly Evidence[]): number | undefined {
  return cited
    .map(({ figures: { at, minutesBefore, onset, firstAt } }) =>
      at !== undefined && minutesBefore !== undefined ? at + minutesBefore * 60 : (onset ?? firstAt),
    )
    .find((told) => told !== undefined);
}

/** The values of a metric before and after the onset, from the evidence that has them. */
function valuesAround(cited: readonly Evidence[], query: MetricQuery): { before: number; after: number } | undefined {
  const text = toQueryText(query);
  for (const { query: known, figures } of cited) {
    if (!known.split("; ").includes(text)) continue;
    const before = figures.before ?? figures[`${query.metric} usual`];
    const after = figures.after ?? figures[query.metric];
    if (before !== undefined && after !== undefined) return { before, after };
  }
  return undefined;
}

/** An answer with what it means for the hypothesis that it was asked to check. */
export function withMeaning(answer: Answer, check: HypothesisCheck | undefined, meaning: Meaning | undefined): Answer {
  if (!check || answer.failed) return answer;
  const told: Meaning = meaning ?? { bearing: "open", sentence: "This alone does not decide it" };
  return { ...answer, meaning: { hypothesis: check.hypothesis, ...told } };
}
