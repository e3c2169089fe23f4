import { fromLocal, toLocal } from "../command/time/zone.ts";

/** Sunday is 0, as in `Date`. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** People who take turns. Days are those of the schedule's zone. */
export interface Layer {
  /** Keys of people, in the order of their turns. */
  readonly people: readonly string[];
  /** The length of a turn. */
  readonly days: number;
  /** The clock time of the hand-over. */
  readonly handover: Clock;
  /** The day of the first hand-over, in days since 1970: the first person's turn begins then. */
  readonly firstDay: number;
  /** The only hours in which the layer holds; without them, always. */
  readonly hours?: { readonly from: Clock; readonly to: Clock } | undefined;
  readonly weekdays?: readonly Weekday[] | undefined;
}

export interface Clock {
  readonly hour: number;
  readonly minute: number;
}

/** A rota: the first layer that holds says who is on call. */
export interface Rota {
  /** IANA. */
  readonly zone: string;
  readonly layers: readonly Layer[];
}

/** Another person for a time, epoch seconds; of several that overlap the last holds. */
export interface Override {
  readonly person: string;
  readonly start: number;
  readonly end: number;
}

/** Somebody's time on call, epoch seconds; `end` undefined: for as long as can be foreseen. */
export interface Shift {
  readonly person: string | undefined;
  readonly start: number;
  readonly end: number | undefined;
}

/** How far ahead the end of a shift is looked for. */
const FORESEEN_DAYS = 92;
const DAY = 86_400;

/** The person on call at a time, by key; undefined if nobody is. */
export function personAt(rota: Rota, overrides: readonly Override[], at: number): string | undefined {
  const override = overrides.findLast(({ start, end }) => start <= at && at < end);
  if (override) return override.person;
  for (const layer of rota.layers) {
    if (!holds(layer, rota.zone, at)) continue;
    const person = personOf(layer, rota.zone, at);
    if (person !== undefined) return person;
  }
  return undefined;
}

/** The shift at a time: from `at` until somebody else is on call. */
export function shiftAt(rota: Rota, overrides: readonly Override[], at: number): Shift {
  const person = personAt(rota, overrides, at);
  for (const moment of boundaries(rota, overrides, at)) {
    if (personAt(rota, overrides, moment) !== person) return { person, start: at, end: moment };
  }
  return { person, start: at, end: undefined };
}

/** The moments after `at` at which it may change who is on call, in order, day by day, as far as is foreseen. */
function* boundaries({ zone, layers }: Rota, overrides: readonly Override[], at: number): Generator<number> {
  const midnight = { hour: 0, minute: 0 };
  const clocks = layers.flatMap(({ handover, hours, weekdays }) => [
    handover,
    ...(hours ? [hours.from, hours.to] : []),
    ...(weekdays ? [midnight] : []),
  ]);
  const ends = overrides.flatMap(({ start, end }) => [start, end]);
  const first = dayOf(at, zone);
  let from = at;
  for (let day = first; day <= first + FORESEEN_DAYS; day++) {
    const until = momentOf(day + 1, midnight, zone);
    const moments = [...clocks.map((clock) => momentOf(day, clock, zone)), ...ends, until];
    const inDay = moments.filter((moment) => moment > from && moment <= until);
    yield* [...new Set(inDay)].sort((one, other) => one - other);
    from = until;
  }
}

/**
 * Whose turn it is. The turn begins at the first moment at which the clock shows the hand-over time, so that an hour that the clocks show
 * twice does not hand back, and one that they leave out does not skip the hand-over.
 */
function personOf({ people, days, handover, firstDay }: Layer, zone: string, at: number): string | undefined {
  const today = dayOf(at, zone);
  const begun = at >= momentOf(today, handover, zone) ? today : today - 1;
  const turn = Math.floor((begun - firstDay) / days);
  return people[((turn % people.length) + people.length) % people.length];
}

/** Whether a layer holds at a time. Hours over midnight belong to the day on which they begin. */
function holds({ hours, weekdays }: Layer, zone: string, at: number): boolean {
  if (!hours && !weekdays) return true;
  const today = dayOf(at, zone);
  const isDay = (day: number): boolean => weekdays?.includes(weekdayOf(day)) ?? true;
  if (!hours) return isDay(today);
  const overnight = minutesOf(hours.to) <= minutesOf(hours.from);
  const during = (day: number): boolean =>
    isDay(day) && momentOf(day, hours.from, zone) <= at && at < momentOf(overnight ? day + 1 : day, hours.to, zone);
  return during(today) || (overnight && during(today - 1));
}

const minutesOf = ({ hour, minute }: Clock): number => hour * 60 + minute;

/** The local day of an epoch second, in days since 1970. */
export function dayOf(at: number, zone: string): number {
  const { year, month, day } = toLocal(at, zone);
  return Date.UTC(year, month - 1, day) / 1000 / DAY;
}

/** 1970 began with a Thursday. */
export function weekdayOf(day: number): Weekday {
  return WEEKDAYS[(((day + 4) % 7) + 7) % 7] ?? 0;
}
const WEEKDAYS: readonly Weekday[] = [0, 1, 2, 3, 4, 5, 6];

/** The epoch second at which a clock first shows this on a local day. */
function momentOf(day: number, { hour, minute }: Clock, zone: string): number {
  const date = new Date(day * DAY * 1000);
  const local = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), hour, minute };
  return fromLocal(local, zone);
}
