import { randomUUID } from "node:crypto";
import type { Alarm } from "../../src/events/events.ts";
import type { Incident } from "../../src/process/source.ts";
import type { Telemetry } from "../../src/telemetry/ports/ports.ts";
import { incidentOf, library, simulate } from "./library.ts";
import type { Simulation } from "./shop/simulation.ts";
import { parts } from "./shop/world/graph.ts";

/** The topic of the simulated alarms. */
export const PLAYGROUND_TOPIC = "arn:aws:sns:eu-west-1:123456789012:gumshoe-playground";

/** The topic of simulated storms: raised by a person like the others, but many alarms at once are one message. */
export const PLAYGROUND_STORM_TOPIC = `${PLAYGROUND_TOPIC}-storm`;

/** The parameters of a run; equal parameters give the same run, also after a restart. */
interface Run {
  readonly incident: string;
  readonly seed: number;
  readonly startedAt: Date;
}

/** The library of simulated incidents, whose alarms are delivered as SNS would. */
export interface Playground {
  readonly incidents: readonly Incident[];
  /** Raises an incident's alarm now; rejects if there is none of that name. */
  raise(incident: string): Promise<void>;
  /** Resumes a running incident after a restart. */
  resume(alarm: Alarm): void;
  /** The telemetry of the run of an alarm. */
  telemetryFor(alarm: Alarm): Telemetry | undefined;
  /** The telemetry of the latest run, or of a shop without faults. */
  latest(): Telemetry;
  /** Names of the shop's components, for completion. */
  components(): readonly string[];
  close(): void;
}

/** Calls a function after so many milliseconds; returns a function that cancels it. */
export type After = (ms: number, act: () => void) => () => void;

const afterAll: After = (ms, act) => {
  const timer = setTimeout(act, ms).unref();
  return () => clearTimeout(timer);
};

/** Creates the playground. `deliver` takes SNS envelopes as the verified intake does, simultaneous ones together. */
export function createPlayground(deps: {
  readonly deliver: (
    topic: string,
    messages: readonly { readonly id: string; readonly body: string }[],
  ) => Promise<void>;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
  /** The timers of the clock, if `now` is not the wall clock. */
  readonly after?: After;
}): Playground {
  const { deliver, now, onError, after = afterAll } = deps;
  const waiting = new Set<() => void>();
  /** Runs with scheduled transitions. */
  const scheduled = new Set<string>();
  const played = new Map<string, Simulation>();
  /** The run that was raised last, whichever is looked at since. */
  let newest: { readonly run: Run; readonly simulation: Simulation } | undefined;

  function play(run: Run): Simulation {
    const key = describe(run);
    const simulation =
      played.get(key) ?? simulate({ ...run, account: accountOf(run.seed), now, tells: [PLAYGROUND_TOPIC] });
    played.set(key, simulation);
    if (!newest || run.startedAt >= newest.run.startedAt) newest = { run, simulation };
    return simulation;
  }

  async function publish(run: Run, { incident }: Simulation, messages: readonly Message[]): Promise<void> {
    const topic = incident.storm ? PLAYGROUND_STORM_TOPIC : PLAYGROUND_TOPIC;
    const deliveries = messages.map((message) => {
      const id = randomUUID();
      const Message = JSON.stringify({ ...message, AlarmDescription: describe(run) });
      const envelope = { Type: "Notification", MessageId: id, TopicArn: topic, Message };
      return { id, body: JSON.stringify({ ...envelope, Timestamp: now().toISOString() }) };
    });
    await deliver(topic, deliveries);
  }

  /** Schedules the transitions of a run's alarms after a time. */
  function schedule(run: Run, simulation: Simulation, from: Date): void {
    if (scheduled.has(describe(run))) return;
    scheduled.add(describe(run));
    for (const { at, message } of simulation.notifications) {
      if (at <= from) continue;
      const wait = Math.max(0, at.getTime() - now().getTime());
      const callOff = after(wait, () => {
        waiting.delete(callOff);
        publish(run, simulation, [message]).catch(onError);
      });
      waiting.add(callOff);
    }
  }

  return {
    incidents: library.map(({ id, title, summary, healthy }) => ({
      id,
      title,
      summary,
      ...(healthy !== undefined && { healthy }),
    })),
    async raise(incident) {
      const startedAt = now();
      const run = { incident, seed: Math.floor(startedAt.getTime() / 1000) % 1_000_000, startedAt };
      const simulation = play(run);
      const first = simulation.notifications.filter(({ at }) => at <= startedAt);
      await publish(
        run,
        simulation,
        first.map(({ message }) => message),
      );
      schedule(run, simulation, startedAt);
    },
    resume(alarm) {
      const run = parseRun(alarm.description ?? "");
      if (run) schedule(run, play(run), now());
    },
    telemetryFor(alarm) {
      const run = parseRun(alarm.description ?? "");
      return run && play(run).telemetry;
    },
    latest() {
      if (!newest) return simulate({ incident: "search-wobble", seed: 1, startedAt: now(), now }).telemetry;
      return { ...newest.simulation.telemetry, account: accountOf(newest.run.seed) };
    },
    components: () => parts.map(({ id }) => id),
    close() {
      for (const callOff of waiting) callOff();
    },
  };
}

type Message = Simulation["notifications"][number]["message"];

/** Each run has its own account, so that raising the same incident twice is two incidents. */
function accountOf(seed: number): string {
  return String(900_000_000_000 + seed);
}

/** The alarm's description: what goes wrong, and on a line of its own the run, from which it is played on after a restart. */
function describe({ incident, seed, startedAt }: Run): string {
  const summary = incidentOf(incident)?.summary ?? "";
  return `${summary}\nSimulated: ${incident}, seed ${seed}, started ${startedAt.toISOString()}`.trim();
}

function parseRun(description: string): Run | undefined {
  const [, incident, seed, started] = /^Simulated: ([\w-]+), seed (\d+), started (\S+)$/m.exec(description) ?? [];
  if (incident === undefined || !incidentOf(incident)) return undefined;
  return { incident, seed: Number(seed), startedAt: new Date(started ?? "") };
}
