import type { Event } from "../../src/events/events.ts";
import { evolve } from "../../src/investigation/evolve.ts";
import { type Investigation, initialState } from "../../src/investigation/state.ts";
import type { Commit } from "../../src/store/store.ts";
import { alarm, ana, minute } from "../investigation/given.ts";

export const gumshoe = { id: "gumshoe", name: "Gumshoe" };

/** The commits of some events, one each, and the state that they fold to. */
export function historyOf(...events: readonly Event[]): { commits: readonly Commit[]; state: Investigation } {
  const commits = events.map((event, index) => ({
    stream: "investigation/1042",
    version: index + 1,
    meta: { id: `step ${index}`, at: event.at, actor: event.by },
    events: [event],
    work: [],
  }));
  return { commits, state: events.reduce(evolve, initialState) };
}

export const by = (minutes: number, who = gumshoe) => ({ at: minute(minutes), by: who });

export const opened: Event = {
  type: "opened",
  ...by(2),
  number: 1042,
  title: "checkout-5xx",
  subject: { type: "alarm", alarm },
  place: "web:general",
  also: [],
  automatic: true,
  groupKey: "111122223333/eu-west-1/checkout-5xx",
};
export const fired = (minutes: number): Event => ({
  type: "alarmFired",
  ...by(minutes),
  alarmAt: minute(minutes),
  alarm,
});
export const recovered = (minutes: number): Event => ({
  type: "alarmRecovered",
  ...by(minutes),
  alarmAt: minute(minutes),
  alarm,
});

export const orders = { id: "orders", name: "orders", kind: "service" };

export const change = (id: string, minutes: number, at: number, sentence: string): Event => ({
  type: "evidenceRecorded",
  ...by(minutes),
  episode: 1,
  id,
  evidence: {
    kind: "change",
    component: orders,
    sentence,
    figures: { at: Date.parse(minute(at)) / 1000 },
    query: "changes",
    window: { start: 0, end: 1 },
    horizon: 1,
  },
});

export const proposed = (id: string, minutes: number, supports: readonly string[] = []): Event => ({
  type: "hypothesisProposed",
  ...by(minutes),
  episode: 1,
  id,
  cause: { component: orders, mechanism: "change" },
  standing: "LIKELY",
  statement: "orders fails since its deploy",
  supports: [...supports],
  contradicts: [],
  unchecked: [],
  refutedBy: "orders fails after the roll-back as well",
  score: 3,
});

export const verdict = (minutes: number, ranking: readonly string[] = ["h1"]): Event => ({
  type: "verdictReached",
  ...by(minutes),
  episode: 1,
  verdict: "LIKELY",
  ranking: [...ranking],
  reason: "orders fails since its deploy",
  gaps: [{ what: "Traces", reason: "needs xray:GetTraceSummaries" }],
  checked: 14,
  normal: 12,
  horizons: {},
});

export const accepted = (id: string, minutes: number): Event => ({
  type: "hypothesisAccepted",
  ...by(minutes, ana),
  id,
});
export const closed = (minutes: number, cause?: string): Event => ({
  type: "closed",
  ...by(minutes, ana),
  resolution: "rolled back",
  quiet: false,
  ...(cause !== undefined && { cause }),
});
