import { mapInBatches } from "../concurrency/in-batches.ts";
import { messageOf } from "../errors.ts";
import type { MetricQuery, Series } from "../findings/measured.ts";
import { type Investigation, isFiring, presentEpisode, scopeOf } from "../investigation/state.ts";
import { failureLevel } from "../log/failure-level.ts";
import { gumshoe, type WorkContext } from "./context.ts";

/** "Still failing" is never older than this. */
const ROUND_MS = 300_000;
/** Open investigations that are looked at. */
const MOST_A_ROUND = 1_000;
/** Store calls in parallel; few, because people have priority. */
const AT_ONCE = 8;
/** Datapoints that are asked for: the newest ones may be late. */
const DATAPOINTS = 5;
/** The time limit of one question. */
const ASK_MS = 20_000;

type Deps = Pick<WorkContext, "directory" | "load" | "handle" | "telemetryFor" | "now" | "log">;

/** A firing alarm of one metric with a limit. */
interface Firing {
  readonly stream: string;
  readonly state: Investigation;
  readonly query: MetricQuery;
  readonly limit: { readonly threshold: number; readonly operator: string };
}

/** Reads what the alarms that fire measure now: one question for all of an account in a Region. */
export function createCurrentValues({ directory, load, handle, telemetryFor, now, log }: Deps): {
  /** Reads once. Never throws: a failure is logged, and the next round tries again. */
  run(): Promise<void>;
  /** Reads every {@link ROUND_MS}. Returns a function that stops it. */
  start(): () => void;
} {
  async function read(alarms: readonly Firing[]): Promise<void> {
    const [first] = alarms;
    const metrics = first && telemetryFor(first.state)?.metrics;
    if (!metrics) return;
    const end = now().getTime() / 1000;
    const start = end - DATAPOINTS * Math.max(...alarms.map(({ query }) => query.period));
    const queries = alarms.map(({ query }) => query);
    const { value: all, horizon } = await metrics.fetch(queries, { start, end }, AbortSignal.timeout(ASK_MS));
    const measured = alarms.flatMap((alarm, index) => {
      const latest = latestOf(all[index], horizon);
      return latest ? [{ ...alarm, latest }] : [];
    });
    await mapInBatches(measured, AT_ONCE, async ({ stream, state, limit, latest }) => {
      const current = { ...latest, failing: isBeyond(limit, latest.value) };
      const command = { type: "readValue", episode: presentEpisode(state), now: current } as const;
      await handle(stream, command, { id: `${stream}/value/${latest.at}`, actor: gumshoe, at: now().toISOString() });
    });
  }

  async function run(): Promise<void> {
    try {
      const open = await directory.list("open", MOST_A_ROUND);
      const found = await mapInBatches(open, AT_ONCE, async ({ stream }) => firing(stream, (await load(stream)).state));
      const places = Map.groupBy(
        found.flatMap((each) => each ?? []),
        placeOf,
      );
      await Promise.all([...places.values()].map((alarms) => read(alarms).catch(report)));
    } catch (error) {
      report(error);
    }
  }

  function report(error: unknown): void {
    log[failureLevel(error)]({ error: messageOf(error) }, "the values of firing alarms could not be read");
  }

  return {
    run,
    start() {
      const timer = setInterval(() => void run(), ROUND_MS);
      return () => clearInterval(timer);
    },
  };
}

function firing(stream: string, state: Investigation): Firing | undefined {
  const { alarm } = state;
  if (state.status !== "open" || !isFiring(state) || alarm?.kind !== "metric" || !alarm.metric) return undefined;
  const { threshold, operator = "" } = alarm;
  if (
    threshold === undefined ||
    !/^(?:Greater|Less)ThanOrEqualToThreshold$|^(?:Greater|Less)ThanThreshold$/.test(operator)
  ) {
    return undefined;
  }
  const { name: metric, ...query } = alarm.metric;
  return { stream, state, query: { ...query, metric }, limit: { threshold, operator } };
}

/** Each simulated alarm has a world of its own. */
function placeOf({ stream, state }: Firing): string {
  const { account, region } = scopeOf(state);
  return state.alarm?.simulated ? stream : `${account} ${region}`;
}

/** The last value of a complete period: a sum that goes on being counted would look like a recovery. */
function latestOf(
  series: Series | undefined,
  horizon: number,
): { readonly value: number; readonly at: number } | undefined {
  if (!series) return undefined;
  const endOf = (index: number): number => series.start + (index + 1) * series.step;
  const last = series.values.findLastIndex((value, index) => !Number.isNaN(value) && endOf(index) <= horizon);
  const value = series.values[last];
  return value === undefined ? undefined : { value, at: series.start + last * series.step };
}

function isBeyond({ threshold, operator }: Firing["limit"], value: number): boolean {
  const includes = operator.includes("OrEqualTo") && value === threshold;
  return includes || (operator.startsWith("Less") ? value < threshold : value > threshold);
}
