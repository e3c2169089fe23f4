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
    reason: "A second kind of evidence.",
  },
  ruleBonus: {
    value: 0.35,
    unit: "weight",
    meaning: "Added for a limit that was reached.",
    reason: "A second kind of evidence.",
  },
  firstCallBonus: {
    value: 0.35,
    unit: "weight",
    meaning: "Added for a first call that holds the loss.",
    reason: "A second kind of evidence.",
  },
  traceBonus: {
    value: 0.35,
    unit: "weight",
    meaning: "Added where most failed requests ended.",
    reason: "A second kind of evidence.",
  },
  silenceBonus: {
    value: 0.1,
    unit: "weight",
    meaning: "Added for a log that fell silent.",
    reason: "Who waits for another falls silent, too: it confirms nobody.",
  },
  fullBonusFrom: {
    value: 0.5,
    unit: "weight",
    meaning: "Candidates from this weight on get all of a bonus, lighter ones a part.",
    reason: "What else is seen strengthens a sign; it does not replace one.",
  },
  restatedWeight: {
    value: 0.5,
    unit: "weight",
    meaning: "The part that is left where only the alarm's own metric is seen and a callee was not measured.",
    reason: "An alarm does not explain itself.",
  },
  tellingShare: {
    value: 0.1,
    unit: "share",
    meaning: "A smaller share of the loss is no evidence.",
    reason: "One part in ten speaks rather against a component.",
  },
  largeShare: {
    value: 0.5,
    unit: "share",
    meaning: "A candidate with this share of the loss is the main one.",
    reason: "The larger half.",
  },
  largeStrength: {
    value: 2,
    unit: "times",
    meaning: "Its departure is so many times `departed`.",
    reason: "A confirmed cause must not be near the limit of chance.",
  },
  fewRequests: {
    value: 1_000,
    unit: "requests",
    meaning: "Below it failures are tested against chance.",
    reason: "From here on the rates themselves tell.",
  },
  enoughFailures: {
    value: 10,
    unit: "requests",
    meaning: "So many failures are no chance.",
    reason: "Ten of a few hundred are beyond the usual level of a test.",
  },
  issueWithin: {
    value: 1_800,
    unit: "seconds",
    meaning: "An issue of AWS may begin so long after the onset.",
    reason: "AWS dates its issues roughly, and often later than they are felt.",
  },
  issueWeight: {
    value: 0.1,
    unit: "weight",
    meaning: "An issue of AWS, over the best cause that it explains.",
    reason: "It comes first where its own resources fail, and last elsewhere.",
  },
  pastWeight: {
    value: 0.1,
    unit: "weight",
    meaning: "One earlier incident of the same accepted cause.",
    reason: "It orders causes that are equal otherwise.",
  },
  pastTimes: {
    value: 3,
    unit: "times",
    meaning: "More earlier incidents weigh no more.",
    reason: "Else habit would outweigh what is seen now.",
  },
  longBeforeWeight: {
    value: 0.05,
    unit: "weight",
    meaning: "A change long before.",
    reason: "A lead, behind all that was measured.",
  },
  fewestEnded: {
    value: 3,
    unit: "requests",
    meaning: "Fewer failed requests show no place where they end.",
    reason: "One or two may be chance.",
  },
} as const satisfies Record<string, Setting>;
