import type { Investigation } from "../state.ts";

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30;

/**
 * "3rd time in 24 h · 11th in 30 days, 9 closed without cause": the firings up to the present one, this one included. Undefined for the first.
 * Firings are those that Gumshoe has kept, so a count is a lower bound for an alarm that fires all day.
 */
export function recurrenceWords({ recurrence, episodes }: Investigation): string | undefined {
  const present = episodes.at(-1);
  if (!present) return undefined;
  const at = Date.parse(present.firedAt);
  const all = [...(recurrence?.firings ?? []), ...episodes.map(({ firedAt }) => firedAt)].map((time) =>
    Date.parse(time),
  );
  const within = (days: number): number => all.filter((time) => time <= at && at - time < days * DAY_MS).length;
  const [day, month] = [within(1), within(MONTH_DAYS)];
  if (month < 2) return undefined;
  const open = (recurrence?.unexplained ?? []).filter((time) => at - Date.parse(time) < MONTH_DAYS * DAY_MS).length;
  const unexplained = open === 0 ? "" : `, ${open} closed without cause`;
  const inMonth = `${ordinal(month)}${day < 2 ? " time" : ""} in ${MONTH_DAYS} days${unexplained}`;
  return day < 2 ? inMonth : `${ordinal(day)} time in 24 h · ${inMonth}`;
}

const rules = new Intl.PluralRules("en", { type: "ordinal" });
const SUFFIX = { one: "st", two: "nd", few: "rd", other: "th", many: "th", zero: "th" } as const;

/** "1st", "2nd", "3rd", "11th". */
export function ordinal(count: number): string {
  return `${count}${SUFFIX[rules.select(count)]}`;
}
