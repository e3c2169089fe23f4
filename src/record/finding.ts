import { withoutEnd } from "../card/number.ts";
import type { Actor, Event, Gap, Severity, Standing, Subject, Verdict } from "../events/events.ts";
import type { Published } from "../events/work.ts";
import { leftHypotheses, rankedHypotheses, standingVerdict } from "../investigation/ranking/ranking.ts";
import { type Hypothesis, type Investigation, investigationName } from "../investigation/state.ts";
import { mask, maskName } from "../telemetry/masking/mask.ts";

/**
 * Bounds of a finding. A character takes at most 6 bytes of JSON, so that 100 texts, more than one can have, keep it below the
 * 256 KiB of a message. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
const LONGEST = 400;
const MOST_CAUSES = 3;
const MOST_EVIDENCE = 4;
const MOST_GAPS = 5;

/** What other systems are told of an investigation; docs/reports.md describes it. All texts are masked and bounded. */
export type Finding = {
  /** The same for each repeat of the same message. */
  readonly key: string;
  /** ISO. */
  readonly at: string;
  readonly by: Actor;
  readonly investigation: {
    readonly name: string;
    readonly title: string;
    readonly subject: Subject["type"];
    /** ISO. */
    readonly openedAt: string;
    readonly severity?: Severity;
    /** The name of the storm that it belongs to. */
    readonly storm?: string;
    readonly alarm?: {
      readonly name: string;
      readonly arn?: string;
      readonly account: string;
      readonly region: string;
    };
  };
  /** The verdict as it stands after people's decisions. */
  readonly verdict?: { readonly verdict: Verdict; readonly reason: string };
} & (
  | { readonly what: "opened" | "reopened" }
  | {
      readonly what: "verdict";
      /** The number of the firing. */
      readonly firing: number;
      readonly causes: readonly FoundCause[];
      readonly unchecked: readonly Gap[];
    }
  | {
      readonly what: "decision";
      readonly decision: "accepted" | "discarded" | "restored";
      readonly reason?: string;
      readonly cause?: FoundCause;
    }
  /** `automatic`: nobody closed it; it was quiet for long enough. */
  | { readonly what: "closed"; readonly automatic: boolean; readonly resolution?: string; readonly cause?: FoundCause }
);

/** Publishes a finding, as JSON. Throws a Retryable if it may pass later, an Unrecoverable if a person has to act. */
export type PublishFinding = (json: string, signal: AbortSignal) => Promise<void>;

/** A possible cause, with sentences of evidence for and against it. */
interface FoundCause {
  readonly id: string;
  readonly standing: Standing;
  readonly statement: string;
  readonly component: string;
  readonly mechanism: string;
  readonly for: readonly string[];
  readonly against: readonly string[];
}

/** The finding that a commit tells, from its events and the state after it; undefined where they do not tell it. */
export function toFinding(
  what: Published,
  events: readonly Event[],
  state: Investigation,
  key: string,
): Finding | undefined {
  switch (what) {
    case "opened":
    case "reopened": {
      const [event] = events;
      return event && { what, ...aboutOf(state, event, key) };
    }
    case "verdict": {
      const event = events.find(({ type }) => type === "verdictReached");
      if (event?.type !== "verdictReached") return undefined;
      const causes = leftHypotheses(state).slice(0, MOST_CAUSES);
      return {
        what,
        ...aboutOf(state, event, key),
        firing: event.episode,
        causes: causes.map((each) => toCause(state, each)),
        unchecked: event.gaps.slice(0, MOST_GAPS).map(toGap),
      };
    }
    case "decision":
      return decisionOf(events, state, key);
    case "closed": {
      const event = events.find(({ type }) => type === "closed");
      if (event?.type !== "closed") return undefined;
      return {
        what,
        ...aboutOf(state, event, key),
        automatic: event.quiet,
        ...(event.resolution !== undefined && { resolution: text(event.resolution) }),
        ...causeOf(state, event.cause),
      };
    }
    default:
      return what satisfies never;
  }
}

function decisionOf(events: readonly Event[], state: Investigation, key: string): Finding | undefined {
  for (const event of events) {
    switch (event.type) {
      case "hypothesisAccepted":
        return { what: "decision", ...aboutOf(state, event, key), decision: "accepted", ...causeOf(state, event.id) };
      case "hypothesisRestored":
        return { what: "decision", ...aboutOf(state, event, key), decision: "restored", ...causeOf(state, event.id) };
      case "hypothesisDiscarded":
        return {
          what: "decision",
          ...aboutOf(state, event, key),
          decision: "discarded",
          ...(event.reason !== undefined && { reason: text(event.reason) }),
          ...causeOf(state, event.id),
        };
      default:
    }
  }
  return undefined;
}

function aboutOf(
  state: Investigation,
  { at, by }: Event,
  key: string,
): Pick<Finding, "key" | "at" | "by" | "investigation" | "verdict"> {
  const { title, subject, opened, severity, storm, alarm } = state;
  const verdict = standingVerdict(state);
  return {
    key,
    at,
    by: { id: name(by.id), name: name(by.name) },
    investigation: {
      name: investigationName(state),
      title: name(title),
      subject: subject?.type ?? "question",
      openedAt: opened?.at ?? at,
      ...(severity !== undefined && { severity }),
      ...(storm !== undefined && { storm: investigationName({ number: storm }) }),
      ...(alarm && {
        alarm: {
          name: name(alarm.name),
          ...(alarm.arn !== undefined && { arn: name(alarm.arn) }),
          account: name(alarm.account),
          region: name(alarm.region),
        },
      }),
    },
    ...(verdict && { verdict: { verdict: verdict.verdict, reason: text(verdict.reason) } }),
  };
}

/** A hypothesis by its id, with its standing after people's decisions. One of an earlier firing has its own. */
function causeOf(state: Investigation, id: string | undefined): { readonly cause?: FoundCause } {
  const found = [...rankedHypotheses(state), ...state.hypotheses].find((each) => each.id === id);
  return found ? { cause: toCause(state, found) } : {};
}

function toCause(state: Investigation, { id, cause, weight }: Hypothesis): FoundCause {
  return {
    id,
    standing: weight.standing,
    statement: text(weight.statement),
    component: name(cause.component.name),
    mechanism: name(cause.mechanism),
    for: sentencesOf(state, weight.supports),
    against: sentencesOf(state, weight.contradicts),
  };
}

function sentencesOf({ evidence }: Investigation, ids: readonly string[]): readonly string[] {
  return ids
    .flatMap((id) => evidence.find((each) => each.id === id) ?? [])
    .slice(0, MOST_EVIDENCE)
    .map((each) => text(each.evidence.sentence));
}

function toGap({ what, reason, remedy }: Gap): Gap {
  return { what: text(what), reason: text(reason), ...(remedy !== undefined && { remedy: text(remedy) }) };
}

/** Masked before it is cut: half a secret is not recognized. */
const text = (from: string): string => withoutEnd(mask(from), LONGEST);
const name = (from: string): string => withoutEnd(maskName(from), LONGEST);
