import type { Setting } from "./setting.ts";

/** The weight of each possible cause. */
export const candidates = {
  otherLoss: {
    value: 0.45,
    unit: "weight",
    meaning: "A share of the loss that the symptom is not made of: time for failures, failures for time.",
    reason: "Less than half: it may only lie behind the symptom.",
  },
  loud: {
    value: 4,
    unit: "times",
    meaning: "A loss that cannot show in the alarm's metric is a candidate from so many times `departed` on.",
    reason: "Four times the limit of a departure is not noise, only small.",
  },
  faintWeight: {
    value: 0.25,
    unit: "weight",
    meaning: "What such a loss weighs.",
    reason: "Behind all that can show in the alarm's metric.",
  },
  noticeable: {
    value: 0.25,
    unit: "share",
    meaning: "A loss below this share of what the symptom's component loses by chance cannot show there.",
    reason: "A quarter of a standard deviation is invisible in a few values.",
  },
  slowFirst: {
    value: 0.5,
    unit: "share",
    meaning: "What was slow before it failed is called slow if its time weighs this share of the failures.",
    reason: "Timeouts turn slow answers into failures.",
  },
  ceasedWeight: {
    value: 0.7,
    unit: "weight",
    meaning: "A component that ends its requests before it makes its usual calls.",
    reason: "Beside a loss that is measured it comes second.",
  },
  endsEarlyWeight: {
    value: 0.9,
    unit: "weight",
    meaning: "A component whose requests end before a line that they wrote before, beyond all chance.",
    reason: "Beside a loss that is measured it comes second.",
  },
  endsEarlySure: {
    value: 0.65,
    unit: "weight",
    meaning: "Such an end is sure from here on: chance is ruled out by about 1 in 10,000.",
    reason: "It is called likely without any other sign.",
  },
  inputWeight: {
    value: 0.95,
    unit: "weight",
    meaning:
      "A share of the loss at a component whose answers or messages are needed, and that writes errors of its own.",
    reason: "Its error is seen, that the loss lies in it is not.",
  },
  afterInput: {
    value: 0.5,
    unit: "weight",
    meaning: "What the component then weighs that was blamed before.",
    reason: "It may have failed by itself: half.",
  },
  suspectWeight: {
    value: 0.7,
    unit: "weight",
    meaning: "A share of the loss at a callee of which nobody measures that loss, and that moved otherwise.",
    reason: "Beside a loss that is measured it comes second.",
  },
  suspectStrength: {
    value: 2,
    unit: "times",
    meaning: "Such a callee moved by so many times `departed`.",
    reason: "Of many metrics one departs by chance.",
  },
  logWeight: {
    value: 0.4,
    unit: "weight",
    meaning: "Errors of a component's own that are beyond chance.",
    reason: "Below a share of the loss that is measured.",
  },
  asTelling: {
    value: 0.5,
    unit: "share",
    meaning: "Errors at a callee that weigh this share of the caller's are as telling.",
    reason: "Errors rise along the calls, and may multiply on the way.",
  },
  handedUp: {
    value: 0.5,
    unit: "weight",
    meaning: "What the caller's errors then weigh.",
    reason: "Who wrote first comes first.",
  },
  changeWeight: {
    value: 0.12,
    unit: "weight",
    meaning: "A change with nothing measured beside it.",
    reason: "It is a lead, behind all that is measured.",
  },
  trafficRatio: {
    value: 1.5,
    unit: "times",
    meaning: "So many times the recent requests are more traffic.",
    reason: "Smaller growth is usual within an hour.",
  },
  trafficWeight: {
    value: 1.2,
    unit: "weight",
    meaning: "More traffic at an entry.",
    reason: "It explains all that it overloads, and so comes before it.",
  },
  fullGrowth: {
    value: 4,
    unit: "times",
    meaning: "Growth by so many times has all of that weight; less has less.",
    reason: "Two doublings.",
  },
  throttlingWeight: {
    value: 0.9,
    unit: "weight",
    meaning: "Throttling.",
    reason: "A limit by definition.",
  },
  memoryWeight: {
    value: 0.8,
    unit: "weight",
    meaning: "Memory at its limit.",
    reason: "It ends processes.",
  },
  cpuWeight: {
    value: 0.3,
    unit: "weight",
    meaning: "CPU near its limit.",
    reason: "It follows load, whoever causes it.",
  },
  queueWeight: {
    value: 0.2,
    unit: "weight",
    meaning: "A backlog, or its age, that grew.",
    reason: "It follows whoever takes too little from it.",
  },
  connectionsWeight: {
    value: 0.2,
    unit: "weight",
    meaning: "Connections that grew.",
    reason: "They follow whoever waits.",
  },
  roomy: {
    value: 40,
    unit: "percent",
    meaning: "CPU below this share of its limit is not short.",
    reason: "Measured means of a minute hide short peaks, hardly of more than twice as much.",
  },
  full: {
    value: 85,
    unit: "percent",
    meaning: "From here on a limit is as good as reached.",
    reason: "Means hide that all of it is taken at times.",
  },
} as const satisfies Record<string, Setting>;
