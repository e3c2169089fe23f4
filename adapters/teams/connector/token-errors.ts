import { messageOf, Retryable, Unrecoverable } from "../../../src/errors.ts";
import { NoToken } from "./errors.ts";

const NEW_SECRET =
  "Create a new one under Certificates & secrets of the app's registration, set TEAMS_APP_PASSWORD to its value, and restart.";

/** Entra ID's refusals and what to do. https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes */
const REMEDY: Readonly<Record<string, string>> = {
  AADSTS7000222: `The client secret has expired. ${NEW_SECRET}`,
  AADSTS7000215: `The client secret is not right: TEAMS_APP_PASSWORD takes its value, not its id. ${NEW_SECRET}`,
  AADSTS700016: "The app is not in that tenant: check TEAMS_APP_ID and TEAMS_TENANT_ID.",
  AADSTS90002: "There is no such tenant: check TEAMS_TENANT_ID.",
  AADSTS900023: "There is no such tenant: check TEAMS_TENANT_ID.",
  AADSTS7000112: "The app is disabled: enable it in Entra ID under Enterprise applications.",
  AADSTS700027: "The certificate is not the app's: upload it under Certificates & secrets of the app's registration.",
};

/** The codes that mean that Entra ID itself is busy. */
const PASSING = new Set(["AADSTS90033", "AADSTS90006", "AADSTS90055", "AADSTS50196"]);

/** Why there is no token. Nothing was sent to Teams, so what was to be sent may be repeated. */
export function toTokenError(error: unknown): Error {
  if (error instanceof Unrecoverable) return new NoToken(error.message, { cause: error });
  const text = messageOf(error);
  const [code] = /AADSTS\d{4,10}/.exec(text) ?? [];
  if (code !== undefined && !PASSING.has(code)) {
    const remedy = REMEDY[code] ?? "Check TEAMS_APP_ID, TEAMS_APP_PASSWORD or TEAMS_CERTIFICATE, and TEAMS_TENANT_ID.";
    return new NoToken(`Microsoft gives the bot no token: ${code}. ${remedy}`, { cause: error });
  }
  return new Retryable(`Microsoft gave the bot no token${code === undefined ? "" : `: ${code}`}`, { cause: error });
}
