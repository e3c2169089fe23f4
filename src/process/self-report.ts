import { readFileSync } from "node:fs";
import process from "node:process";
import type { SelfReport } from "../conversation/self-report.ts";
import { messageOf, NotSeen } from "../errors.ts";
import type { Platform } from "../platform.ts";
import type { Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import type { Door } from "./door.ts";
import { addressOf, type GreetingLine } from "./greeting.ts";
import type { Source } from "./source.ts";

/** Streams with due work that are counted. */
const MOST_DUE = 200;
/** A chat waits 3 s for an answer: a queue that is not counted by then is not known. */
const PATIENCE_MS = 1_500;

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

/** The release that runs, and what it runs on. */
export const RELEASE = `${version}, Node ${process.versions.node}`;

/** What is connected. */
export interface ReportedHouse {
  readonly platforms: readonly Platform[];
  readonly doors: readonly Door[];
  readonly sources: readonly Source[];
  /** The lines of the greeting that say which sources are connected. */
  readonly sourceLines: readonly GreetingLine[];
}

/** Creates what tells how this replica is. `house` and `lastDelivery` are called only after the start. */
export function createSelfReport(
  config: Config,
  deps: {
    readonly house: () => ReportedHouse;
    readonly store: Pick<Store, "due">;
    readonly lastDelivery: () => Date | undefined;
    readonly now: () => Date;
  },
): () => Promise<SelfReport> {
  const { house, store, lastDelivery, now } = deps;
  const startedAt = now();
  return async () => {
    const { doors } = house();
    const [due, deadLetters] = await Promise.all([store.due(now(), MOST_DUE), countDeadLetters(doors)]);
    return {
      release: RELEASE,
      startedAt,
      connected: connectedLines(config, house(), config.PUBLIC_URL ?? addressOf(config, config.PORT)),
      counts: doors.flatMap((door) => door.counts?.() ?? []),
      lastDelivery: lastDelivery(),
      due: { count: due.length, more: due.length >= MOST_DUE },
      deadLetters,
      problems: problemsOf(house()),
    };
  };
}

/** The problems of all that is connected, a sentence each. */
export function problemsOf({ platforms, doors, sources }: Omit<ReportedHouse, "sourceLines">): readonly string[] {
  return [...platforms, ...doors, ...sources].flatMap((each) => each.complaints?.() ?? []);
}

/** What is connected, a line each; `at` is the address of the server. */
export function connectedLines(
  { TABLE_NAME: table, DATA_DIR: folder }: Config,
  { platforms, doors, sourceLines }: Omit<ReportedHouse, "sources">,
  at: string,
): readonly GreetingLine[] {
  return [
    ...platforms.map((platform) => platform.greeting(at)),
    ...doors.flatMap((door) => {
      const line = door.greeting?.(at);
      return line ? [line] : [];
    }),
    ["store", table === undefined ? `SQLite, in ${folder}` : `DynamoDB, ${table}`],
    ...sourceLines,
  ];
}

async function countDeadLetters(doors: readonly Door[]): Promise<SelfReport["deadLetters"]> {
  const queues = doors.flatMap(({ deadLetters }) => deadLetters ?? []);
  if (queues.length === 0) return undefined;
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const late = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  try {
    const counts = await Promise.race([Promise.all(queues.map((queue) => queue.count(signal))), late]);
    return counts.reduce((sum, count) => sum + count, 0);
  } catch (error) {
    if (signal.aborted) return "SQS did not answer in time";
    return error instanceof NotSeen && error.remedy ? `${error.message}; ${error.remedy}` : messageOf(error);
  }
}
