import { messageOf } from "../errors.ts";
import { createCurrentValues } from "../jobs/current-values.ts";
import { createRetention } from "../jobs/retention.ts";
import { createSweep } from "../jobs/sweep.ts";
import { failureLevel } from "../log/failure-level.ts";
import { addPacks } from "../packs/packs.ts";
import type { Summary } from "../store/directory.ts";
import type { Config } from "./config.ts";
import { type Connected, connect, type Parts, placesOf } from "./connect.ts";
import { addressOf, type GreetingLine, greeting } from "./greeting.ts";
import { createHealth } from "./health.ts";
import { startHeartbeat } from "./heartbeat.ts";
import { createObservers } from "./observers.ts";
import { connectedLines } from "./self-report.ts";
import { startServer } from "./server.ts";
import { startDigest } from "./start-digest.ts";
import { createTracing, NO_TRACING } from "./tracing/tracing.ts";

/** What another process left is found after so long; what this one left it knows. Each look is a call of the store. */
const POLL_MS = 20_000;
/** Open investigations that are resumed after a start. */
const OPEN_RESUMED = 200;

/** The running process. */
export interface Running {
  readonly port: number;
  /** The text printed at the start. */
  readonly greeting: string;
  /** Stops everything in order and resolves when all running work has ended. */
  stop(): Promise<void>;
}

/** Connects everything in the lists, and starts it. */
export async function start(config: Config, given: Parts): Promise<Running> {
  addPacks(config.PACKS);
  const tracer = await given.tracer?.connect(config);
  const tracing = tracer ? createTracing(tracer) : NO_TRACING;
  const parts = { ...given, stores: { ...given.stores, store: tracing.store(given.stores.store) } };
  const observers = createObservers(config, { ...parts, tracing }, () => connected);
  const connected = await connect(config, parts, observers);
  const { app, platforms, doors, sources, groups } = connected;
  const health = createHealth({ directory: parts.stores.directory, now: parts.now, log: parts.log });
  const adapted = [...doors, ...platforms].flatMap(({ mount }) => mount ?? []);
  const mounts = [...health.mounts, ...observers.mounts, ...adapted];
  const server = await startServer(mounts, { port: config.PORT, host: config.HOST });
  const stopGroups = groups.start();
  for (const each of [...sources, ...platforms, ...doors]) await each.start?.();
  const open = await parts.stores.directory.list("open", OPEN_RESUMED);
  await resume(connected, open);
  const stopPoll = startPoll(connected, parts);
  const stopSweep = startSweep(config, connected, parts);
  const stopRetention = startRetention(config, connected, parts);
  const stopValues = startCurrentValues(connected, parts);
  const stopDigest = startDigest(config, connected, parts);
  const beat = parts.heartbeat?.connect(config);
  const stopHeartbeat = beat && startHeartbeat({ beat, obstacle: health.obstacle, now: parts.now, log: parts.log });
  return {
    port: server.port,
    greeting: greetingOf(config, { connected, open: open.length, port: server.port }),
    async stop() {
      health.stopping();
      stopPoll();
      stopSweep?.();
      stopRetention?.();
      stopValues();
      stopDigest?.();
      stopHeartbeat?.();
      observers.stop();
      stopGroups();
      for (const each of [...sources, ...platforms, ...doors]) await each.stop?.();
      await server.stop();
      await app.runner.stop();
      await tracing.stop();
    },
  };
}

/** Continues the simulated incidents of open investigations. */
async function resume({ app, simulations }: Connected, open: readonly Summary[]): Promise<void> {
  for (const { stream } of open) {
    const { state } = await app.load(stream);
    if (state.alarm?.simulated) simulations.resume(state.alarm);
  }
}

function startPoll({ app }: Connected, { log }: Parts): () => void {
  const look = (): void => {
    app.runner.poll().catch((error: unknown) => {
      log[failureLevel(error)]({ error: messageOf(error) }, "polling for work failed");
    });
  };
  look();
  const poll = setInterval(look, POLL_MS);
  return () => clearInterval(poll);
}

/** Starts the sweep, if a source lists alarms. */
function startSweep({ SNS_TOPICS: topics }: Config, connected: Connected, parts: Parts): (() => void) | undefined {
  const { app, sources, intakeOf } = connected;
  const { stores, now, log } = parts;
  const places = placesOf(sources);
  const { deliver, load } = app;
  return (
    places && createSweep({ places, directory: stores.directory, load, deliver, intakeOf, topics, now, log }).start()
  );
}

/** Starts the deletion of old investigations, if a time is set for it. */
function startRetention(
  { RETENTION_DAYS: days }: Config,
  { app }: Connected,
  { stores, now, log }: Parts,
): (() => void) | undefined {
  return days === undefined ? undefined : createRetention({ ...stores, handle: app.handle, days, now, log }).start();
}

/** Starts to read what the alarms that fire measure now. */
function startCurrentValues({ app }: Connected, { stores, now, log }: Parts): () => void {
  const { load, handle, telemetryFor } = app;
  return createCurrentValues({ directory: stores.directory, load, handle, telemetryFor, now, log }).start();
}

function greetingOf(
  config: Config,
  { connected, open, port }: { readonly connected: Connected; readonly open: number; readonly port: number },
): string {
  const address = addressOf(config, port);
  const lines: readonly GreetingLine[] = [
    ...connectedLines(config, connected, address),
    ["open", `${open} investigations`],
  ];
  const plays = connected.simulations.on && config.TABLE_NAME === undefined;
  return greeting(plays ? "Gumshoe's playground, with simulated incidents:" : "Gumshoe listens:", lines);
}
