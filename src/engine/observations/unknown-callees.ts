import type { Findings } from "../../findings/findings.ts";
import type { Component } from "../../graph/service-graph.ts";
import { type NewPattern, ownLogs } from "./log-patterns.ts";

const WENT_WRONG = String.raw`(?:fail\w*|refused|reset|aborted|unavailable|unreachable|timed? ?-?out|exceeded|status (?:5\d\d|429))`;
/** A name or address and a bounded rest, so that matching takes linear time. */
const NAMED = String.raw`\S(?:\S{0,300}\s)?.{0,80}`;

/**
 * The address of a server that is called. Ports from 32768 on are those of clients
 * (https://docs.kernel.org/networking/ip-sysctl.html, ip_local_port_range); behind "on" stands the writer's own address.
 */
const ADDRESS = String.raw`(?<!\bon )\b(?!0\.0\.0\.0|127\.)\d{1,3}(?:\.\d{1,3}){3}:(?:\d{2,4}|[12]\d{4}|3[01]\d{3})\b`;
const SLOW = String.raw`(?:answer\w*|respon\w+|took|slow\w*|latency)`;

/** How a consumer reports a message that it cannot use: the sender may have written it wrongly. */
const UNUSABLE_INPUT =
  /\b(?:could not|cannot|can't|unable to|failed to) (?:read|parse|decode|deseriali[sz]e|unmarshal) (?:the |an? )?(?:message|record|event|payload)\b|\b(?:malformed|invalid|unreadable) (?:message|record|event|payload)\b/i;

/** How loggers, drivers and SDKs report that a call to another component failed. */
const complaints: readonly RegExp[] = [
  UNUSABLE_INPUT,
  // "call to payments failed with status 500", "connection to db.internal:5432 refused"; a path belongs to the writer itself.
  new RegExp(
    String.raw`\b(?:calls?|requests?|connect\w*|quer(?:y|ies)|invo\w+|publish\w*|send\w*|fetch\w*)\b.{0,40}?\b(?:to|from|on|at|against) (?!/)${NAMED}\b${WENT_WRONG}\b`,
    "i",
  ),
  new RegExp(String.raw`https?://${NAMED}\b${WENT_WRONG}\b`, "i"),
  new RegExp(String.raw`\b${WENT_WRONG}\b.{0,80}https?://\S`, "i"),
  /\bconnection (?:attempt )?(?:failed|refused|reset|lost|timed out)\b/i,
  new RegExp(String.raw`${ADDRESS}.{0,80}\b(?:${WENT_WRONG}|${SLOW})\b`, "i"),
  new RegExp(String.raw`\b(?:${WENT_WRONG}|${SLOW})\b.{0,80}?${ADDRESS}`, "i"),
  /\b(?:could not|cannot|can't|unable to|failed to) (?:connect|reach|resolve)\b/i,
  // About the certificate of the other side.
  /\bcertificate\b.{0,40}\b(?:expired|verify failed|not trusted|invalid)\b|\bhandshake.{0,40}fail/i,
  // Thrown by an AWS client when its callee refuses.
  /\b(?:Throttl|TooManyRequests|ProvisionedThroughputExceeded|RequestLimitExceeded|SlowDown)\w*Exception\b/,
  /\bno (?:answer|response|reply) (?:of|from)\b/i,
  /\b(?:ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|UnknownHostException|\w*Timeout(?:Exception|Error)|socket hang up|upstream)\b/i,
  // "fallback for payments: it gave no usable answer"
  /\bfall(?:ing |s )?back (?:for|of|to)\b|\bfallback (?:for|of)\b/i,
  /\b(?:could not|cannot|can't|unable to|failed to) (?:read|parse|decode|deseriali[sz]e|understand) (?:the |an? )?(?:answer|response|reply|result) (?:of|from)\b/i,
  // "payments answered after 900 ms, slower than 500 ms"
  /\b(?:answered|responded|replied) (?:after|in|within)\b.{0,40}\b(?:slower|longer|later|more) than\b/i,
  /\bslow (?:answer|response|reply)s? (?:of|from)\b/i,
  // "payments.example.com took 900 ms"
  /(?:^|\s)\w+[.-][\w.-]+ took \S+ ?m?s\b/,
];

/** Whether a text reports a failed call to another component. */
export function complains(text: string): boolean {
  return complaints.some((shape) => shape.test(text));
}

/** Whether a line reports a message that its writer cannot use. */
export function isAboutInput({ pattern, sample }: Pick<NewPattern, "pattern" | "sample">): boolean {
  return UNUSABLE_INPUT.test(pattern) || UNUSABLE_INPUT.test(sample);
}

/** Whether a line reports a failed call to another component. */
export function isComplaint({ pattern, sample }: Pick<NewPattern, "pattern" | "sample">): boolean {
  return complains(pattern) || complains(sample);
}

/** New complaints of a component about a callee that is not in the graph: the cause may be there. */
export function unknownCalleesIn(
  findings: Findings,
  components: ReadonlyMap<string, Component>,
  id: string,
): readonly NewPattern[] {
  return ownLogs(findings, components, id).filter(isComplaint);
}

/** What is written of a client that left, or of a call that is made again: the one who writes is not at fault. */
const ABOUT_OTHERS =
  /\bclient (?:has )?(?:closed|disconnected|aborted|went away|gone)\b|\bretry(?:ing)? (?:\S+ of \S|(?:in|after|attempt)\b)|\bretrying\b/i;

/** Whether a text tells of an error of the one who writes it, not of a callee, a client, or a call that is made again. */
export function isOwnFault(log: NewPattern): boolean {
  return !isComplaint(log) && ![log.pattern, log.sample].some((text) => ABOUT_OTHERS.test(text));
}
