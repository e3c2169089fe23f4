import type { Gap } from "../../events/events.ts";
import { leading, rankedHypotheses, standingVerdict } from "../../investigation/ranking/ranking.ts";
import {
  type Hypothesis,
  type Investigation,
  investigationName,
  presentEpisode,
  scopeOf,
} from "../../investigation/state.ts";
import { crossing } from "../../investigation/view/alarm-figures.ts";
import { simulatedWords } from "../../investigation/view/words.ts";
import type { Commit } from "../../store/store.ts";
import { momentsOf } from "../moments.ts";
import { acceptedCause, type Steps, secondsBetween, stepsOf } from "../response-times.ts";
import { actionItem, actionItemsOf } from "./action-items.ts";
import type { MeasuredImpact, Report } from "./report.ts";
import { whysOf } from "./whys.ts";

/** A report from the record of an investigation. `impact`: its requests, or the reason why they could not be counted. */
export function toReport(
  commits: readonly Commit[],
  state: Investigation,
  { impact, madeAt }: { readonly impact: MeasuredImpact | string; readonly madeAt: string },
): Report {
  const steps = stepsOf(commits, state);
  const account = scopeOf(state).account ?? ofAll(state, "account");
  const region = scopeOf(state).region ?? ofAll(state, "Region");
  const { closed, severity, notes } = state;
  const conclusion = state.findings[presentEpisode(state)]?.conclusion;
  const verdict = standingVerdict(state)?.verdict;
  const causes = causesOf(state);
  const [cause] = causes;
  const deeper = state.hypotheses.find(
    ({ weight, decided }) => weight.explains === cause?.id && decided.type !== "discarded",
  );
  const crossed = firstCrossing(commits);
  return {
    number: investigationName(state),
    title: state.title,
    simulated: simulatedWords(state) !== "",
    madeAt,
    status: closed ? "closed" : "open",
    ...(account !== undefined && { account }),
    ...(region !== undefined && { region }),
    ...(severity !== undefined && { severity }),
    ...(verdict !== undefined && { verdict }),
    ...(closed && {
      closed: {
        by: closed.quiet ? "Gumshoe, after a quiet time" : closed.by.name,
        at: closed.at,
        ...(closed.resolution !== undefined && { resolution: closed.resolution }),
      },
    }),
    impact: {
      ...impactOf(state, steps),
      ...(crossed !== undefined && { limit: crossed }),
      ...(typeof impact === "string" ? { unmeasured: impact } : { measured: impact }),
    },
    responseTimes: responseTimesOf(steps),
    timeline: momentsOf(commits, state).map(({ at, kind, by, text, id }) => ({
      at,
      kind,
      text,
      ...(by !== undefined && { by }),
      ...(id !== undefined && { id }),
    })),
    causes: causes.map((each) => toCause(state, each)),
    ...(conclusion?.chart !== undefined && {
      chart: { archive: conclusion.chart, alt: conclusion.chartAlt ?? state.title },
    }),
    ruledOut: ruledOut(state, causes),
    ...(conclusion && { normal: { checked: conclusion.checked, normal: conclusion.normal } }),
    unchecked: (conclusion?.gaps ?? []).map(toUnchecked),
    whys: whysOf(state.title, { crossed: crossed ?? state.alarm?.reason, cause, deeper, steps }),
    actions: actionItemsOf(state).map(({ text, owner, from }) => ({
      text,
      from,
      ...(owner !== undefined && { owner }),
    })),
    notes: notes
      .filter((note) => !actionItem(note))
      .map(({ at, by, text, said }) => ({
        at: said?.at ?? at,
        by: said?.author ?? by.name,
        text,
        ...(said && { keptBy: by.name }),
      })),
  };
}

/** What all alarms of a storm have; undefined where they differ. */
function ofAll({ members }: Investigation, name: string): string | undefined {
  const [value, ...others] = new Set(members.map(({ attributes = {} }) => attributes[name]));
  return others.length === 0 ? value : undefined;
}

/** The alarm's own figures when it fired first: later ones may be those of its recovery. */
function firstCrossing(commits: readonly Commit[]): string | undefined {
  const fired = commits.flatMap(({ events }) => events).find((event) => event.type === "alarmFired");
  const words = fired ? crossing(fired.alarm) : "";
  return words === "" ? undefined : words;
}

