/** Seconds within which most changes take effect: a quarter of an hour. */
export const SHOWS_WITHIN = 900;

/** The smallest share of the symptom's loss that makes a component a candidate. */
export const SMALLEST_SHARE = 0.05;
/** The factor for shares of the other kind of loss: time if the symptom consists of failures, failures if it consists of time. */
export const OTHER_LOSS = 0.45;

/** The weight of a component's own errors that are beyond chance: below that of a measured share of the loss. */
export const LOG_WEIGHT = 0.4;

/** The strength, in departures, from which a loss that the alarm's metric cannot show is considered. */
export const LOUD = 4;
/** The weight of such a loss. */
export const FAINT = 0.25;

/** The weight of the alarm's own metric if its component shows nothing else and its callees were not measured: an alarm does not explain itself. */
export const RESTATED = 0.5;
/** The weight of a component that ends its requests before it makes its usual calls. */
export const CEASED_WEIGHT = 0.7;
/** The factor for a share of the loss at a callee whose loss is not measured and that departed in another signal. */
export const SUSPECT_WEIGHT = 0.7;
/** Percent of a limit: below `ROOMY` there is no shortage, from `FULL` on there is one. */
export const ROOMY = 40;
export const FULL = 85;

/** The smallest share of the symptom's loss that counts as evidence. */
export const TELLING_SHARE = 0.1;

/** Powers of ten by which chance is ruled out where requests leave out a line: this much weighs half, because each of dozens of lines has an opportunity. */
export const LEFT_OUT_HALF = 3;
/** The weight of requests that end early beyond all chance. */
export const ENDS_EARLY_WEIGHT = 0.9;
