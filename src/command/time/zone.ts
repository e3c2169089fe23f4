/** A date and a clock as the reader sees them. Months from 1. */
export interface Local {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

/** The zone, or UTC when the platform sent something that is none. */
export function knownZone(zone: string): string {
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return "UTC";
  }
}

/** What the clock in a zone shows at an epoch second. */
export function toLocal(seconds: number, zone: string): Local {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(new Date(seconds * 1000));
  const part = (type: string): number => Number(parts.find((found) => found.type === type)?.value ?? 0);
  return { year: part("year"), month: part("month"), day: part("day"), hour: part("hour"), minute: part("minute") };
}

/**
 * The epoch second at which a zone's clock shows this. A clock shown twice (autumn) is its first time; one never shown
 * (spring) is as much later as the clocks jump. Days may lie outside the month.
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

/** How far the clocks of a zone are before UTC, in seconds. */
function offset(seconds: number, zone: string): number {
  return asUtc(toLocal(seconds, zone)) - Math.floor(seconds / 60) * 60;
}

function asUtc({ year, month, day, hour, minute }: Local): number {
  return Date.UTC(year, month - 1, day, hour, minute) / 1000;
}

/** "CET", "EDT" or "GMT+5:30": what the zone is called at that moment. */
export function zoneName(seconds: number, zone: string): string {
  const names = ["en-GB", "en-US", "en-AU"].map((locale) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" });
    return format.formatToParts(new Date(seconds * 1000)).find(({ type }) => type === "timeZoneName")?.value ?? zone;
  });
  return names.find((name) => !/\d/.test(name)) ?? names[0] ?? zone;
}
