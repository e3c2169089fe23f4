import { plain } from "../card/card.ts";
import { withoutEnd } from "../card/number.ts";
import { rankedHypotheses } from "../investigation/ranking/ranking.ts";
import { type Hypothesis, type Investigation, investigationName } from "../investigation/state.ts";
import { mask, maskName } from "../telemetry/masking/mask.ts";
import { latecomerFacts } from "./latecomer-card.ts";
import { oneLine } from "./moment.ts";

/** Trackers take at least so much: the summary of Jira and of ServiceNow is shorter than all others. */
const LONGEST_TITLE = 150;
const LONGEST_TEXT = 8_000;
const MOST_CAUSES = 3;

/** What a template of a ticket may name; docs/tickets.md describes it. All texts are masked and bounded. */
export interface Ticket {
  /** The same for each ticket of the same investigation. */
  readonly key: string;
  /** "G-1042". */
  readonly name: string;
  readonly title: string;
  readonly text: string;
  readonly severity: string;
  /** 1, 2 or 3: of severity 1, 2, and all others. */
  readonly urgency: string;
  readonly alarm: string;
  readonly account: string;
  readonly region: string;
}

/** A ticket in a tracker, as the tracker calls it. */
export interface OpenedTicket {
  readonly name?: string;
  /** An address with http or https. */
  readonly link?: string;
}

/** Opens a ticket. Throws a NotSeen with a remedy where the tracker refuses it or does not answer. */
export type OpenTicket = (ticket: Ticket, signal: AbortSignal) => Promise<OpenedTicket>;

/** The ticket of an investigation as it stands. */
export function toTicket(state: Investigation, at: Date): Ticket {
  const { alarm, severity = "" } = state;
  const name = investigationName(state);
  return {
    key: `gumshoe/${name}`,
    name,
    title: withoutEnd(oneLine(`${severity} ${maskName(state.title)} (${name})`), LONGEST_TITLE),
    text: withoutEnd(mask(textOf(state, at)), LONGEST_TEXT),
    severity,
    urgency: severity === "SEV1" ? "1" : severity === "SEV2" ? "2" : "3",
    alarm: alarm?.name ?? "",
    account: alarm?.account ?? "",
    region: alarm?.region ?? "",
  };
}

function textOf(state: Investigation, at: Date): string {
  const facts = latecomerFacts(state).map(([label, value]) => `${label}: ${plain(value)}`);
  const causes = rankedHypotheses(state).slice(0, MOST_CAUSES);
  return [
    ...facts,
    ...causes.flatMap((cause) => ["", ...causeLines(state, cause)]),
    "",
    `${investigationName(state)} of Gumshoe, as it stood at ${at.toISOString()}. Times are UTC.`,
  ].join("\n");
}

function causeLines({ evidence }: Investigation, { id, weight, decided }: Hypothesis): readonly string[] {
  const sentence = (evidenceId: string): string | undefined =>
    evidence.find((known) => known.id === evidenceId)?.evidence.sentence;
  const lines = (sign: string, ids: readonly string[]): readonly string[] =>
    ids.flatMap((each) => {
      const said = sentence(each);
      return said === undefined ? [] : [`${sign} ${said} (${each})`];
    });
  const decision = decided.type === "proposed" ? "" : `, ${decided.type} by ${decided.by.name}`;
  return [
    `${id} ${weight.standing}${decision}: ${weight.statement}`,
    ...lines("+", weight.supports),
    ...lines("-", weight.contradicts),
  ];
}
