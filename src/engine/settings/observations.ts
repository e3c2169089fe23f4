import type { Setting } from "./setting.ts";

/** Other evidence: log lines, traces, changes, silences. */
export const observations = {
  showsWithin: {
    value: 900,
    unit: "seconds",
    meaning: "A cause shows within this time.",
    reason: "Most changes show within a quarter of an hour.",
  },
  fewestLines: {
    value: 3,
    unit: "lines",
    meaning: "Fewer lines are no new pattern.",
    reason: "One or two errors are written at any time.",
  },
  multiplied: {
    value: 4,
    unit: "times",
    meaning: "A known pattern is news when so many times as frequent.",
    reason: "Traffic alone doubles it.",
  },
  sure: {
    value: 2,
    unit: "powers of ten",
    meaning: "Chance is ruled out from here on.",
    reason: "One in 100, the usual level of a strict test.",
  },
  enoughLines: {
    value: 20,
    unit: "lines",
    meaning: "Fewer ordinary lines before the onset say nothing of how much a component writes.",
    reason: "Fisher's test on fewer rules nothing out.",
  },
  usualLine: {
    value: 0.5,
    unit: "share",
    meaning: "A line belongs to requests of a kind if this share of them wrote it before.",
    reason: "What fewer write is a branch.",
  },
  lineFallen: {
    value: 0.75,
    unit: "share",
    meaning:
      "Requests leave a line out if it is written by this part of the share that wrote it before, or less; a third below that it weighs in full.",
    reason: "Half of the requests may not meet the fault, and what hardly falls tells little.",
  },
  leftOutHalf: {
    value: 3,
    unit: "powers of ten",
    meaning: "A line that is left out weighs half where chance is ruled out so far.",
    reason: "Each of dozens of lines has an opportunity.",
  },
  unknownBefore: {
    value: 0.25,
    unit: "weight",
    meaning: "A pattern weighs this where nothing is known of the time before the onset.",
    reason: "It may be new, or not: less than half.",
  },
  habitLines: {
    value: 30,
    unit: "lines",
    meaning: "Fewer lines are no habit of writing.",
    reason: "A gap between fewer lines is not rare.",
  },
  silenceTimes: {
    value: 10,
    unit: "times",
    meaning: "So many times as long as usual without a line is a silence.",
    reason: "Of a Poisson process one gap in 20,000 is longer.",
  },
  shortestSilence: {
    value: 180,
    unit: "seconds",
    meaning: "A shorter silence is none.",
    reason: "Log delivery alone may take as long.",
  },
  tracesEnd: {
    value: 0.5,
    unit: "share",
    meaning: "A place where more than this share of the failed requests ended is where they end.",
    reason: "The majority.",
  },
  changeLookBack: {
    value: 3_600,
    unit: "seconds",
    meaning: "Changes are considered so long before the onset.",
    reason: "An hour covers slow roll-outs; only `showsWithin` confirms.",
  },
  levelHeld: {
    value: 300,
    unit: "seconds",
    meaning: "A level that is written rarely holds for so long.",
    reason: "AWS writes some levels every five minutes.",
  },
} as const satisfies Record<string, Setting>;
