import type { Setting } from "./setting.ts";

/** The order of causes, and their standing. */
export const score = {
  changeBonus: {
    value: 0.6,
    unit: "weight",
    meaning: "Added for a change at the right time.",
    reason: "Changes cause most incidents.",
  },
  logBonus: {
    value: 0.35,
    unit: "weight",
    meaning: "Added for log lines.",
    reason: "They are a second kind of evidence.",
  },
  ruleBonus: {
    value: 0.35,
    unit: "weight",
    meaning: "Added for a limit that was reached.",
    reason: "It is a second kind of evidence.",
  },
  firstCallBonus: {
    value: 0.35,
    unit: "weight",
    meaning: "Added for a call never made before that causes the loss.",
    reason: "It is a second kind of evidence.",
  },
  traceBonus: {
    value: 0.35,
    unit: "weight",
    meaning: "Added if most of the failed requests ended at the component.",
    reason: "It is a second kind of evidence.",
  },
  silenceBonus: {
    value: 0.1,
    unit: "weight",
    meaning: "Added for a log that fell silent.",
    reason: "A component that waits for another falls silent, too, so this confirms nothing.",
  },
  fullBonusFrom: {
    value: 0.5,
    unit: "weight",
    meaning: "Candidates from this weight on get the whole of each bonus, lighter ones a part.",
    reason: "Further evidence strengthens a sign, but does not replace it.",
  },
  checkShare: {
    value: 0.25,
    unit: "share",
    meaning: "By how much a check that somebody made strengthens a cause, or weakens it.",
    reason: "A check reads once more what the cause rests on: it orders causes that are close, and overturns no other.",
  },
  restatedWeight: {
    value: 0.5,
    unit: "weight",
    meaning: "Factor if only the alarm's own metric moved and a callee was not measured.",
    reason: "An alarm does not explain itself.",
  },
  tellingShare: {
    value: 0.1,
    unit: "share",
    meaning: "A smaller share of the loss is no evidence for a component.",
    reason: "A tenth of the loss speaks against a component rather than for it.",
  },
  largeShare: {
    value: 0.5,
    unit: "share",
    meaning: "A candidate with at least this share of the loss is the main one.",
    reason: "It is more than all others together.",
  },
  largeStrength: {
    value: 2,
    unit: "times",
    meaning:
      "The departure of a confirmed cause is at least so many times `departed`. A loss weighs in full from there on, and less the nearer it is to `departed`.",
    reason: "Near the limit of chance nothing is confirmed, and a little more noise must not decide who is named.",
  },
  fewRequests: {
    value: 1_000,
    unit: "requests",
    meaning: "Below this number of requests, failures are tested against chance.",
    reason: "From here on the rates are reliable by themselves.",
  },
  enoughFailures: {
    value: 10,
    unit: "requests",
    meaning: "From this number on, failures are no coincidence.",
    reason: "Ten of a few hundred requests pass the usual level of a test.",
  },
  issueWithin: {
    value: 1_800,
    unit: "seconds",
    meaning: "An issue that AWS reports may begin so long after the onset.",
    reason: "AWS dates its issues roughly, and often later than they are felt.",
  },
  issueWeight: {
    value: 0.1,
    unit: "weight",
    meaning: "Added to the best cause that an issue of AWS explains.",
    reason: "It ranks first if its own resources fail, and last otherwise.",
  },
  pastWeight: {
    value: 0.1,
    unit: "weight",
    meaning: "Added for each earlier incident with the same accepted cause.",
    reason: "It decides between causes that are equal otherwise.",
  },
  pastTimes: {
    value: 3,
    unit: "times",
    meaning: "More earlier incidents than this add nothing.",
    reason: "Otherwise history would outweigh what is measured now.",
  },
  longBeforeWeight: {
    value: 0.05,
    unit: "weight",
    meaning: "Weight of a change long before the onset.",
    reason: "It is a lead, and ranks behind everything that is measured.",
  },
  fewestEnded: {
    value: 3,
    unit: "requests",
    meaning: "With fewer failed requests it is unknown where they end.",
    reason: "One or two may be a coincidence.",
  },
} as const satisfies Record<string, Setting>;
