import type { Verdict } from "../events/events.ts";
import type { Summary } from "../store/directory.ts";
import type { Facts } from "../store/facts.ts";

/** By what the rows of statistics are grouped. */
export type StatsBy = "alarm" | "team" | "service";

/** An investigation with what statistics need of it. */
export type Counted = Summary & { readonly facts: Facts };

/** The figures of some investigations. Times are means in seconds; undefined where none has them. */
export interface Figures {
  readonly investigations: number;
  readonly firings: number;
  /** Closed ones, and those of them without a cause. */
  readonly closed: number;
  readonly withoutCause: number;
  /** From firing to acknowledgement, and how many were acknowledged. */
  readonly acknowledged: number;
  readonly toAcknowledge: number | undefined;
  /** From the first firing to the last recovery, and how many recovered. */
  readonly recovered: number;
  readonly toRecover: number | undefined;
}

/** How often people agreed with a verdict: of those that they decided on, and how many they left undecided. */
export interface Agreement {
  readonly verdict: Verdict;
  readonly agreed: number;
  readonly decided: number;
  readonly undecided: number;
}

export interface Stats {
  readonly all: Figures;
  readonly agreements: readonly Agreement[];
  /** The groups with the most firings first. */
  readonly groups: readonly { readonly name: string; readonly figures: Figures }[];
  /** Investigations a day, from the first day on. */
  readonly days: readonly number[];
}

const DAY = 86_400;
const VERDICTS: readonly Verdict[] = ["CONFIRMED", "LIKELY", "INCONCLUSIVE", "NO FAULT FOUND"];

/** The statistics of the alarms that were opened in a window (epoch seconds). Questions and notices are no alarms. */
export function statsOf(
  summaries: readonly Counted[],
  window: { readonly start: number; readonly end: number },
  by: StatsBy,
): Stats {
  const opened = (each: Counted): number => Date.parse(each.openedAt) / 1000;
  const counted = summaries.filter(
    (each) => each.facts.kind === "alarm" && opened(each) >= window.start && opened(each) < window.end,
  );
  const days = Array.from({ length: Math.max(1, Math.ceil((window.end - window.start) / DAY)) }, () => 0);
  for (const each of counted) {
    const day = Math.floor((opened(each) - window.start) / DAY);
    days[day] = (days[day] ?? 0) + 1;
  }
  const groups = [...Map.groupBy(counted, (each) => groupOf(each, by))].map(([name, members]) => ({
    name,
    figures: figuresOf(members),
  }));
  return {
    all: figuresOf(counted),
    agreements: VERDICTS.map((verdict) => agreementOf(counted, verdict)),
    groups: groups.toSorted(
      (one, other) => other.figures.firings - one.figures.firings || one.name.localeCompare(other.name),
    ),
    days,
  };
}

function groupOf({ title, facts }: Counted, by: StatsBy): string {
  switch (by) {
    case "alarm":
      return title;
    case "team":
      return facts.team ?? "no team tag";
    case "service":
      return facts.service ?? "no service tag";
    default:
      return by satisfies never;
  }
}

function figuresOf(counted: readonly Counted[]): Figures {
  const closed = counted.filter(({ status }) => status === "closed");
  const acknowledged = spans(counted, ({ acknowledgedAt }) => acknowledgedAt);
  const recovered = spans(counted, ({ recoveredAt }) => recoveredAt);
  return {
    investigations: counted.length,
    firings: counted.reduce((sum, { facts }) => sum + facts.firings, 0),
    closed: closed.length,
    withoutCause: closed.filter(({ facts }) => facts.cause === undefined).length,
    acknowledged: acknowledged.length,
    toAcknowledge: mean(acknowledged),
    recovered: recovered.length,
    toRecover: mean(recovered),
  };
}

/** Seconds from the first firing to a later step, of those that reached it. Clocks of two machines may differ: none is negative. */
function spans(counted: readonly Counted[], stepOf: (facts: Facts) => string | undefined): readonly number[] {
  return counted.flatMap(({ facts }) => {
    const step = stepOf(facts);
    if (step === undefined || facts.firedAt === undefined) return [];
    return [Math.max(0, (Date.parse(step) - Date.parse(facts.firedAt)) / 1000)];
  });
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function agreementOf(counted: readonly Counted[], verdict: Verdict): Agreement {
  const reached = counted.filter(({ facts }) => facts.reached === verdict);
  const decided = reached.filter(({ facts }) => facts.agreed !== undefined);
  const agreed = decided.filter(({ facts }) => facts.agreed).length;
  return { verdict, agreed, decided: decided.length, undecided: reached.length - decided.length };
}
