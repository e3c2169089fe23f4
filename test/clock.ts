/** A clock that stands until it is told to go on. */
export function createClock(start = "2026-05-01T03:00:00.000Z"): {
  readonly now: () => Date;
  readonly advance: (ms: number) => void;
} {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    advance: (ms) => {
      at += ms;
    },
  };
}
