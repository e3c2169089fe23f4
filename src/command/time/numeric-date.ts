/** A day in figures: "22/11", "11/22/2026", "22.11.". A day and a month with a point need a word or a second point to be no number. */
const IN_FIGURES =
  /(?<![^\s])(?:(on|since|from|until|till|before|after|to|and) )?(\d{1,2})([/.])(\d{1,2})(?:\3(\d{4})|(\.))?(?=[\s,;?!]|$)/gi;
/** "2026/11/22" */
const YEAR_FIRST = /(?<![^\s])(\d{4})\/(\d{1,2})\/(\d{1,2})(?=[\s,;?!]|$)/g;
/** "since 2.45" is a time, as no month is the 45th. */
const CLOCK_WITH_POINT =
  /(?<=(?:^|\s)(?:at|since|from|until|till|before|after|to|and) )(\d{1,2})\.([0-5]\d)(?=[\s,;?!]|$)/gi;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** What {@link withIsoDates} leaves, because it can be read in two ways. Without groups. */
export const TWO_READINGS = String.raw`(?:0?[1-9]|1[0-2])/(?:0?[1-9]|1[0-2])(?:/\d{4})?(?=$| \d{1,2}:\d{2}| at )|(?<=(?:at|since|until|till|before|after) )\d{1,2}\.\d{2}|(?:1[3-9]|2[0-3])\.(?:0[1-9]|1[0-2])(?=$)|half (?:[1-9]|1[0-2])`;

/** A text with its days in figures as "2026-11-22", where only one day can be meant; without a year it is the last one. */
export function withIsoDates(text: string, now: Date): string {
  return text
    .replace(YEAR_FIRST, (all, year: string, month: string, day: string) => isoDate(day, month, now, year) ?? all)
    .replace(IN_FIGURES, (all, ...groups: readonly (string | undefined)[]) => oneDay(groups, now) ?? all)
    .replace(CLOCK_WITH_POINT, (all, hour: string, minute: string) =>
      Number(minute) > 12 ? `${hour}:${minute}` : all,
    );
}

/** Two texts that say each what an ambiguous one can mean, as they can be typed. */
export function readingsOf(text: string): readonly string[] {
  const [, first = "", mark = "", second = ""] = /^(\S+?)([/. ])(\d{1,2})/.exec(text) ?? [];
  if (mark === " ") return [`${Number(second) - 1 || 12}:30`, `${second}:30`];
  const named = (day: string, month: string): string => `${Number(day)} ${MONTHS[Number(month) - 1]}`;
  return [named(first, second), mark === "." ? `${first}:${second}` : named(second, first)];
}

/** The day that figures name, with the word before it; undefined where they name none, or two. */
function oneDay(groups: readonly (string | undefined)[], now: Date): string | undefined {
  const [word, first = "", mark, second = "", year, point] = groups;
  const before = word === undefined ? "" : `${word} `;
  if (mark === "." && year === undefined && point === undefined && word?.toLowerCase() !== "on") return undefined;
  const dayFirst = isoDate(first, second, now, year);
  // With points the day always stands first.
  const monthFirst = mark === "." ? undefined : isoDate(second, first, now, year);
  const only =
    monthFirst === undefined || monthFirst === dayFirst ? dayFirst : dayFirst === undefined ? monthFirst : undefined;
  return only === undefined ? undefined : `${before}${only}`;
}

/** "2026-11-22"; undefined for a day that the month does not have. Without a year it is the last such day. */
export function isoDate(day: string, month: string, now: Date, year?: string): string | undefined {
  const [days, months] = [Number(day), Number(month) - 1];
  const thisYear = now.getUTCFullYear();
  const years =
    year === undefined ? thisYear - (Date.UTC(thisYear, months, days) > now.getTime() ? 1 : 0) : Number(year);
  const date = new Date(Date.UTC(years, months, days));
  return date.getUTCMonth() === months && days > 0 ? date.toISOString().slice(0, 10) : undefined;
}
