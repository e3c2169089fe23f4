import { chunksOf } from "../chunks.ts";
import { mapInBatches } from "../concurrency/in-batches.ts";
import { messageOf } from "../errors.ts";
import type { Load } from "../handle.ts";
import { type Investigation, isFiring } from "../investigation/state.ts";
import { type Line, openLines } from "../investigation/storm-lines.ts";
import type { Log } from "../log/log.ts";
import { groupKeyOf } from "../notification/alarm.ts";
import { parseNotification } from "../notification/parse.ts";
import { type SweptItem, toSwept } from "../notification/swept.ts";
import type { Directory, Summary } from "../store/directory.ts";
import type { Delivery } from "../store/store.ts";
import type { Alarms, StandingAlarm } from "../telemetry/ports/alarms.ts";

/** The time between two sweeps. */
const SWEEP_MS = 300_000;
/** Seconds that a notification has to arrive by itself. */
const GRACE = 120;
/** The time limit of one listing of alarms. */
const LIST_MS = 30_000;
/** Names per request. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const NAMES_AT_ONCE = 100;
/** Store calls in parallel; few, because people have priority. */
const AT_ONCE = 8;
/** Open investigations that are compared. */
const OPEN_COMPARED = 1_000;
/** Alarms of target tracking fire all day to scale; people neither edit nor answer them. */
const SCALING = /^TargetTracking-/;

/** The alarms of an account in a Region. */
export interface SweptPlace {
  readonly alarms: Pick<Alarms, "list">;
  /** Another account than Gumshoe's own: its alarms may belong to others, so only those that notify Gumshoe's topics count. */
  readonly onlyHeard: boolean;
}

interface Deps {
  /** Where alarms are listed; called for each sweep. */
  readonly places: () => readonly SweptPlace[];
  readonly directory: Directory;
  readonly load: Load;
  readonly deliver: (delivery: Delivery) => Promise<void>;
  /** The intake stream of a topic. */
  readonly intakeOf: (topic: string) => string;
  /** ARNs of the topics of SNS_TOPICS. */
  readonly topics: ReadonlySet<string>;
  readonly now: () => Date;
  readonly log: Log;
}

/** An alarm that fires as far as is known. */
interface Doubtful {
  readonly name: string;
  readonly series: readonly string[];
}

export interface Sweep {
  /** Sweeps once. Never throws: a failure is logged, and retried by the next sweep. */
  run(): Promise<void>;
  /** Sweeps now and every {@link SWEEP_MS}. Returns a function that stops it. */
  start(): () => void;
}

/**
 * Finds alarms whose notification never arrived, and delivers their state from CloudWatch instead. Every replica may do so, because the
 * same transition has the same delivery id.
 */
