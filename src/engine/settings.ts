/** Most changes show within a quarter of an hour. */
export const SHOWS_WITHIN = 900;

/** Of the symptom's loss: a component that makes less of it is no candidate. */
export const SMALLEST_SHARE = 0.05;
/** What a share of the other loss weighs: time where the symptom is made of failures, failures where it is made of time. */
export const OTHER_LOSS = 0.45;

/** The weight of errors of a component's own that are beyond chance: below a share of the loss that is measured. */
export const LOG_WEIGHT = 0.4;

/** A loss that the alarm's metric cannot show is worth a look from so many departures on. */
export const LOUD = 4;
/** What such a loss weighs. */
export const FAINT = 0.25;

/** What the alarm's own metric weighs where nothing else is seen of its component and those that it calls were not measured: an alarm explains nothing by itself. */
export const RESTATED = 0.5;
/** What a component weighs that ends its requests before it makes its usual calls. */
export const CEASED_WEIGHT = 0.7;
/** What a share of the loss weighs at a callee whose loss nobody measures, and that moved otherwise. */
export const SUSPECT_WEIGHT = 0.7;
/** Percent of a limit: below it nothing is short, above the other all is. */
export const ROOMY = 40;
export const FULL = 85;

/** Of the symptom's loss: less of it is no evidence for anybody. */
export const TELLING_SHARE = 0.1;
