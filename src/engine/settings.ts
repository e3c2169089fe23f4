/** Most changes show within a quarter of an hour. */
export const SHOWS_WITHIN = 900;
