import type { Block, Card, Text } from "../card/card.ts";
import { withoutMiddle } from "../card/number.ts";
import type { Event } from "../events/events.ts";
import { type Investigation, investigationName } from "../investigation/state.ts";
import { noteCard, queryCard } from "../investigation/view/answers.ts";
import { updateCard } from "../investigation/view/notice.ts";
import { runbookCard } from "../investigation/view/runbook.ts";
import { targetNames } from "../investigation/view/targets.ts";
import { gapLine, horizonsLine, sweptWords } from "../investigation/view/words.ts";
import type { Commit } from "../store/store.ts";
import { type About, aboutOf } from "./about.ts";

/** One entry of an investigation's timeline: what happened, when and by whom. */
export interface TimelineEntry {
  /** ISO. */
  readonly at: string;
  readonly by: string;
  readonly about: About;
  readonly card: Card;
}

/** The entries of all events, in order of time. A later look adds what it found anew or otherwise. */
function entriesOf(commits: readonly Commit[], state: Investigation): readonly TimelineEntry[] {
  const told = new Map<string, string>();
  return commits.flatMap(({ events }) =>
    events.flatMap((event): readonly TimelineEntry[] => {
      if (isTold(event, told)) return [];
      const card = entryCard(event, state);
      return card ? [{ at: event.at, by: event.by.name, about: aboutOf(event), card }] : [];
    }),
  );
}

/** Whether an earlier look told the same; `told` takes what this one tells. */
function isTold(event: Event, told: Map<string, string>): boolean {
  switch (event.type) {
    case "evidenceRecorded": {
      const { kind, component, query, sentence } = event.evidence;
      return isSame(told, [event.episode, kind, component?.id, query].join("\n"), sentence);
    }
    case "hypothesisProposed":
    case "hypothesisStrengthened":
    case "hypothesisWeakened":
      return isSame(told, `${event.episode}\n${event.id}`, `${event.standing} ${event.statement}`);
    default:
      return false;
  }
}

function isSame(told: Map<string, string>, key: string, text: string): boolean {
  const before = told.get(key);
  told.set(key, text);
  return before === text;
}

function entryCard(event: Event, state: Investigation): Card | undefined {
  switch (event.type) {
    case "opened":
      return entry(`OPENED ${event.title}`, event.subject.type === "alarm" ? event.subject.alarm.reason : undefined);
    case "askedOutside":
      return entry(`ASKED ${event.title}`);
    case "investigationRequested":
      return entry("INVESTIGATION STARTED");
    case "released":
      return entry("SHOWN");
    case "joinedStorm":
      return entry(`PART OF G-${event.storm}`);
    case "heldOn":
    case "threadLinked":
    case "progressed":
    case "valueRead":
    case "queryProgressed":
    case "recoveryLookBegun":
    case "deleted":
      return undefined;
    case "alarmFired":
      return entry(`ALARM${sweptWords(event.alarm)}`, event.alarm.reason, { time: event.alarmAt });
    case "alarmRecovered":
      return entry(`OK${sweptWords(event.alarm)}`, event.alarm.reason, { time: event.alarmAt });
    case "alarmNoData":
      return entry(`NO DATA${sweptWords(event.alarm)}`, event.alarm.reason, { time: event.alarmAt });
    case "stormGrew":
      return entry(
        `STORM GREW by ${event.members.length}`,
        [...event.members.map(({ name }) => name), ...(event.announced ?? []).map(({ sentence }) => sentence)].join(
          ", ",
        ),
      );
    case "healthAnnounced":
      return entry("AWS HEALTH", event.announced.sentence, { time: event.announced.began ?? event.announced.at });
    case "evidenceRecorded":
      return evidenceEntry(event);
    case "hypothesisProposed":
      return weighedEntry(event, "PROPOSED");
    case "hypothesisStrengthened":
      return weighedEntry(event, "STRENGTHENED");
    case "hypothesisWeakened":
      return weighedEntry(event, "WEAKENED");
    case "hypothesisAccepted":
      return entry(`ACCEPTED ${event.id}`, statementOf(state, event.id));
    case "hypothesisDiscarded":
      return discardedEntry(event, state);
    case "hypothesisRestored":
      return entry(`UNDONE: the decision on ${event.id}`, statementOf(state, event.id));
    case "verdictReached":
      return verdictEntry(event);
    case "noticeUpdated":
      return updateCard(state, event.notice);
    case "noteAdded":
      return noteCard(state, { id: event.id, text: event.text, by: event.by, at: event.at });
    case "runbookAttached":
      return state.checklist && runbookCard(state, state.checklist);
    case "runbookStepTicked":
    case "runbookStepUnticked":
      return entry(`STEP ${event.step} ${event.type === "runbookStepTicked" ? "DONE" : "NOT DONE AFTER ALL"}`);
    case "queryAsked":
      return entry(`ASKED ${event.id} ${event.understood}`);
    case "queryAnswered": {
      const query = state.queries.find((known) => known.id === event.id);
      return query && queryCard(state, query);
    }
    case "acknowledged":
      return entry("ACKNOWLEDGED");
    case "unacknowledged":
      return entry("ACKNOWLEDGEMENT WITHDRAWN");
    case "assigned":
      return entry(`ASSIGNED to ${event.to.name}`);
    case "unassigned":
      return entry("ASSIGNMENT WITHDRAWN");
    case "severitySet":
      return entry(event.severity ?? "SEVERITY WITHDRAWN");
    case "snoozed":
      return timedEntry("SNOOZED", event.until === undefined ? "until it is OK" : ["until ", { time: event.until }]);
    case "unsnoozed":
      return entry(`SNOOZE ENDED: ${SNOOZE_END[event.because]}${event.words === undefined ? "" : `, ${event.words}`}`);
    case "repeated":
      return entry("SAID AGAIN, because nobody acknowledged it");
    case "ackReminded":
      return entry("REMINDED whoever acknowledged it");
    case "escalationPlanned":
      return timedEntry("ESCALATION PLANNED", planWords(event.steps));
    case "escalationRenewed":
      return timedEntry("ESCALATION CHANGED", planWords(event.steps));
    case "paged":
      return entry(`PAGED ${targetNames(event.targets)}`);
    case "recoverySeen":
      return event.followed && entry(`RECOVERED ${event.followed.words}`);
    case "secondLookBegun":
      return event.because === undefined ? undefined : entry(`LOOKS DEEPER, because ${event.because} was accepted`);
    case "scopeChosen":
      return entry(`LOOKS AT ${[event.scope.account, event.scope.region].filter(Boolean).join(" ")}`);
    case "closed":
      return entry(event.quiet ? "CLOSED after a quiet time" : "CLOSED", event.resolution);
    case "reopened":
      return entry("REOPENED");
    case "unreadable":
      return entry("WRITTEN BY A NEWER RELEASE");
    case "workFailed":
      return entry(`FAILED ${event.what}`, event.reason);
    default:
      return event satisfies never;
  }
}

