import { createAlarms } from "./alarms/alarms.ts";
import { toMessage } from "./alarms/notification.ts";
import { callPlots } from "./faults/call-incidents.ts";
import type { FaultKind } from "./faults/fault.ts";
import { type Plot, plots as plainPlots, type SimulatedIncident } from "./faults/incidents.ts";
import { plotOf } from "./faults/plot.ts";
import { stage } from "./faults/stage.ts";
import { playHarder } from "./harder/harder.ts";
import type { HarderWish } from "./harder/harder-plot.ts";
import { createLogs } from "./logs/logs.ts";
import { lostZone, playLostZone } from "./lost-zone.ts";
import { changesOf, createChanges } from "./signals/changes.ts";
import { withMeasuredCalls } from "./signals/measured-calls.ts";
import { createMetrics } from "./signals/metrics.ts";
import { createTopology } from "./signals/topology.ts";
import { createTraces } from "./signals/traces.ts";
import type { Lags, Simulation, SimulationSetting } from "./simulation.ts";
import type { ShopPlace } from "./world/names.ts";
import { remembering, type World } from "./world/world.ts";

const usualLags: Lags = { metrics: 60, changes: 180, logs: 30, topology: 90 };

const plots: readonly Plot[] = [...plainPlots, ...callPlots];

/** The named incidents with one alarm each. */
export const incidents: readonly SimulatedIncident[] = plots.map((plot) => plot.incident);

/** All named incidents. */
export const library: readonly SimulatedIncident[] = [...incidents, lostZone];

/** Simulates a named incident; throws if there is none of that name. */
export function simulate(options: SimulationSetting & { readonly incident: string }): Simulation {
  if (options.incident === lostZone.id) return playLostZone({ ...options, ...surroundings(options) });
  const plot = plots.find(({ incident }) => incident.id === options.incident);
  if (!plot)
    throw new Error(`There is no incident ${options.incident}; there are ${library.map(({ id }) => id).join(", ")}.`);
  const { world, ...simulation } = play(plot, options);
  return { ...simulation, telemetry: withMeasuredCalls(simulation.telemetry, world) };
}

/** Simulates a fault at a part, both drawn from the seed by default; `none` is a normal day. */
export function simulateFault(
  options: SimulationSetting & {
    readonly fault?: FaultKind;
    readonly component?: string;
    readonly lastsMinutes?: number;
  },
): Simulation {
  const { world: _, ...simulation } = play(plotOf(options), options);
  return simulation;
}

/**
 * Simulates a day with faults that occur in recordings of real applications; kind and conditions are drawn from the seed by default, and
 * `normal` is a day without a fault.
 */
export function simulateHarder(options: SimulationSetting & Omit<HarderWish, "seed" | "startedAt">): Simulation {
  return playHarder({ ...options, ...surroundings(options) });
}

function surroundings(setting: SimulationSetting): { readonly place: ShopPlace; readonly lags: Lags } {
  const { account = "123456789012", region = "eu-west-1", lags } = setting;
  return { place: { account, region }, lags: { ...usualLags, ...lags } };
}

function play(plot: Plot, setting: SimulationSetting): Simulation & { readonly world: World } {
  const { place, lags } = surroundings(setting);
  const now = setting.now ?? (() => new Date());
  const computed = stage(plot, setting.seed, setting.startedAt);
  // Cached, because a diagnosis reads some minutes repeatedly.
  const world = remembering(computed.world);
  const staged = { ...computed, world };
  const { rule, fired, recovered } = staged;
  const onset = world.disturbance.onset * 60;
  const { lastsMinutes } = world.disturbance;
  const story = { seed: setting.seed, fault: plot.fault, component: plot.component, onset, lastsMinutes, place };
  const changes = [
    { at: new Date(fired.at * 1000), message: toMessage(rule, fired, "ALARM", place) },
    ...(recovered ? [{ at: new Date(recovered.at * 1000), message: toMessage(rule, recovered, "OK", place) }] : []),
  ];
  return {
    world,
    incident: plot.incident,
    onsetAt: new Date(onset * 1000),
    alarmAt: new Date(fired.at * 1000),
    notifications: changes,
    telemetry: {
      label: "simulated",
      metrics: createMetrics(world, now, lags.metrics),
      changes: createChanges(changesOf(story), now, lags.changes),
      logs: createLogs(world, story, now, lags.logs),
      topology: createTopology(world, place, now, lags.topology),
      alarms: createAlarms(staged, place, now, lags.metrics, setting.tells ?? []),
      traces: createTraces(world, story, now, lags.topology),
    },
  };
}
