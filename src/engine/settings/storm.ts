import type { Setting } from "./setting.ts";

/** What many alarms have in common. */
export const storm = {
  stormShare: {
    value: 0.5,
    unit: "share",
    meaning: "A shared cause affects at least this share of the alarms.",
    reason: "The cause of a storm is the cause of most of its alarms.",
  },
  stormLikely: {
    value: 2,
    unit: "powers of ten",
    meaning: "LIKELY from here on, corrected for the number of attributes that were compared: 2 means 1 in 100.",
    reason: "The usual level of a strict test.",
  },
  stormPossible: {
    value: 1,
    unit: "powers of ten",
    meaning: "POSSIBLE from here on: 1 means 1 in 10.",
    reason: "One in ten is worth a look.",
  },
  stormRatio: {
    value: 3,
    unit: "times",
    meaning: "A shared attribute is so many times as frequent among components that alarm as among others.",
    reason:
      'Less is "not worth more than a bare mention" (Kass and Raftery 1995, https://doi.org/10.1080/01621459.1995.10476572).',
  },
} as const satisfies Record<string, Setting>;