const SNOOZE_END = { person: "by hand", over: "its time was over", ok: "it is OK", worse: "it got worse" } as const;

function planWords(steps: Extract<Event, { type: "escalationPlanned" }>["steps"]): Text {
  return steps.flatMap(({ at, targets }, index) => [
    `${index === 0 ? "" : ", "}${targetNames(targets)} at `,
    { time: at },
  ]);
}

function timedEntry(title: string, text: Text): Card {
  return { ...entry(title), blocks: [{ type: "text", text }] };
}

function entry(title: string, quoted?: string, alarmTime?: { readonly time: string }): Card {
  const blocks: Block[] = quoted === undefined ? [] : [{ type: "quote", text: quoted }];
  if (alarmTime) blocks.push({ type: "context", text: ["by the alarm's own clock ", alarmTime] });
  return { title, tone: "neutral", blocks, push: withoutMiddle(title, 80) };
}

function evidenceEntry({ id, evidence }: Extract<Event, { type: "evidenceRecorded" }>): Card {
  const card = entry(`EVIDENCE ${id}`, evidence.query);
  const image: readonly Block[] =
    evidence.archive === undefined ? [] : [{ type: "image", archive: evidence.archive, alt: evidence.sentence }];
  return { ...card, blocks: [{ type: "text", text: evidence.sentence }, ...image, ...card.blocks] };
}

function discardedEntry({ id, reason }: Extract<Event, { type: "hypothesisDiscarded" }>, state: Investigation): Card {
  const card = entry(`DISCARDED ${id}`, reason);
  const statement = statementOf(state, id);
  return statement === undefined ? card : { ...card, blocks: [{ type: "text", text: statement }, ...card.blocks] };
}

type WeighedEvent = Extract<Event, { type: "hypothesisProposed" | "hypothesisStrengthened" | "hypothesisWeakened" }>;

function weighedEntry(event: WeighedEvent, word: string): Card {
  const { id, standing, statement, supports, contradicts } = event;
  const against = contradicts.length === 0 ? "" : `, against: ${contradicts.join(", ")}`;
  const card = entry(`${word} ${id} ${standing}`);
  return {
    ...card,
    blocks: [
      { type: "text", text: statement },
      { type: "context", text: `for: ${supports.join(", ")}${against}` },
    ],
  };
}

function verdictEntry(event: Extract<Event, { type: "verdictReached" }>): Card {
  const { verdict, reason, gaps, normal, checked, horizons, chart, chartAlt } = event;
  const image: readonly Block[] =
    chart === undefined ? [] : [{ type: "image", archive: chart, alt: chartAlt ?? reason }];
  return {
    ...entry(`VERDICT ${verdict}`),
    blocks: [
      { type: "text", text: reason },
      ...image,
      { type: "points", points: gaps.map((gap) => ({ sign: "?", text: gapLine(gap) })) },
      { type: "context", text: `Normal: ${normal} of ${checked} checked` },
      { type: "context", text: horizonsLine(horizons) },
    ],
  };
}

function statementOf(state: Investigation, id: string): string | undefined {
  return state.hypotheses.find((known) => known.id === id)?.weight.statement;
}

/** An investigation's current state and its timeline. */
export interface InvestigationTimeline {
  readonly number: string;
  readonly title: string;
  readonly status: Investigation["status"];
  readonly entries: readonly TimelineEntry[];
}

/** The timeline of an investigation, from its whole history. */
export function toTimeline(commits: readonly Commit[], state: Investigation): InvestigationTimeline {
  return {
    number: investigationName(state),
    title: state.title,
    status: state.status,
    entries: entriesOf(commits, state),
  };
}
