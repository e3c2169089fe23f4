/** A local date and time. Months start at 1. */
export interface Local {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** Zones are also offsets such as "+01:23", so not all of those that are named are kept. */
const MOST_KEPT = 200;

/** Keeps what is made for a zone, because making a format takes far longer than using it. */
function kept<Made>(make: (zone: string) => Made): (zone: string) => Made {
  const known = new Map<string, Made>();
  return (zone) => {
    const found = known.get(zone) ?? make(zone);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(zone, found);
    return found;
  };
}

const canonical = kept((zone) => new Intl.DateTimeFormat("en-GB", { timeZone: zone }).resolvedOptions().timeZone);
const localFormat = kept(
  (timeZone) =>
    new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    }),
);
const nameFormats = kept((timeZone) =>
  ["en-GB", "en-US", "en-AU"].map((locale) => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" })),
);

/** The IANA zone if this process knows it; else, and where none is told, UTC. */
export function knownZone(zone = "UTC"): string {
  try {
    return canonical(zone);
  } catch {
    return "UTC";
  }
}

/** The local date and time of an epoch second in a zone. */
export function toLocal(seconds: number, zone: string): Local {
  const parts = localFormat(zone).formatToParts(new Date(seconds * 1000));
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value ?? 0);
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

/**
 * The epoch second of a local date and time in a zone. A local time that occurs twice (autumn) is the first one. One that does not occur
 * (spring) is later by the jump of the clocks. Days may be outside the month.
 */
export function fromLocal(local: Local, zone: string): number {
  const wall = asUtc(local);
  const before = offset(wall - 86_400, zone);
  const after = offset(wall + 86_400, zone);
  const early = wall - Math.max(before, after);
  const late = wall - Math.min(before, after);
  for (const candidate of [early, late]) {
    if (asUtc(toLocal(candidate, zone)) === wall) return candidate;
  }
  return wall - before;
}

/** The offset of a zone from UTC, in seconds. */
function offset(seconds: number, zone: string): number {
  return asUtc(toLocal(seconds, zone)) - Math.floor(seconds / 60) * 60;
}

function asUtc({ year, month, day, hour, minute }: Local): number {
  return Date.UTC(year, month - 1, day, hour, minute) / 1000;
}

/** The name of a zone at a time: "CET", "EDT" or "GMT+5:30". */
export function zoneName(seconds: number, zone: string): string {
  const at = new Date(seconds * 1000);
  const names = nameFormats(zone).map(
    (format) => format.formatToParts(at).find(({ type }) => type === "timeZoneName")?.value ?? zone,
  );
  return names.find((name) => !/\d/.test(name)) ?? names[0] ?? zone;
}
