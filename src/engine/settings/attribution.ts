import type { Setting } from "./setting.ts";

/** Which component causes the loss. */
export const attribution = {
  smallestShare: {
    value: 0.05,
    unit: "share",
    meaning: "A component that makes less of the symptom's loss than this is no candidate.",
    reason: "One twentieth of a loss cannot raise the alarm alone.",
  },
  negligibleShare: {
    value: 0.005,
    unit: "share",
    meaning: "Shares of the loss below this are not followed any further down the graph.",
    reason: "A large graph has very many paths; this bounds them.",
  },
  alike: {
    value: 2,
    unit: "times",
    meaning:
      "An address counts as a name of a component only if it loses at most so many times as much as the component.",
    reason: "A larger loss arises on the way to the component, not in it.",
  },
  callsFallen: {
    value: 0.5,
    unit: "share",
    meaning: "Calls per request that fall to this share of the usual number, or lower, have ceased.",
    reason: "Then at least half of the requests end before the call.",
  },
  waitsFor: {
    value: 0.5,
    unit: "share",
    meaning: "A component waits for a callee if the callee makes at least this share of its additional time.",
    reason: "More than half of the wait is spent in the callee.",
  },
  givesUp: {
    value: 2,
    unit: "times",
    meaning: "A caller may time out once it takes so many times as long as usual.",
    reason: "Timeouts are usually set to a multiple of the usual duration.",
  },
  liesInFirstCall: {
    value: 0.5,
    unit: "share",
    meaning: "A loss is attributed to a call that was never made before if that call makes at least this share of it.",
    reason: "More than half of the loss is spent in the new call.",
  },
  addedAtMost: {
    value: 2,
    unit: "times",
    meaning: "New calls that take more than so many times the time that was added did not cause it.",
    reason:
      "A new call that is waited for adds exactly the time it takes; more means that nobody waits for it, or that it was made before.",
  },
  nothingBefore: {
    value: 86_400,
    unit: "seconds",
    meaning: "A call is new if there was none for so long before.",
    reason: "A daily job is not a new call.",
  },
  madeWithin: {
    value: 3_600,
    unit: "seconds",
    meaning: "A new component may run for so long before its first call.",
    reason: "A deployment starts components some time before they get requests.",
  },
  fewestAsked: {
    value: 0.1,
    unit: "share",
    meaning: "Losses are divided by at least this share of the usual number of requests.",
    reason: "If there are hardly any requests, a few losses must not look like many.",
  },
} as const satisfies Record<string, Setting>;
