import type { Setting } from "./setting.ts";

/** The weight of each possible cause. */
export const candidates = {
  otherLoss: {
    value: 0.45,
    unit: "weight",
    meaning:
      "Weight of a loss of the other kind than the symptom's: lost time for a symptom of failures, and vice versa.",
    reason: "Less than half: it may accompany the symptom without causing it.",
  },
  loud: {
    value: 4,
    unit: "times",
    meaning: "A loss too small to show in the alarm's metric is a candidate from so many times `departed` on.",
    reason: "At four times the limit of a departure it is not noise, only small.",
  },
  faintWeight: {
    value: 0.25,
    unit: "weight",
    meaning: "Weight of such a loss.",
    reason: "It ranks behind every loss that can show in the alarm's metric.",
  },
  noticeable: {
    value: 0.25,
    unit: "share",
    meaning: "A loss below this share of the random variation of the symptom's component cannot show there.",
    reason: "A quarter of a standard deviation is invisible in a few values.",
  },
  slowFirst: {
    value: 0.5,
    unit: "share",
    meaning:
      "A component that was slow before it failed is called slow if its lost time weighs at least this share of its failures.",
    reason: "Timeouts turn slow answers into failures.",
  },
  ceasedWeight: {
    value: 0.7,
    unit: "weight",
    meaning: "Weight of a component whose requests end before the calls that they usually make.",
    reason: "It ranks behind a loss that is measured directly.",
  },
  endsEarlyWeight: {
    value: 0.9,
    unit: "weight",
    meaning: "Weight of a component whose requests end before a line that they usually write, if chance is ruled out.",
    reason: "It ranks behind a loss that is measured directly.",
  },
  endsEarlySure: {
    value: 0.65,
    unit: "weight",
    meaning: "From this weight on such an early end is LIKELY without any other sign.",
    reason: "Chance is then ruled out by about 1 in 10,000.",
  },
  inputWeight: {
    value: 0.95,
    unit: "weight",
    meaning:
      "Weight of a share of the loss at a component whose answers or messages the blamed one needs, and that writes errors of its own.",
    reason: "Its error is seen; that it causes the loss is an inference.",
  },
  afterInput: {
    value: 0.5,
    unit: "weight",
    meaning: "Factor for the component that was blamed before.",
    reason: "It may still have failed by itself, so it keeps half.",
  },
  suspectWeight: {
    value: 0.7,
    unit: "weight",
    meaning: "Weight of a share of the loss at a callee that does not measure this loss, but moved in another metric.",
    reason: "It ranks behind a loss that is measured directly.",
  },
  suspectStrength: {
    value: 2,
    unit: "times",
    meaning: "Such a callee has to move by at least so many times `departed`.",
    reason: "Of many metrics, one departs by chance.",
  },
  logWeight: {
    value: 0.4,
    unit: "weight",
    meaning: "Weight of errors that a component writes about itself, if chance is ruled out.",
    reason: "It ranks behind a measured share of the loss.",
  },
  asTelling: {
    value: 0.5,
    unit: "share",
    meaning: "A callee's errors that weigh at least this share of its caller's are the earlier ones.",
    reason: "Errors travel from callees to callers, and may multiply on the way.",
  },
  handedUp: {
    value: 0.5,
    unit: "weight",
    meaning: "Factor for the caller's errors then.",
    reason: "The component that wrote errors first comes first.",
  },
  changeWeight: {
    value: 0.12,
    unit: "weight",
    meaning: "Weight of a change without any measured effect on its component.",
    reason: "It is a lead, and ranks behind everything that is measured.",
  },
  trafficRatio: {
    value: 1.5,
    unit: "times",
    meaning: "Traffic has grown if there are so many times as many requests as usual.",
    reason: "Smaller growth is common within an hour.",
  },
  trafficWeight: {
    value: 1.2,
    unit: "weight",
    meaning: "Weight of grown traffic at an entry point.",
    reason: "It explains every overload behind it, and so comes first.",
  },
  fullGrowth: {
    value: 4,
    unit: "times",
    meaning: "Growth by so many times gets all of that weight, smaller growth a part of it.",
    reason: "Two doublings are more than a system usually has in reserve.",
  },
  throttlingWeight: {
    value: 0.9,
    unit: "weight",
    meaning: "Weight of throttling.",
    reason: "Throttling is a limit by definition.",
  },
  memoryWeight: {
    value: 0.8,
    unit: "weight",
    meaning: "Weight of memory at its limit.",
    reason: "A process without memory is ended.",
  },
  cpuWeight: {
    value: 0.3,
    unit: "weight",
    meaning: "Weight of CPU near its limit.",
    reason: "CPU follows the load, whoever causes it.",
  },
  queueWeight: {
    value: 0.2,
    unit: "weight",
    meaning: "Weight of a queue that grew, in length or in age.",
    reason: "A queue grows because of its consumer, which may be slow for other reasons.",
  },
  connectionsWeight: {
    value: 0.2,
    unit: "weight",
    meaning: "Weight of connections that grew.",
    reason: "They grow with every wait, whoever causes it.",
  },
  feltReasonWeight: {
    value: 0.95,
    unit: "weight",
    meaning:
      "Weight of a reason that a cluster states for a workload, if what the alarm watches suffers from it; times its certainty.",
    reason: "The cluster says it in so many words, or two fields contradict each other.",
  },
  nearReasonWeight: {
    value: 0.15,
    unit: "weight",
    meaning: "Weight of such a reason that only lies in the same part of the cluster; times its certainty.",
    reason: "Most clusters have a workload somewhere that does not run.",
  },
  roomy: {
    value: 40,
    unit: "percent",
    meaning: "CPU below this percentage of its limit is not short.",
    reason: "A mean over a minute hides short peaks, but hardly ones of more than twice its value.",
  },
  full: {
    value: 85,
    unit: "percent",
    meaning: "From this percentage on a limit counts as reached.",
    reason: "A mean below 100 % hides moments at which all of it is used.",
  },
} as const satisfies Record<string, Setting>;
