import { randomUUID } from "node:crypto";
import type { Alarm } from "../../src/investigation/events.ts";
import type { Telemetry } from "../../src/telemetry/ports.ts";
import { parts } from "./shop/graph.ts";
import { incidents, type Simulation, simulate } from "./shop/shop.ts";

/** The topic of the simulated alarms. */
export const PLAYGROUND_TOPIC = "arn:aws:sns:eu-west-1:123456789012:gumshoe-playground";

/** What a run is made of; the same three give the same run, also after a restart. */
interface Run {
  readonly incident: string;
  readonly seed: number;
  readonly startedAt: Date;
}

/** The library of simulated incidents, raised as SNS would deliver them. */
export interface Playground {
  readonly incidents: readonly { readonly id: string; readonly title: string; readonly summary: string }[];
  /** Raises an incident's alarm now; throws where there is none of that name. */
  raise(incident: string): Promise<void>;
  /** Takes a running incident up again after a restart. */
  resume(alarm: Alarm): void;
  /** The telemetry of the run that an alarm came from. */
  telemetryFor(alarm: Alarm): Telemetry | undefined;
  /** The telemetry of the run raised last, or of a quiet shop. */
  latest(): Telemetry;
  /** Names of the shop's parts, for those who type them. */
  components(): readonly string[];
  close(): void;
}

/** Plays simulated incidents. `deliver` takes an SNS envelope as the verified intake does. */
export function createPlayground(deps: {
  readonly deliver: (messageId: string, envelope: string) => Promise<void>;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}): Playground {
  const { deliver, now, onError } = deps;
  const timers = new Set<NodeJS.Timeout>();
  const played = new Map<string, Simulation>();
  let newest: Simulation | undefined;

  function play(run: Run): Simulation {
    const key = describe(run);
    const known = played.get(key) ?? simulate({ ...run, account: accountOf(run.seed), now, tells: [PLAYGROUND_TOPIC] });
    played.set(key, known);
    newest = known;
    return known;
  }

  async function publish(run: Run, message: Record<string, unknown>): Promise<void> {
    const id = randomUUID();
    const body = JSON.stringify({ ...message, AlarmDescription: describe(run) });
    const envelope = { Type: "Notification", MessageId: id, TopicArn: PLAYGROUND_TOPIC, Message: body };
    await deliver(id, JSON.stringify({ ...envelope, Timestamp: now().toISOString() }));
  }

  /** The alarm's later changes come when their time has come. */
  function schedule(run: Run, simulation: Simulation): void {
    for (const { at, message } of simulation.notifications) {
      const wait = at.getTime() - now().getTime();
      if (wait <= 0) continue;
      const timer = setTimeout(() => {
        timers.delete(timer);
        publish(run, message).catch(onError);
      }, wait);
      timer.unref();
      timers.add(timer);
    }
  }

  return {
    incidents: incidents.map(({ id, title, summary }) => ({ id, title, summary })),
    async raise(incident) {
      const startedAt = now();
      const run = { incident, seed: Math.floor(startedAt.getTime() / 1000) % 1_000_000, startedAt };
      const simulation = play(run);
      for (const { at, message } of simulation.notifications) {
        if (at <= startedAt) await publish(run, message);
      }
      schedule(run, simulation);
    },
    resume(alarm) {
      const run = parseRun(alarm.description ?? "");
      if (run) schedule(run, play(run));
    },
    telemetryFor(alarm) {
      const run = parseRun(alarm.description ?? "");
      return run && play(run).telemetry;
    },
    latest() {
      return (newest ?? simulate({ incident: "search-wobble", seed: 1, startedAt: now(), now })).telemetry;
    },
    components: () => parts.map(({ id }) => id),
    close() {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** Each run has an account of its own, so that raising the same incident twice is two incidents. */
function accountOf(seed: number): string {
  return String(900_000_000_000 + seed);
}

function describe({ incident, seed, startedAt }: Run): string {
  return `Simulated incident ${incident}, seed ${seed}, started ${startedAt.toISOString()}`;
}

function parseRun(description: string): Run | undefined {
  const [, incident, seed, started] =
    /^Simulated incident ([\w-]+), seed (\d+), started (\S+)$/.exec(description) ?? [];
  if (incident === undefined || !incidents.some(({ id }) => id === incident)) return undefined;
  return { incident, seed: Number(seed), startedAt: new Date(started ?? "") };
}
