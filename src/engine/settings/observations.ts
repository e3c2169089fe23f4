import type { Setting } from "./setting.ts";

/** Other evidence: log lines, traces, changes, silences. */
export const observations = {
  showsWithin: {
    value: 900,
    unit: "seconds",
    meaning: "The longest time from a cause to its effect.",
    reason: "Most changes take effect within a quarter of an hour.",
  },
  busySessions: {
    value: 0.5,
    unit: "sessions",
    meaning: "A database with fewer active sessions on average is at rest.",
    reason: "With less than half a session at a time nothing waits for anything else.",
  },
  leadingShare: {
    value: 0.3,
    unit: "share",
    meaning: "A statement is named if it makes at least this share of its database's load.",
    reason: "With less, others load the database more together.",
  },
  leadingTimes: {
    value: 2,
    unit: "times",
    meaning: "And if it keeps so many times as many sessions active as before.",
    reason: "What loads a database on any day is not what is new.",
  },
  fewestLines: {
    value: 3,
    unit: "lines",
    meaning: "A pattern with fewer lines is not new.",
    reason: "One or two errors are written at any time.",
  },
  multiplied: {
    value: 4,
    unit: "times",
    meaning: "A known pattern counts as new if it is so many times as frequent as before.",
    reason: "Traffic alone may double it.",
  },
  sure: {
    value: 2,
    unit: "powers of ten",
    meaning: "From here on chance is ruled out: 2 means 1 in 100.",
    reason: "The usual level of a strict test.",
  },
  enoughLines: {
    value: 20,
    unit: "lines",
    meaning: "With fewer ordinary lines before the onset it is unknown how much a component usually writes.",
    reason: "Fisher's exact test cannot rule out chance on fewer lines.",
  },
  usualLine: {
    value: 0.5,
    unit: "share",
    meaning: "A line belongs to a kind of request if at least this share of these requests wrote it before.",
    reason: "A line that fewer requests write belongs to a branch of the code.",
  },
  lineFallen: {
    value: 0.75,
    unit: "share",
    meaning:
      "Requests leave a line out if the share that writes it falls to this part of what it was, or lower. A third below that it weighs in full.",
    reason: "Half of the requests may not meet the fault, and a small fall is no sign of one.",
  },
  leftOutHalf: {
    value: 3,
    unit: "powers of ten",
    meaning: "A line that is left out has half of its weight if chance is ruled out so far: 3 means 1 in 1,000.",
    reason: "A component writes dozens of lines, and each may fall by chance.",
  },
  unknownBefore: {
    value: 0.25,
    unit: "weight",
    meaning: "Weight of a pattern if nothing is known about the time before the onset.",
    reason: "It may be old, so it gets less than half.",
  },
  habitLines: {
    value: 30,
    unit: "lines",
    meaning: "With fewer lines before, a component has no regular rhythm of writing.",
    reason: "Gaps between few lines are common.",
  },
  silenceTimes: {
    value: 10,
    unit: "times",
    meaning: "A component is silent if it writes nothing for so many times its usual gap.",
    reason: "In a Poisson process one gap in 20,000 is longer.",
  },
  shortestSilence: {
    value: 180,
    unit: "seconds",
    meaning: "A shorter gap is no silence.",
    reason: "The delivery of logs alone may take as long.",
  },
  tracesEnd: {
    value: 0.5,
    unit: "share",
    meaning: "Failed requests end at a component if more than this share of them does.",
    reason: "It is the majority.",
  },
  changeLookBack: {
    value: 3_600,
    unit: "seconds",
    meaning: "Changes up to so long before the onset are considered.",
    reason: "An hour covers slow roll-outs; only changes within `showsWithin` can confirm.",
  },
  levelHeld: {
    value: 300,
    unit: "seconds",
    meaning: "A value that is published rarely is assumed to hold for so long.",
    reason: "AWS publishes some values every five minutes.",
  },
} as const satisfies Record<string, Setting>;
