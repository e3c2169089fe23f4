import { expect } from "vitest";
import { plain } from "../../src/card/card.ts";
import { type Alarm, type Event, event as eventSchema, STILL_LOOKING } from "../../src/events/events.ts";
import type { Command, Transition } from "../../src/investigation/command.ts";
import { decide } from "../../src/investigation/decide/decide.ts";
import type { Policy } from "../../src/investigation/decide/policy.ts";
import type { Diagnosis } from "../../src/investigation/diagnosis.ts";
import { evolve } from "../../src/investigation/evolve.ts";
import { type Investigation, initialState } from "../../src/investigation/state.ts";
import { view } from "../../src/investigation/view.ts";
import type { Meta } from "../../src/store/store.ts";

export const policy: Policy = {
  autoCloseMs: 86_400_000,
  repeatMs: 3_600_000,
  reminderMs: 4 * 3_600_000,
  escalates: true,
};
export const ana = { id: "web:ana", name: "Ana" };
export const ben = { id: "web:ben", name: "Ben" };
const T0 = Date.parse("2026-05-01T03:00:00Z");

/** An ISO time, minutes after 03:00. */
export const minute = (minutes: number): string => new Date(T0 + minutes * 60_000).toISOString();

export const alarm: Alarm = {
  name: "checkout-5xx",
  account: "111122223333",
  region: "eu-west-1",
  kind: "metric",
  reason: "Threshold Crossed: 3 datapoints were greater than the threshold (5.0).",
  metric: {
    namespace: "AWS/ApplicationELB",
    name: "HTTPCode_Target_5XX_Count",
    dimensions: { LoadBalancer: "app/shop/1" },
    statistic: "Sum",
    period: 60,
  },
  operator: "GreaterThanThreshold",
  threshold: 5,
  value: 41,
  children: [],
  simulated: false,
};

export const turn = (state: Transition["state"], minutes: number, contributor?: string): Transition => ({
  state,
  alarmAt: minute(minutes),
  alarm: contributor ? { ...alarm, contributor: { id: contributor, attributes: {} } } : alarm,
});

export const open: Extract<Command, { type: "open" }> = {
  type: "open",
  number: 1042,
  title: "checkout-5xx",
  subject: { type: "alarm", alarm },
  place: "web:general",
  automatic: true,
  groupKey: "111122223333/eu-west-1/checkout-5xx",
  transitions: [turn("ALARM", 2)],
};

/** A diagnosis with one hypothesis a cause, each resting on one piece of evidence. */
export function diagnosis(...causes: readonly string[]): Diagnosis {
  const component = (id: string) => ({ id, name: id, kind: "service" });
  return {
    verdict: causes.length === 0 ? "INCONCLUSIVE" : "LIKELY",
    reason: "two checks agree",
    evidence: causes.map((id) => ({
      key: `k-${id}`,
      kind: "metric",
      component: component(id),
      sentence: `latency of ${id} 80 → 160 ms`,
      figures: { before: 0.08, after: 0.16 },
      query: `metrics AWS/ECS latency ${id}`,
      window: { start: 1, end: 2 },
      horizon: 2,
    })),
    hypotheses: causes.map((id, index) => ({
      cause: { component: component(id), mechanism: "latency" },
      standing: index === 0 ? "LIKELY" : "POSSIBLE",
      statement: `latency of ${id} rose at the same time`,
      supports: [`k-${id}`],
      contradicts: [],
      unchecked: [],
      refutedBy: `latency of ${id} was as high before`,
      score: 1 / (index + 1),
    })),
    gaps: [],
    checked: 9,
    normal: 7,
    horizons: { metrics: T0 / 1000 + 480, changes: T0 / 1000 },
  };
}

/** What such a diagnosis says while logs of its causes are pending. */
export function partOf(done: number, ...causes: readonly string[]): Extract<Command, { type: "recordPart" }> {
  const whole = diagnosis(...causes);
  const hypotheses = whole.hypotheses.map((draft) => ({
    ...draft,
    unchecked: [{ what: `logs of ${draft.cause.component.name}`, reason: STILL_LOOKING }],
  }));
  return { type: "recordPart", episode: 1, diagnosis: { ...whole, hypotheses }, done, planned: 9, looking: "metrics" };
}

let deliveries = 0;
export const meta = (at: string, actor = ana): Meta => ({ id: `d${++deliveries}`, actor, at });

/** Runs commands one after the other from nothing; refusals change nothing. */
export function after(...commands: readonly (Command | readonly [Command, Meta])[]): Investigation {
  let minutes = 2;
  return commands.reduce((state, item) => {
    const [command, said] = Array.isArray(item) ? item : [item, meta(minute(++minutes))];
    const decision = decide(state, command, said, policy);
    return decision.ok ? decision.events.reduce(evolve, state) : state;
  }, initialState);
}

/** given(state).when(command).happens(event types) or .refused(words). */
export function given(state: Investigation) {
  return {
    when(command: Command, said: Meta = meta(minute(30))) {
      const decision = decide(state, command, said, policy);
      return {
        happens(...types: readonly Event["type"][]): Investigation {
          if (!decision.ok) throw new Error(`refused: ${plain(decision.reason)}`);
          for (const happened of decision.events) eventSchema.parse(happened);
          expect(decision.events.map((happened) => happened.type)).toEqual(types);
          return decision.events.reduce(evolve, state);
        },
        refused(words: RegExp): void {
          expect(decision.ok).toBe(false);
          if (!decision.ok) expect(plain(decision.reason)).toMatch(words);
        },
      };
    },
  };
}

/** What a slot's message contentDigest, line by line. */
export function lines(state: Investigation, slot: string): readonly string[] {
  const blocks = view(state).find((shown) => shown.slot === slot)?.card.blocks ?? [];
  return blocks.flatMap((block) => {
    if (block.type === "facts") return block.facts.map(([label, value]) => `${label}: ${plain(value)}`);
    if (block.type === "actions") return block.actions.map(({ label }) => `[${label}]`);
    if (block.type === "points") return block.points.map(({ sign, text }) => `${sign} ${plain(text)}`);
    return "text" in block ? [plain(block.text)] : [];
  });
}
