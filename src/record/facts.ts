import { withoutEnd } from "../card/number.ts";
import { leading } from "../investigation/ranking/ranking.ts";
import { type Hypothesis, type Investigation, presentEpisode } from "../investigation/state.ts";
import type { Facts } from "../store/facts.ts";
import { acceptedCause } from "./response-times.ts";
import { stormMark } from "./storm-alarms.ts";
import { stormBegan, stormEnded } from "./storm-times.ts";

/** The longest text, the most signs and the most knowledge that a summary keeps. */
const LONGEST = 300;
const MOST_SIGNS = 12;
const MOST_KNOWLEDGE = 3;

/** What statistics and comparisons read of an investigation. */
export function factsOf(state: Investigation): Facts {
  const { episodes, folded, acknowledged, closed, alarm, subject } = state;
  const cause = state.hypotheses.find(({ id }) => id === acceptedCause(state));
  const reached = state.findings[presentEpisode(state)]?.conclusion;
  const agreed = agreement(state, reached?.ranking[0]);
  const { team, owner, service } = alarm?.tags ?? {};
  const firedAt = folded?.since ?? episodes[0]?.firedAt ?? stormBegan(state);
  const recoveredAt = episodes.at(-1)?.recoveredAt ?? stormEnded(state);
  return {
    kind: alarm ? "alarm" : (subject?.type ?? "question"),
    firings: (folded?.fired ?? 0) + episodes.length,
    ...(firedAt !== undefined && { firedAt }),
    ...(acknowledged && { acknowledgedAt: acknowledged.at }),
    ...(recoveredAt !== undefined && { recoveredAt }),
    ...(reached && { reached: reached.verdict }),
    ...(agreed !== undefined && { agreed }),
    ...(cause?.decided.type === "accepted" && {
      cause: {
        statement: withoutEnd(cause.weight.statement, LONGEST),
        component: cause.cause.component.name,
        by: cause.decided.by.name,
      },
    }),
    ...(closed?.resolution !== undefined && { resolution: withoutEnd(closed.resolution, LONGEST) }),
    ...(closed && !closed.quiet && { closedBy: closed.by.name }),
    ...((team ?? owner) !== undefined && { team: team ?? owner ?? "" }),
    ...(service !== undefined && { service }),
    signs: [...alarmsOf(state), ...signsOf(state, cause ? [cause] : leading(state))].slice(0, MOST_SIGNS),
    knowledge: knowledgeOf(state),
  };
}

/** Whether people agreed with the first hypothesis of a verdict. */
function agreement({ hypotheses }: Investigation, first: string | undefined): boolean | undefined {
  if (first === undefined) return undefined;
  const decided = hypotheses.find(({ id }) => id === first)?.decided.type;
  if (decided === "accepted") return true;
  const another = hypotheses.some((each) => each.id !== first && each.decided.type === "accepted");
  return decided === "discarded" || another ? false : undefined;
}

/** What an investigation looks like: the component and mechanism of its causes, and the log patterns that speak for them. */
function signsOf({ evidence }: Investigation, causes: readonly Hypothesis[]): string[] {
  const signs = causes.flatMap(({ cause: { component, mechanism }, weight }) => {
    const logs = weight.supports.flatMap((id) => {
      const found = evidence.find((each) => each.id === id)?.evidence;
      return found?.kind === "log" ? [`log ${patternOf(found.sentence)}`] : [];
    });
    return [`component ${component.id}`, `mechanism ${component.kind} ${mechanism}`, ...logs];
  });
  return [...new Set(signs.map((sign) => withoutEnd(sign, LONGEST)))];
}

function alarmsOf({ members }: Investigation): readonly string[] {
  return members.length === 0 ? [] : [stormMark(members.map(({ groupKey }) => groupKey))];
}

/** The pattern that a sentence about a log quotes, without its counts. */
function patternOf(sentence: string): string {
  return /"(.*)"/s.exec(sentence)?.[1] ?? sentence;
}

/** "knowledge: …", "lesson: …", "remember: …" */
const KNOWLEDGE = /^(?:knowledge|lesson|remember)\s*:\s*(\S.*)$/is;

function knowledgeOf({ notes }: Investigation): string[] {
  return notes
    .flatMap(({ text }) => KNOWLEDGE.exec(text.trim())?.[1] ?? [])
    .slice(-MOST_KNOWLEDGE)
    .map((text) => withoutEnd(text, LONGEST));
}