/** The accepted causes, those of earlier firings included; else the best that is left, where the verdict is more than INCONCLUSIVE. */
function causesOf(state: Investigation): readonly Hypothesis[] {
  const named = acceptedCause(state);
  const accepted = state.hypotheses.filter(({ decided }) => decided.type === "accepted");
  const all = accepted.toSorted((one, other) => Number(other.id === named) - Number(one.id === named));
  if (all.length > 0) return all;
  const verdict = standingVerdict(state)?.verdict;
  return verdict === "CONFIRMED" || verdict === "LIKELY" ? leading(state) : [];
}

function toCause(state: Investigation, { id, weight, decided }: Hypothesis): Report["causes"][number] {
  const { standing, statement, supports, contradicts, unchecked, refutedBy } = weight;
  return {
    id,
    standing,
    statement,
    ...(decided.type === "accepted" && { accepted: { by: decided.by.name, at: decided.at } }),
    supports: supports.flatMap((each) => findingOf(state, each) ?? []),
    contradicts: contradicts.flatMap((each) => findingOf(state, each) ?? []),
    unchecked: unchecked.map(toUnchecked),
    refutedBy,
  };
}

function findingOf({ evidence }: Investigation, id: string): Report["impact"]["findings"][number] | undefined {
  const known = evidence.find((each) => each.id === id)?.evidence;
  if (!known) return undefined;
  return { id, sentence: known.sentence, ...(known.archive !== undefined && { chart: known.archive }) };
}

/** What people discarded, with their reasons, then what the evidence ranks lower without a decision. */
function ruledOut(state: Investigation, causes: readonly Hypothesis[]): Report["ruledOut"] {
  const discarded = state.hypotheses.filter(({ decided }) => decided.type === "discarded");
  const refuted = rankedHypotheses(state).filter(
    (each) => each.weight.contradicts.length > 0 && each.decided.type === "proposed" && !causes.includes(each),
  );
  return [...discarded, ...refuted].map(({ id, weight, decided }) => {
    const against = weight.contradicts.flatMap((each) => findingOf(state, each)?.sentence ?? []);
    const reason = (decided.type === "discarded" ? decided.reason : undefined) ?? (against.join("; ") || undefined);
    return {
      id,
      statement: weight.statement,
      ...(decided.type === "discarded" && { by: decided.by.name }),
      ...(reason !== undefined && { reason }),
    };
  });
}

function impactOf(state: Investigation, { firedAt, recoveredAt }: Steps) {
  const seconds = secondsBetween(firedAt, recoveredAt);
  const counted = state.evidence.filter(({ evidence: { figures } }) => figures.requests !== undefined);
  return {
    ...(firedAt !== undefined && { firedAt }),
    ...(recoveredAt !== undefined && { recoveredAt }),
    ...(seconds !== undefined && { seconds }),
    firings: (state.folded?.fired ?? 0) + state.episodes.length,
    ...(state.members.length > 0 && { alarms: state.members.length }),
    findings: counted.flatMap(({ id }) => findingOf(state, id) ?? []),
  };
}

function responseTimesOf(steps: Steps): Report["responseTimes"] {
  const { onsetAt, firedAt, acknowledgedAt, firstHypothesisAt, acceptedAt, recoveredAt } = steps;
  /** Why a step has no time: it was not reached, or there is no firing to count from. */
  const missing = (at: string | undefined, words: string): string =>
    at !== undefined && firedAt === undefined ? "no alarm fired" : words;
  return [
    since("To the alarm, from the onset", onsetAt, firedAt, onsetAt === undefined ? "the onset was not measured" : ""),
    since("To acknowledge", firedAt, acknowledgedAt, missing(acknowledgedAt, "nobody acknowledged it")),
    since("To the first hypothesis", firedAt, firstHypothesisAt, missing(firstHypothesisAt, "none was proposed")),
    since("To the accepted cause", firedAt, acceptedAt, missing(acceptedAt, "no cause was accepted")),
    since("To recovery", firedAt, recoveredAt, firedAt === undefined ? "" : "it has not recovered"),
  ];
}

function since(
  what: string,
  from: string | undefined,
  at: string | undefined,
  missing: string,
): Report["responseTimes"][number] {
  const seconds = secondsBetween(from, at);
  if (seconds === undefined || at === undefined) return { what, unknown: missing === "" ? "no alarm fired" : missing };
  return { what, at, seconds };
}

function toUnchecked({ what, reason, remedy }: Gap): Report["unchecked"][number] {
  return { what, reason, ...(remedy !== undefined && { remedy }) };
}
