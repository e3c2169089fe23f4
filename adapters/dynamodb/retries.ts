/** A call that fails without an answer, or with one that says so, is tried again for this long; then whoever asked goes on by itself. */
const TRIED_FOR_MS = 900;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 200;
/** A call that has no answer by then is cut. Whether it was done is not known, so every write bears to be done twice. */
export const ANSWER_WITHIN_MS = 12_000;
export const CONNECTED_WITHIN_MS = 1_000;

interface Token {
  readonly startedAt: number;
  getRetryCount(): number;
  getRetryDelay(): number;
}

/**
 * How the client tries again. Its own way stops when many calls fail at once, to spare the service; but then people's commands would be
 * refused although the next attempt succeeds.
 */
export const retryStrategy = {
  acquireInitialRetryToken: async (): Promise<Token> => tokenOf(Date.now(), 0),
  async refreshRetryTokenForRetry(token: object, failure: { readonly errorType: string }): Promise<Token> {
    if (!isToken(token) || failure.errorType === "CLIENT_ERROR" || Date.now() - token.startedAt > TRIED_FOR_MS) {
      throw new Error("No further attempt.");
    }
    return tokenOf(token.startedAt, token.getRetryCount() + 1);
  },
  recordSuccess: (): void => undefined,
};

function isToken(token: object): token is Token {
  return "startedAt" in token;
}

function tokenOf(startedAt: number, count: number): Token {
  const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (count - 1)) * (0.5 + Math.random() / 2);
  return { startedAt, getRetryCount: () => count, getRetryDelay: () => (count === 0 ? 0 : pause) };
}
