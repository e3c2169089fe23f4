import { type Local, toLocal, zoneName } from "./zone.ts";

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** "02:40 to 03:10 CET"; with dates where they are not today. Epoch seconds. */
export function windowWords(
  window: { readonly start: number; readonly end: number },
  zone: string,
  now: number,
): string {
  const today = toLocal(now, zone);
  const from = toLocal(window.start, zone);
  const to = toLocal(window.end, zone);
  const toDate = sameDay(from, to) ? "" : date(to, today, !sameDay(from, today));
  const [fromZone, toZone] = [zoneName(window.start, zone), zoneName(window.end, zone)];
  const middle = fromZone === toZone ? "" : ` ${fromZone}`;
  return `${date(from, today, false)}${clock(from)}${middle} to ${toDate}${clock(to)} ${toZone}`;
}

/** "02:40 CET" or "22 Nov 02:40 CET". Epoch seconds. */
export function momentWords(seconds: number, zone: string, now: number): string {
  const local = toLocal(seconds, zone);
  return `${date(local, toLocal(now, zone), false)}${clock(local)} ${zoneName(seconds, zone)}`;
}

function date(local: Local, today: Local, always: boolean): string {
  if (!always && sameDay(local, today)) return "";
  const year = local.year === today.year ? "" : ` ${local.year}`;
  return `${local.day} ${MONTHS[local.month - 1]}${year} `;
}

function sameDay(left: Local, right: Local): boolean {
  return left.year === right.year && left.month === right.month && left.day === right.day;
}

function clock({ hour, minute }: Local): string {
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}
