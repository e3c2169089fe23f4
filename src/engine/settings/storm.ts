import type { Setting } from "./setting.ts";

/** What many alarms have in common. */
export const storm = {
  stormShare: {
    value: 0.5,
    unit: "share",
    meaning: "A cause of many alarms is shared by this share of them.",
    reason: "A cause of the storm is a cause of most of it.",
  },
  stormLikely: {
    value: 2,
    unit: "powers of ten",
    meaning: "LIKELY from here on, after the correction for all that was looked at.",
    reason: "One in 100, the usual level of a strict test.",
  },
  stormPossible: {
    value: 1,
    unit: "powers of ten",
    meaning: "POSSIBLE from here on.",
    reason: "One in ten is worth a look.",
  },
  stormRatio: {
    value: 3,
    unit: "times",
    meaning: "So many times as often among those that alarm as among those that do not.",
    reason:
      'Less is "not worth more than a bare mention" (Kass and Raftery 1995, https://doi.org/10.1080/01621459.1995.10476572).',
  },
} as const satisfies Record<string, Setting>;
