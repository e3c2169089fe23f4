import { LogLevel, type webApi } from "@slack/bolt";
import type { Log } from "../../../src/log/log.ts";

/** The time limit of every outgoing call. */
export const CALL_MS = 10_000;

/**
 * Options of every client of Slack's Web API, without retries: Bolt's own would post again what Slack has already accepted, up to ten times
 * in half an hour. The lanes remember what they posted, and retry.
 */
export function clientOptions(apiUrl: string | undefined, log: Log): webApi.WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: CALL_MS,
    logger: toLogger(log),
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl.endsWith("/") ? apiUrl : `${apiUrl}/` }),
  };
}

/** Logs Slack's packages as JSON lines; their info messages count as debug. */
export function toLogger(log: Log): webApi.Logger {
  const textOf = (messages: readonly unknown[]): string => messages.map(String).join(" ").slice(0, 500);
  return {
    debug: () => undefined,
    info: (...messages) => log.debug({ from: "slack" }, textOf(messages)),
    warn: (...messages) => log.info({ from: "slack" }, textOf(messages)),
    error: (...messages) => log.warn({ from: "slack" }, textOf(messages)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

/** Whether a URL received from Slack may be called: only Slack's own hosts, or the host of the configured Web API. */
export function isSlackUrl(url: string, apiUrl: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (apiUrl !== undefined) return hostname === new URL(apiUrl).hostname;
  return protocol === "https:" && /^(?:[a-z0-9-]+\.)*slack(?:-gov)?\.com$/.test(hostname);
}
