import type { Setting } from "./setting.ts";

/** When a metric left its usual range. */
export const series = {
  departed: {
    value: 3,
    unit: "spreads",
    meaning: "A run this far from the median left the usual range.",
    reason: "Of a normal distribution one value in several hundred lies farther out.",
  },
  away: {
    value: 2,
    unit: "spreads",
    meaning: "A single value from here on belongs to a departure.",
    reason: "One value in twenty is farther out by chance; beside a run that departed it is part of it.",
  },
  justShort: {
    value: 0.9,
    unit: "share",
    meaning: "A run in which too few values are away is cut off at this share of `departed`.",
    reason: "One value alone, however far out, is no departure, and stays visible as a near miss.",
  },
  shortestRun: {
    value: 2,
    unit: "values",
    meaning: "The shortest run that can depart.",
    reason: "A single sample may be an error of measurement.",
  },
  longestRun: {
    value: 5,
    unit: "values",
    meaning: "The longest run that is averaged.",
    reason: "Five samples of one minute are the usual evaluation of an alarm.",
  },
  valuesPerRun: {
    value: 20,
    unit: "values",
    meaning: "One value of the run for so many of the window, between the two limits above.",
    reason: "Long windows hold longer departures, and more chance runs.",
  },
  fromNothing: {
    value: 10,
    unit: "spreads",
    meaning: "What was the same all the time before is this far out once it differs.",
    reason: "There is no spread to measure it with; it is far beyond `departed`, and finite.",
  },
  enoughValues: {
    value: 8,
    unit: "values",
    meaning: "Fewer values say nothing of what is usual.",
    reason: "Below it the 95th percentile is the maximum.",
  },
  relativeFloor: {
    value: 0.02,
    unit: "share",
    meaning: "The spread is at least this share of the median's distance from the good end of the scale.",
    reason: "Differences of one in fifty are measurement, not news.",
  },
  historyParts: {
    value: 12,
    unit: "parts",
    meaning: "The history is divided into so many parts to estimate its tails.",
    reason: "One outage falls into one or two of them.",
  },
  unusualParts: {
    value: 0.2,
    unit: "share",
    meaning: "What happened in fewer than this share of the parts does not widen the spread.",
    reason:
      "An outage in one part of the history makes the next one no less of a departure; two of twelve may be outages.",
  },
  levelReached: {
    value: 0.2,
    unit: "share",
    meaning:
      "A value within this share of the way to the departure's mean, or within a spread of it, reached the same level.",
    reason: "Two peaks of one habit differ by about as much.",
  },
  sameHour: {
    value: 1_800,
    unit: "seconds",
    meaning: "To both sides of the same time of day.",
    reason: "What comes every day seldom comes to the minute.",
  },
  habitDays: {
    value: 7,
    unit: "days",
    meaning: "Days before, whose same hours are compared.",
    reason: "A week holds each kind of day.",
  },
  fewestHabitDays: {
    value: 4,
    unit: "days",
    meaning: "Fewer known days show no habit.",
    reason: "The majority of fewer is two, which may be chance.",
  },
  habitWeeks: {
    value: 4,
    unit: "weeks",
    meaning: "Weeks before, whose same day is compared.",
    reason: "Longer ago the load was another one.",
  },
  fewestHabitWeeks: {
    value: 3,
    unit: "weeks",
    meaning: "Fewer known weeks show no habit.",
    reason: "The majority of two is both.",
  },
  bandDays: {
    value: 7,
    unit: "days",
    meaning: "Days before, whose same hours make the band of a chart.",
    reason: "A week holds each kind of day.",
  },
  bandWidth: {
    value: 3,
    unit: "spreads",
    meaning: "The band of a chart reaches so far to both sides of the median.",
    reason: "Beyond lies one of several hundred values of what is normal.",
  },
  loadParts: {
    value: 5,
    unit: "parts",
    meaning: "The history is divided into so many parts by load.",
    reason: "Fewer hide how values follow the load, more are noise.",
  },
  valuesPerLoad: {
    value: 12,
    unit: "values",
    meaning: "Fewer values in each part say nothing.",
    reason: "A median of twelve moves by less than half a spread.",
  },
  loadVaries: {
    value: 0.2,
    unit: "share",
    meaning: "Between its tenths a load varies by more than this share of its median, or it explains nothing.",
    reason: "Smaller differences are noise of counting.",
  },
  loadExplains: {
    value: 0.7,
    unit: "share",
    meaning: "The load explains a metric where it leaves less than this share of the deviation.",
    reason: "A split by chance leaves more.",
  },
  wholeHistory: {
    value: 0.9,
    unit: "share",
    meaning: "A metric with at least this share of its values is measured all the time.",
    reason: "Single periods are lost by every collector.",
  },
  recentValues: {
    value: 3,
    unit: "values",
    meaning: "The newest values say how a metric is now.",
    reason: "The majority of three ignores one outlier.",
  },
  hole: {
    value: 3,
    unit: "values",
    meaning: "So many missing values in a row are a gap in which something may have happened unseen.",
    reason: "Single periods are lost by every collector.",
  },
  firesWithin: {
    value: 10,
    unit: "values",
    meaning: "Gaps are looked for so long before the onset.",
    reason: "An alarm takes at most as many periods, as a rule, to fire.",
  },
  alarmPeriods: {
    value: 6,
    unit: "values",
    meaning: "A metric without a value in so many periods before the alarm was not heard.",
    reason: "An alarm fires on its last periods.",
  },
  together: {
    value: 2,
    unit: "grid steps",
    meaning: "Moments within so many steps are one.",
    reason: "Sources cut their periods differently, by up to one step each.",
  },
} as const satisfies Record<string, Setting>;
