import type { Telemetry } from "../../../../src/telemetry/ports/ports.ts";
import { createAlarms } from "../alarms/alarms.ts";
import { toMessage } from "../alarms/notification.ts";
import { createLogs } from "../logs/logs.ts";
import { changesOf, createChanges, type Story } from "../signals/changes.ts";
import { createMetrics } from "../signals/metrics.ts";
import { createTopology } from "../signals/topology.ts";
import { createTraces } from "../signals/traces.ts";
import type { Lags, Simulation, SimulationSetting } from "../simulation.ts";
import type { ShopPlace } from "../world/names.ts";
import { remembering } from "../world/world.ts";
import { type HarderDay, type HarderWish, harderDay } from "./harder-plot.ts";

/** Simulates a day of the harder world, with a fault and conditions that are drawn from the seed by default. */
export function playHarder(
  setting: SimulationSetting &
    Omit<HarderWish, "seed" | "startedAt"> & { readonly place: ShopPlace; readonly lags: Lags },
): Simulation {
  const { place, lags, now = () => new Date(), tells = [] } = setting;
  const day = harderDay(setting);
  const { plot } = day;
  const { rule, fired, recovered } = day.staged;
  // Cached, because a diagnosis reads some minutes repeatedly.
  const world = remembering(day.staged.world);
  const staged = { ...day.staged, world };
  const story = storyOf(day, setting.seed, place);
  const telemetry: Telemetry = {
    label: "simulated",
    metrics: createMetrics(world, now, lags.metrics),
    changes: createChanges(changesOf(story), now, lags.changes),
    logs: createLogs(world, story, now, lags.logs),
    topology: createTopology(world, place, now, lags.topology),
    alarms: createAlarms(staged, place, now, lags.metrics, tells),
    traces: createTraces(world, story, now, lags.topology),
  };
  const known = {
    world,
    draft: day.draft,
    alarm: { component: plot.alarm.component, namespace: rule.query.namespace },
    place,
    now,
    lag: lags.metrics,
  };
  return {
    incident: plot.incident,
    onsetAt: new Date(world.disturbance.onset * 60_000),
    alarmAt: new Date(fired.at * 1000),
    notifications: [
      { at: new Date(fired.at * 1000), message: toMessage(rule, fired, "ALARM", place) },
      ...(recovered ? [{ at: new Date(recovered.at * 1000), message: toMessage(rule, recovered, "OK", place) }] : []),
    ],
    telemetry: day.conditions.reduce((seen, { through }) => (through ? through(seen, known) : seen), telemetry),
  };
}

function storyOf({ draft, plot, staged, conditions }: HarderDay, seed: number, place: ShopPlace): Story {
  const { onset, lastsMinutes } = staged.world.disturbance;
  const { distractor, between = [] } = draft;
  const changes = conditions.flatMap((each) => each.changes?.(place) ?? []);
  const story = { seed, place, onset: onset * 60, lastsMinutes, fault: plot.fault, component: plot.component };
  const spared = [plot.alarm.component, ...between];
  if (!distractor) return { ...story, spared, changes };
  const other = plot.surroundings?.others.at(-1);
  const began = (other?.onset ?? onset) * 60;
  const { fault, component } = distractor;
  const also = { ...story, fault, component, onset: began, lastsMinutes: fault.lastsMinutes, seed: seed + 1 };
  return { ...story, spared, changes, also: [also] };
}
