import { type AlarmTrigger, toTrigger } from "./trigger.ts";
import { trigger } from "./trigger-schema.ts";

/** A longer query is hardly ever the same again. */
const LONGEST = 2_048;
/** Queries of one generation. */
const MOST = 1_000;

/** Two generations of at most 1,000 queries of at most 2,048 characters, about 10 MB: a full generation replaces the one before it. */
let [newer, older] = [new Map<string, AlarmTrigger>(), new Map<string, AlarmTrigger>()];

/**
 * An alarm's query and its limit as its notifications tell them, undefined where they are none; `own` is the alarm's account. Every
 * notification of an alarm tells the same, and the check is most of the work of reading one: what was read is kept.
 */
export function readTrigger(given: unknown, own: string): AlarmTrigger | undefined {
  if (given === undefined || given === null) return undefined;
  const key = `${own} ${JSON.stringify(given)}`;
  const known = newer.get(key) ?? older.get(key);
  if (known) return known;
  const { data } = trigger.safeParse(given);
  const read = data && toTrigger(data, own);
  if (read && key.length <= LONGEST) keep(key, read);
  return read;
}

function keep(key: string, read: AlarmTrigger): void {
  newer.set(key, read);
  if (newer.size >= MOST) [newer, older] = [new Map(), newer];
}
