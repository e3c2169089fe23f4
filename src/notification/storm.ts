import { z } from "zod";
import type { Alarm } from "../events/events.ts";
import { ofMetric } from "../telemetry/collect/bystanders.ts";
import { earlyRecovery } from "./early-recovery.ts";

/** When new alarms become one message: more than `many` of them within `windowMs`, each after the one before. */
export interface StormLimits {
  readonly many: number;
  readonly windowMs: number;
}

/** The limits of a channel, where no route says otherwise. */
export const STORM_LIMITS: StormLimits = { many: 5, windowMs: 60_000 };

/** The memory of a channel's intake lane about the last minute. Times are epoch ms of arrival. */
export const stormMemory = z.object({
  openings: z.array(z.object({ groupKey: z.string(), at: z.number() })).default([]),
  /** The running storm: its number, and the arrival of its last member. */
  storm: z.object({ number: z.number(), lastAt: z.number() }).optional(),
  /** The newest storm, running or not, because AWS Health may announce its cause much later. */
  last: z.number().optional(),
  /** Recoveries that arrived before their firing. */
  early: z.array(earlyRecovery).optional(),
});
export type StormMemory = z.infer<typeof stormMemory>;

/** New alarms that open their own investigation, and new alarms that belong to a storm. */
export interface Guarded {
  readonly alone: readonly string[];
  readonly members: readonly string[];
  /** True if a storm begins now and needs a number. */
  readonly begins: boolean;
  readonly memory: StormMemory;
}

/** Whether a storm goes on: a new alarm has joined within the window. */
export function isRunning({ storm }: StormMemory, now: number, { windowMs } = STORM_LIMITS): boolean {
  return storm !== undefined && now - storm.lastAt < windowMs;
}

/**
 * Decides on alarms (group keys) that have no investigation yet. The sixth within 60 s begins a storm, unless the limits say
 * otherwise; it lasts until no new alarm has arrived for the same time. The same alarms again give the same answer, so a repeated round changes nothing.
 */
export function guardStorm(
  memory: StormMemory,
  newAlarms: readonly string[],
  now: number,
  { many, windowMs } = STORM_LIMITS,
): Guarded {
  const openings = memory.openings.filter(({ at }) => now - at < windowMs);
  const known = new Set(openings.map(({ groupKey }) => groupKey));
  const fresh = [...new Set(newAlarms)].filter((groupKey) => !known.has(groupKey));
  const again = [...new Set(newAlarms)].filter((groupKey) => known.has(groupKey));
  const running = memory.storm && now - memory.storm.lastAt < windowMs ? memory.storm : undefined;
  if (running) {
    const storm = fresh.length > 0 ? { ...running, lastAt: now } : running;
    return { alone: again, members: fresh, begins: false, memory: { openings, storm } };
  }
  const next = [...openings, ...fresh.map((groupKey) => ({ groupKey, at: now }))];
  if (next.length > many) return { alone: again, members: fresh, begins: true, memory: { openings } };
  return { alone: [...again, ...fresh], members: [], begins: false, memory: { openings: next } };
}

/** Attributes of an alarm that others may share, by name: account, Region, dimensions, and their AWS service. */
export function stormAttributes({ account, region, metric, contributor }: Alarm): Record<string, string> {
  return ofMetric({ account, region }, metric?.namespace ?? "", { ...metric?.dimensions, ...contributor?.attributes });
}

/** Attributes of an alarm that others may share, as texts to compare. */
export function stormFacts({ account, region, metric, name }: Alarm): readonly string[] {
  const dimensions = Object.entries(metric?.dimensions ?? {}).map(([key, value]) => `${key} ${value}`);
  const [prefix = ""] = name.split(/[-_/ ]/);
  return [
    `account ${account}`,
    region,
    ...(metric ? [`namespace ${metric.namespace}`, `metric ${metric.name}`] : []),
    ...dimensions,
    ...(prefix !== name && prefix.length > 2 ? [`name begins ${prefix}`] : []),
  ];
}
