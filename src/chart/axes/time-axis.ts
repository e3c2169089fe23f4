/** Seconds between two ticks. */
const STEPS = [1, 5, 10, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800];
/** The last time that a Date can represent, in seconds. */
const LAST = 8.64e12 - 86_400;
const YEAR = 366 * 86_400;

export interface Tick {
  readonly at: number;
  readonly text: string;
}

/** Whether a Date can represent the time. */
export const isMoment = (at: number): boolean => Math.abs(at) < LAST;

/**
 * Ticks at round local times of the zone between two times in epoch seconds, as many as fit; `wide` returns the width of a text in
 * pixels.
 */
export function timeTicks(
  { from, to, zone }: { readonly from: number; readonly to: number; readonly zone: string },
  room: number,
  wide: (text: string) => number,
): readonly Tick[] {
  const span = to - from;
  let step = STEPS.find((seconds) => span / seconds <= 60) ?? 172_800;
  while (span / step > 60) step *= 2;
  for (;;) {
    const ticks = ticksEvery(step, from, to, zone);
    const taken = ticks.reduce((most, { text }) => Math.max(most, wide(text)), 0) * ticks.length;
    if (ticks.length <= 2 || taken <= room) return ticks;
    step = STEPS.find((seconds) => seconds > step) ?? step * 2;
  }
}

function ticksEvery(step: number, from: number, to: number, zone: string): readonly Tick[] {
  const offset = offsetOf(zone);
  const name = namer(step, to - from, zone);
  const ticks: Tick[] = [];
  for (let local = Math.ceil((from + offset(from)) / step) * step; local <= to + offset(to); local += step) {
    const guess = local - offset(local);
    const at = local - offset(guess);
    const known = ticks.at(-1)?.at;
    if (at >= from && at <= to && (known === undefined || at > known)) ticks.push({ at, text: name(at) });
  }
  return ticks;
}

/** The offset of the zone from UTC at a time, in seconds. */
function offsetOf(zone: string): (at: number) => number {
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "longOffset" });
  return (at) => {
    if (!isMoment(at)) return 0;
    const text = clock.formatToParts(at * 1000).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours, minutes = "0", seconds = "0"] = /([+-])(\d+)(?::(\d+))?(?::(\d+))?/.exec(text) ?? [];
    if (hours === undefined) return 0;
    return (sign === "-" ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds));
  };
}

/** Labels a tick: the time, the day at midnight, and the year if the span is longer than one year. */
function namer(step: number, span: number, zone: string): (at: number) => string {
  const seconds = step < 60 ? ({ second: "2-digit" } as const) : {};
  const clock = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone, ...seconds } as const;
  const time = new Intl.DateTimeFormat("en-GB", clock);
  const year = span > YEAR ? ({ year: "numeric" } as const) : {};
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: zone, ...year });
  return (at) => {
    const text = time.format(at * 1000);
    return step >= 86_400 || /^00:00(:00)?$/.test(text) ? day.format(at * 1000) : text;
  };
}

/** The day or days and the zone: "1 May 2026, Europe/Berlin (UTC+2)". */
export function dayAndZone(from: number, to: number, zone: string): string {
  const days = { day: "numeric", month: "short", year: "numeric", timeZone: zone } as const;
  const day = new Intl.DateTimeFormat("en-GB", days).formatRange(from * 1000, to * 1000);
  if (/(^|\/)UTC$/.test(zone)) return `${day}, ${zone}`;
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, timeZoneName: "shortOffset" });
  const parts = clock.formatToParts(from * 1000);
  const offset = parts.find(({ type }) => type === "timeZoneName")?.value.replace("GMT", "UTC") ?? "";
  return `${day}, ${zone} (${offset})`;
}
