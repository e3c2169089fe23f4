import type { Setting } from "./setting.ts";

/** Which component causes the loss. */
export const attribution = {
  smallestShare: {
    value: 0.05,
    unit: "share",
    meaning: "Of the symptom's loss: a component that makes less is no candidate.",
    reason: "One part in twenty cannot raise the alarm alone.",
  },
  negligibleShare: {
    value: 0.005,
    unit: "share",
    meaning: "Loss below this share is followed no further.",
    reason: "The ways through a large graph are many; it bounds them.",
  },
  alike: {
    value: 2,
    unit: "times",
    meaning: "An address loses at most so many times what the component behind it loses.",
    reason: "The rest would be lost on the way there.",
  },
  callsFallen: {
    value: 0.5,
    unit: "share",
    meaning: "Calls for each request that fall to this share of the usual have ceased.",
    reason: "Half of the requests end before the call.",
  },
  waitsFor: {
    value: 0.5,
    unit: "share",
    meaning: "A component waits for another that makes this share of its longer wait.",
    reason: "The larger half.",
  },
  givesUp: {
    value: 2,
    unit: "times",
    meaning: "Who waits so many times as long as usual may give up.",
    reason: "Timeouts are set to a multiple of the usual time.",
  },
  liesInFirstCall: {
    value: 0.5,
    unit: "share",
    meaning: "A caller's loss lies in calls never made before that make this share of it.",
    reason: "The larger half.",
  },
  addedAtMost: {
    value: 2,
    unit: "times",
    meaning: "Calls that take more than so many times what was added were made before, or nobody waited for them.",
    reason: "New calls add what they take.",
  },
  nothingBefore: {
    value: 86_400,
    unit: "seconds",
    meaning: "A call is new after so long a time without any.",
    reason: "What comes once a day is not new.",
  },
  madeWithin: {
    value: 3_600,
    unit: "seconds",
    meaning: "A component may run for so long before it is first called.",
    reason: "A deployment prepares its parts before it uses them.",
  },
  fewestAsked: {
    value: 0.1,
    unit: "share",
    meaning: "Losses for each request count at least this share of the usual requests.",
    reason: "Where hardly anybody asks, a few losses must not look like many.",
  },
} as const satisfies Record<string, Setting>;