export function createSweep(deps: Deps): Sweep {
  const { places, directory, load, deliver, intakeOf, topics, now, log } = deps;

  async function deliverAll(items: readonly SweptItem[]): Promise<void> {
    const receivedAt = now().toISOString();
    await mapInBatches(items, AT_ONCE, ({ id, topic, body }) =>
      deliver({ id, stream: intakeOf(topic), receivedAt, body }),
    );
  }

  /** Whether the investigation that an item would go to, or its line in a storm, says that it fires. */
  async function isKnown({ body }: SweptItem, lines: ReadonlyMap<string, Line>): Promise<boolean> {
    const { groupKey } = parseNotification(body);
    if (lines.get(groupKey)?.member.state === "ALARM") return true;
    const stream = await directory.find(`group/${groupKey}`);
    return stream !== undefined && isFiring((await load(stream)).state);
  }

  async function missed(
    firing: readonly StandingAlarm[],
    lines: ReadonlyMap<string, Line>,
    onlyHeard: boolean,
  ): Promise<readonly SweptItem[]> {
    const due = now().getTime() / 1000 - GRACE;
    const heard = ({ actions }: StandingAlarm): boolean => !onlyHeard || actions.some((action) => topics.has(action));
    const old = firing.filter((alarm) => alarm.since <= due && isForPeople(alarm) && heard(alarm));
    const items = old.map((alarm) => toSwept(alarm, topics));
    const known = await mapInBatches(items, AT_ONCE, (item) => isKnown(item, lines));
    return items.filter((_item, index) => known[index] !== true);
  }

  /** Open investigations and lines of storms whose alarm this place does not list as firing: its name, and the series that fire. */
  async function unconfirmed(
    firing: readonly StandingAlarm[],
    open: readonly Summary[],
    lines: ReadonlyMap<string, Line>,
  ): Promise<ReadonlyMap<string, Doubtful>> {
    const listed = new Set(firing.map(keyOf));
    const doubtful = open.filter(({ groupKey }) => groupKey !== undefined && !listed.has(groupKey));
    const states = await mapInBatches(doubtful, AT_ONCE, async ({ stream }) => (await load(stream)).state);
    const alarms = states.filter((state) => state.alarm && !state.alarm.simulated && isFiring(state));
    const told = [...lines].filter(
      ([groupKey, { storm, member }]) =>
        member.state === "ALARM" &&
        !listed.has(groupKey) &&
        !(storm.subject?.type === "storm" && storm.subject.simulated),
    );
    return new Map([
      ...told.map(([groupKey, { member }]) => [groupKey, { name: member.name, series: [""] }] as const),
      ...alarms.map(
        (state) => [state.groupKey ?? "", { name: state.alarm?.name ?? "", series: firingSeries(state) }] as const,
      ),
    ]);
  }

  async function recovered(
    place: SweptPlace["alarms"],
    doubtful: ReadonlyMap<string, Doubtful>,
  ): Promise<readonly SweptItem[]> {
    const names = [...new Set([...doubtful.values()].map(({ name }) => name))];
    const batches = chunksOf(names, NAMES_AT_ONCE);
    const answers = await Promise.all(
      batches.map((batch) => place.list({ names: batch }, AbortSignal.timeout(LIST_MS))),
    );
    const due = now().getTime() / 1000 - GRACE;
    return answers
      .flatMap(({ value }) => value)
      .filter(({ state, since }) => state !== "ALARM" && since <= due)
      .flatMap((alarm) => {
        const known = doubtful.get(keyOf(alarm));
        return known ? known.series.map((series) => toSwept(alarm, topics, series)) : [];
      });
  }

  async function sweepPlace({ alarms, onlyHeard }: SweptPlace): Promise<void> {
    try {
      const { value: firing } = await alarms.list({ state: "ALARM" }, AbortSignal.timeout(LIST_MS));
      const open = await directory.list("open", OPEN_COMPARED);
      const lines = await openLines(open, load);
      const doubtful = await unconfirmed(firing, open, lines);
      const items = [...(await missed(firing, lines, onlyHeard)), ...(await recovered(alarms, doubtful))];
      await deliverAll(items);
      if (items.length > 0) log.warn({ found: items.length }, "alarms changed without a notification");
    } catch (error) {
      log.warn({ error: messageOf(error) }, "alarms could not be compared");
    }
  }

  let running: Promise<void> | undefined;
  /** Sweeps do not overlap. */
  function run(): Promise<void> {
    running ??= Promise.all(places().map(sweepPlace)).then(() => {
      running = undefined;
    });
    return running;
  }

  return {
    run,
    start() {
      void run();
      const timer = setInterval(() => void run(), SWEEP_MS);
      return () => clearInterval(timer);
    },
  };
}

/** Whether an alarm is neither silenced nor there for scaling only. */
function isForPeople({ name, silenced, actions }: StandingAlarm): boolean {
  const scales =
    actions.length > 0 && actions.every((action) => /^arn:[\w-]+:(?:application-)?autoscaling:/.test(action));
  return !silenced && !scales && !SCALING.test(name);
}

/** The series that are firing as far as is known; an alarm without series has the empty one. */
function firingSeries({ turns, folded }: Investigation): readonly string[] {
  const before = folded?.alarming.map((contributor) => [contributor, "ALARM"] as const) ?? [];
  const last = new Map([...before, ...turns.map(({ contributor, state }) => [contributor, state] as const)]);
  return [...last].flatMap(([contributor, state]) => (state === "ALARM" ? [contributor] : []));
}

function keyOf({ arn, name }: StandingAlarm): string {
  const [, , , region = "", account = ""] = arn.split(":");
  return groupKeyOf({ account, region, name });
}
