import { withoutEnd } from "../card/number.ts";
import type { Event } from "../events/events.ts";
import type { Investigation } from "../investigation/state.ts";
import { crossing } from "../investigation/view/alarm-figures.ts";
import { sweptWords } from "../investigation/view/words.ts";
import type { Commit } from "../store/store.ts";
import { carriedMoment } from "./carried-moment.ts";
import { type Moment, oneLine, person, seen } from "./moment.ts";
import { growthTogether, growthWords } from "./storm-growth.ts";

/** All moments of an investigation in order of time. Nothing is taken out: what was taken back stands beside its taking back. */
export function momentsOf(commits: readonly Commit[], state: Investigation): readonly Moment[] {
  const told = new Map<string, string>();
  const all = growthTogether(commits.flatMap(({ events }) => events)).flatMap((event) => {
    const moment = momentOf(event, state);
    const [key, what] = moment ? sameness(event, moment, state) : ["", ""];
    if (!moment || told.get(key) === what) return [];
    told.set(key, what);
    return [moment];
  });
  return all.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** What a moment is about, and what it says of that: a later look that finds the same again is not told. */
function sameness(
  event: Event,
  { at, kind, by, text }: Moment,
  { subject }: Investigation,
): readonly [key: string, what: string] {
  switch (event.type) {
    case "verdictReached":
      // A storm's counts follow its growth, which is told.
      return [`verdict ${event.episode}`, subject?.type === "storm" ? `${event.verdict} ${event.ranking[0]}` : text];
    case "hypothesisProposed":
    case "hypothesisStrengthened":
    case "hypothesisWeakened":
      return [`standing ${event.id}`, event.standing];
    default:
      // Its distance to the onset, which follows the comma, is measured anew by each look.
      return [JSON.stringify([at, kind, by, kind === "change" ? text.split(",")[0] : text]), ""];
  }
}

/** The moment that an event is; undefined for what only Gumshoe's own work needs. */
function momentOf(event: Event, state: Investigation): Moment | undefined {
  switch (event.type) {
    case "opened":
      return opened(event);
    case "askedOutside":
      return person(event, "action", `Asked: ${event.title}`);
    case "investigationRequested":
      return person(event, "action", "Started the investigation");
    case "alarmFired":
      return seen("alarm", event.alarmAt, `ALARM${figures(event)}${sweptWords(event.alarm)}`);
    case "alarmRecovered":
      return seen("alarm", event.alarmAt, `OK${sweptWords(event.alarm)}`);
    case "alarmNoData":
      return seen("alarm", event.alarmAt, `NO DATA${sweptWords(event.alarm)}`);
    case "stormGrew":
      return event.members.length === 0 || event.repeats ? undefined : seen("alarm", event.at, growthWords(event));
    case "healthAnnounced":
      return seen("alarm", event.announced.began ?? event.announced.at, event.announced.sentence);
    case "noticeUpdated":
      return seen("alarm", event.notice.at ?? event.at, event.notice.title);
    case "joinedStorm":
      return seen("alarm", event.at, `Became part of G-${event.storm}`);
    case "evidenceRecorded":
      return changeOf(event);
    case "hypothesisProposed":
    case "hypothesisStrengthened":
    case "hypothesisWeakened":
      return weighed(event);
    case "verdictReached":
      return seen("finding", event.at, `${event.verdict}: ${event.reason}`, event.ranking[0]);
    case "recoverySeen":
      return event.followed && seen("finding", event.at, `Recovered ${event.followed.words}`, event.followed.evidence);
    case "secondLookBegun":
      return event.because === undefined
        ? undefined
        : seen("finding", event.at, `Looks deeper, because ${event.because} was accepted`, event.because);
    case "workFailed":
      return seen("finding", event.at, `${event.what} failed: ${event.reason}`);
    case "unreadable":
      return seen("finding", event.at, "Written by a newer release");
    case "hypothesisAccepted":
      return person(event, "decision", `Accepted ${statement(state, event.id)}`, event.id);
    case "hypothesisDiscarded":
      return person(
        event,
        "decision",
        `Discarded ${statement(state, event.id)}${event.reason === undefined ? "" : `: ${event.reason}`}`,
        event.id,
      );
    case "hypothesisRestored":
      return person(event, "decision", `Took the decision back on ${statement(state, event.id)}`, event.id);
    case "noteAdded":
      return noteOf(event);
    case "queryAnswered":
      return answerOf(event, state);
    case "runbookStepTicked":
      return person(event, "action", `Did step ${stepOf(state, event.step)}`);
    case "runbookStepUnticked":
      return person(event, "action", `Took back step ${stepOf(state, event.step)}`);
    case "closed":
      return event.quiet
        ? seen("decision", event.at, "Closed after a quiet time")
        : person(
            event,
            "decision",
            `Closed${event.resolution === undefined ? "" : `: ${event.resolution}`}`,
            event.cause,
          );
    case "reopened":
      return person(event, "decision", "Opened again");
    default:
      return carriedMoment(event);
  }
}

type Of<Type extends Event["type"]> = Extract<Event, { type: Type }>;

function opened(event: Of<"opened">): Moment | undefined {
  switch (event.subject.type) {
    case "alarm":
      return undefined;
    case "question":
      return person(event, "action", `Began: ${event.subject.text}`);
    case "notice":
      return seen("alarm", event.subject.notice.at ?? event.at, event.title);
    case "storm":
      return seen("alarm", event.subject.since, event.title);
    default:
      return event.subject satisfies never;
  }
}

function figures({ alarm }: Of<"alarmFired">): string {
  const crossed = crossing(alarm);
  return crossed === "" ? `: ${alarm.reason}` : `: ${crossed}`;
}

/** A change at its own time; other evidence is told with the hypothesis that rests on it. */
function changeOf({ id, at, evidence }: Of<"evidenceRecorded">): Moment | undefined {
  if (evidence.kind !== "change") return undefined;
  const when = evidence.figures.at;
  return seen("change", when === undefined ? at : new Date(when * 1000).toISOString(), evidence.sentence, id);
}

/** A hypothesis that is more than possible, and each change of how sure it is. */
function weighed(
  event: Of<"hypothesisProposed" | "hypothesisStrengthened" | "hypothesisWeakened">,
): Moment | undefined {
  if (event.type === "hypothesisProposed" && event.standing === "POSSIBLE") return undefined;
  return seen("finding", event.at, `${WEIGHED[event.type]} ${event.standing}: ${event.statement}`, event.id);
}

const WEIGHED = {
  hypothesisProposed: "Proposed as",
  hypothesisStrengthened: "Strengthened to",
  hypothesisWeakened: "Weakened to",
} as const;

/** A note at the time of the message that it keeps, by whoever wrote that. */
function noteOf({ at, by, text, said, id }: Of<"noteAdded">): Moment {
  if (!said) return { at, kind: "note", by: by.name, text: oneLine(text), id };
  return { at: said.at, kind: "note", by: said.author, text: `${oneLine(text)} (kept by ${by.name})`, id };
}

function answerOf({ at, id, answer }: Of<"queryAnswered">, state: Investigation): Moment | undefined {
  const query = state.queries.find((known) => known.id === id);
  if (!query) return undefined;
  return { at, kind: "finding", by: query.by.name, text: oneLine(`${query.understood}: ${answer.sentence}`), id };
}

/** "2 of checkout-5xx: Look at the pool". */
function stepOf({ checklist }: Investigation, step: number): string {
  const text = checklist?.runbook.steps[step - 1]?.text;
  return text === undefined ? String(step) : `${step} of ${checklist?.runbook.name}: ${withoutEnd(text, 120)}`;
}

function statement({ hypotheses }: Investigation, id: string): string {
  const known = hypotheses.find((each) => each.id === id);
  return known ? `${id}, ${known.weight.statement}` : id;
}
