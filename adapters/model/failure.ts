import { APICallError, InvalidResponseDataError, JSONParseError, RetryError, TypeValidationError } from "ai";

/** Why a model did not answer, in words of our own: an endpoint's may be anything, such as a part of the key. The cause has them, for the log. */
export function failureOf(cause: unknown): Error {
  return new Error(reasonOf(cause), { cause });
}

function reasonOf(error: unknown): string {
  if (RetryError.isInstance(error)) return reasonOf(error.lastError);
  if (APICallError.isInstance(error)) {
    const { statusCode } = error;
    if (statusCode === undefined) return "its endpoint could not be reached";
    return statusCode < 400 ? reasonOf(error.cause) : `its endpoint answered with HTTP status ${statusCode}`;
  }
  const malformed = [JSONParseError, TypeValidationError, InvalidResponseDataError].some((kind) =>
    kind.isInstance(error),
  );
  return malformed ? "its answer is malformed" : "its answer broke off";
}
