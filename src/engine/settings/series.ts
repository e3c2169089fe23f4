import type { Setting } from "./setting.ts";

/** When a metric left its usual range. */
export const series = {
  departed: {
    value: 3,
    unit: "spreads",
    meaning: "A run whose mean is so far from the median has left the usual range.",
    reason:
      "Of normally distributed values one in several hundred lies farther out. A quarter less finds departures in noise, so that innocent components compete; a quarter more misses faint ones.",
  },
  away: {
    value: 2,
    unit: "spreads",
    meaning: "A single value belongs to a departure from here on.",
    reason: "One value in twenty is farther out by chance; next to a run that departed it is part of it.",
  },
  loneValue: {
    value: 2,
    unit: "times",
    meaning: "The farthest value of a run counts at most so many times as much as the second farthest.",
    reason:
      "One value alone may be an error of measurement, so it has to be borne out by another. How far, rises without a step: a limit for the second value would turn on its last digit.",
  },
  justShort: {
    value: 0.9,
    unit: "share",
    meaning: "A run of which one value alone is far out counts as no more than this share of `departed`.",
    reason:
      "A single value, however far out, is no departure; it stays visible as a near miss. With 1 or more it would be one.",
  },
  shortestRun: {
    value: 2,
    unit: "values",
    meaning: "At least so many values are averaged to measure how far a run departed.",
    reason: "Alarms that fire after two periods fire before a third value is known.",
  },
  longestRun: {
    value: 5,
    unit: "values",
    meaning: "At most so many values are averaged to measure how far a run departed.",
    reason: "Five periods of one minute are the usual evaluation of an alarm.",
  },
  valuesPerRun: {
    value: 20,
    unit: "values",
    meaning:
      "The averaged run has one value for every so many values of the window, within the two limits above. A fraction is a run between two lengths.",
    reason:
      "A longer window holds longer departures, and more runs by chance. An hour of minutes gives three values: with two, a fault is dated too early by chance more often; with four, short ones are averaged away.",
  },
  fromNothing: {
    value: 10,
    unit: "spreads",
    meaning: "Distance of any different value, if all values before were equal.",
    reason: "There is no spread to measure with; ten is far beyond `departed`, and finite.",
  },
  enoughValues: {
    value: 8,
    unit: "values",
    meaning: "With fewer values it is unknown what is usual.",
    reason: "Below eight the 95th percentile is hardly more than the maximum.",
  },
  relativeFloor: {
    value: 0.02,
    unit: "share",
    meaning: "The spread is at least this share of the distance between the median and the good end of the scale.",
    reason: "Differences of one in fifty are of no importance.",
  },
  historyParts: {
    value: 12,
    unit: "parts",
    meaning: "Number of parts into which the history is divided to estimate its tails.",
    reason: "One outage falls into one or two of them.",
  },
  unusualParts: {
    value: 0.2,
    unit: "share",
    meaning: "What happened in less than this share of the parts does not widen the spread.",
    reason: "An earlier outage must not hide the next one; two of twelve parts may contain outages.",
  },
  levelReached: {
    value: 0.2,
    unit: "share",
    meaning: "Two values are at the same level if they differ by at most a spread, or by this share of the departure.",
    reason: "Two peaks of the same habit differ by about as much.",
  },
  sameHour: {
    value: 1_800,
    unit: "seconds",
    meaning: "The same time of day, plus and minus this.",
    reason: "What happens daily seldom happens to the minute.",
  },
  habitDays: {
    value: 7,
    unit: "days",
    meaning: "Number of days before whose same hours are compared.",
    reason: "A week holds each kind of day.",
  },
  fewestHabitDays: {
    value: 4,
    unit: "days",
    meaning: "With fewer known days there is no habit.",
    reason: "The majority of three is two, which may be a coincidence.",
  },
  habitWeeks: {
    value: 4,
    unit: "weeks",
    meaning: "Number of weeks before whose same day is compared.",
    reason: "Longer ago the load was different.",
  },
  fewestHabitWeeks: {
    value: 3,
    unit: "weeks",
    meaning: "With fewer known weeks there is no habit.",
    reason: "The majority of two is both.",
  },
  bandDays: {
    value: 7,
    unit: "days",
    meaning: "Number of days before whose same hours make the band of a chart.",
    reason: "A week holds each kind of day.",
  },
  bandWidth: {
    value: 3,
    unit: "spreads",
    meaning: "The band of a chart reaches so far to both sides of the median.",
    reason: "One usual value in several hundred lies beyond it.",
  },
  loadParts: {
    value: 5,
    unit: "parts",
    meaning: "Number of parts into which the history is divided by load.",
    reason: "Fewer hide how values follow the load, more are noise.",
  },
  valuesPerLoad: {
    value: 12,
    unit: "values",
    meaning: "With fewer values in each part, the load explains nothing.",
    reason: "The median of twelve values varies by less than half a spread.",
  },
  loadVaries: {
    value: 0.2,
    unit: "share",
    meaning:
      "The load explains something only if its 10th and 90th percentile differ by more than this share of its median.",
    reason: "Smaller differences are noise.",
  },
  loadExplains: {
    value: 0.7,
    unit: "share",
    meaning: "The load explains a metric if it leaves less than this share of its deviation.",
    reason: "A division by chance leaves more.",
  },
  wholeHistory: {
    value: 0.9,
    unit: "share",
    meaning: "A metric with at least this share of its values was measured throughout.",
    reason: "Every collector loses single periods.",
  },
  recentValues: {
    value: 3,
    unit: "values",
    meaning: "Number of newest values that decide what a metric is now.",
    reason: "The majority of three ignores one outlier.",
  },
  hole: {
    value: 3,
    unit: "values",
    meaning: "So many missing values in a row are a gap in which something may have happened.",
    reason: "Every collector loses single periods.",
  },
  firesWithin: {
    value: 10,
    unit: "values",
    meaning: "Gaps up to so long before the onset matter.",
    reason: "Most alarms fire within as many periods.",
  },
  alarmPeriods: {
    value: 6,
    unit: "values",
    meaning: "A metric without a value in so many periods before the alarm is unknown at the alarm.",
    reason: "An alarm fires on its last periods.",
  },
  together: {
    value: 2,
    unit: "grid steps",
    meaning: "Moments within so many steps count as the same.",
    reason: "Sources cut their periods differently, by up to one step each.",
  },
} as const satisfies Record<string, Setting>;
