import { messageOf, NotSeen } from "../../../src/errors.ts";
import type { Operation } from "./operation.ts";

const DENIED =
  /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|AuthorizationErrorException|NotAuthorized\w*)$/;
const EXPIRED = /^(ExpiredToken|ExpiredTokenException|TokenRefreshRequired|RequestExpired)$/;
const UNKNOWN =
  /^(UnrecognizedClientException|InvalidClientTokenId|AuthFailure|InvalidSignatureException|SignatureDoesNotMatch|CredentialsProviderError)$/;
const UNREACHED = /ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|TimeoutError|NetworkingError/;
const THROTTLED = /Throttl|TooManyRequests|LimitExceeded|RequestLimitExceeded|SlowDown/;

/** Converts a failed call to {@link NotSeen} with the reason and the remedy; other errors are returned unchanged. */
export function toNotSeen({ action }: Operation, error: unknown): unknown {
  if (error instanceof NotSeen || !(error instanceof Error)) return error;
  const { name } = error;
  const told = messageOf(error).slice(0, 300);
  if (DENIED.test(name)) {
    return new NotSeen(`AWS does not allow ${action}`, { remedy: `allow ${action} to Gumshoe's role`, cause: error });
  }
  if (EXPIRED.test(name)) {
    return new NotSeen("the AWS credentials have expired", { remedy: "renew Gumshoe's credentials", cause: error });
  }
  if (UNKNOWN.test(name)) {
    return new NotSeen(`AWS does not take the credentials: ${told}`, {
      remedy: "check Gumshoe's credentials",
      cause: error,
    });
  }
  if (THROTTLED.test(name)) {
    return new NotSeen(`AWS throttled ${action}`, { remedy: "look again in a minute", cause: error });
  }
  if (error instanceof SyntaxError) {
    return new NotSeen(`the answer to ${action} was no answer of AWS`, { remedy: "look again later", cause: error });
  }
  if (UNREACHED.test(`${name} ${"code" in error ? error.code : ""}`)) {
    return new NotSeen(`${action} did not reach AWS`, {
      remedy: "check the network between Gumshoe and AWS",
      cause: error,
    });
  }
  return error;
}
