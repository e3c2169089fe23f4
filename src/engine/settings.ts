/** Most changes show within a quarter of an hour. */
export const SHOWS_WITHIN = 900;

/** Of the symptom's loss: a component that makes less of it is no candidate. */
export const SMALLEST_SHARE = 0.05;
/** What a share of the other loss weighs: time where the symptom is made of failures, failures where it is made of time. */
export const OTHER_LOSS = 0.45;
