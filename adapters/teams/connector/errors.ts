import { EditForbidden, OutcomeUnknown, Retryable, Unrecoverable } from "../../../src/errors.ts";

/** The remedy by HTTP status. */
const REMEDY: Readonly<Record<number, string>> = {
  401: "TEAMS_APP_ID, TEAMS_APP_PASSWORD or TEAMS_TENANT_ID is not right: copy them from the bot's registration.",
  403: "The bot is not in that team or chat any more, or an app policy forbids it: add the app to the team again.",
  404: "The channel or chat does not exist: check TEAMS_CHANNEL, and that the app is added to its team.",
};

/** The remedy if a team's members were requested. */
const NOT_TOLD = "Check the team's id in OPERATORS, and that the app is added to that team.";

/** The kind of request to the connector. */
export type RequestKind = "post" | "edit" | "members";

/** The pause after a rate limit without a time. */
const LIMITED_MS = 5_000;

/** Teams refuses a message's content; a simpler one may pass. */
export class ContentRefused extends Error {
  override readonly name = "ContentRefused";
}

/** Converts an answer of the connector into a typed error. `subject` is the called object in words. */
export function toError(response: Response, text: string, subject: string, asked: RequestKind): Error {
  const { status } = response;
  const wait = Number(response.headers.get("retry-after"));
  if (status === 429)
    return new Retryable(`Teams asks to wait for ${subject}`, { afterMs: wait > 0 ? wait * 1_000 : LIMITED_MS });
  if (status === 412)
    return new Retryable(`Teams is busy with ${subject}`, { afterMs: wait > 0 ? wait * 1_000 : 1_000 });
  if (status >= 500) {
    return new OutcomeUnknown(`Teams answered ${status} for ${subject}`, wait > 0 ? { afterMs: wait * 1_000 } : {});
  }
  if (status === 404 && asked === "edit") return new EditForbidden(`${subject}: the message is gone`);
  if ((status === 413 || status === 400) && asked !== "members")
    return new ContentRefused(`Teams refuses ${subject}: ${codeOf(text) ?? status}`);
  const remedy = (asked === "members" && status !== 401 ? NOT_TOLD : REMEDY[status]) ?? "";
  return new Unrecoverable(`Teams refuses ${subject}: ${status} ${codeOf(text) ?? ""}. ${remedy}`.replace(" .", "."));
}

/** A connection that was never made sent nothing; one that broke may have sent the request. */
export function toConnectionError(error: unknown, subject: string): Error {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : undefined;
  const code = cause && "code" in cause ? String(cause.code) : "";
  const sent = !["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "EHOSTUNREACH"].includes(code);
  const text = `Teams did not answer for ${subject}${code === "" ? "" : `: ${code}`}`;
  return sent ? new OutcomeUnknown(text, { cause: error }) : new Retryable(text, { cause: error });
}

function codeOf(text: string): string | undefined {
  return /"code"\s*:\s*"([\w-]{1,80})"/.exec(text)?.[1];
}
