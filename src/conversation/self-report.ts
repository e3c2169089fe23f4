import type { Block, Card } from "../card/card.ts";
import { counted, lasted, withoutMiddle } from "../card/number.ts";
import { type Inbound, type Received, refusedReply } from "./inbound.ts";

/** What the replica that answers knows of itself. */
export interface SelfReport {
  readonly release: string;
  readonly startedAt: Date;
  /** What is connected, as the greeting says it: a name, and a sentence. */
  readonly connected: readonly (readonly [name: string, text: string])[];
  /** How deliveries since the start ended, a line for each door. */
  readonly counts: readonly string[];
  /** When a delivery last became durable; undefined if none has since the start. */
  readonly lastDelivery: Date | undefined;
  /** Streams with work that is due; as many as are read at once at most. */
  readonly due: { readonly count: number; readonly more: boolean };
  /** About how many notifications SNS or SQS gave up, or why that is not known; undefined where no queue is set up. */
  readonly deadLetters: number | string | undefined;
  /** What keeps it from working, a sentence each with its remedy. */
  readonly problems: readonly string[];
}

/** Problems that a card shows; the others are counted. */
const SHOWN = 12;

/** Answers how Gumshoe itself is, for members of the organisation: it names channels, topics and queues. */
export async function answerSelfReport(
  { selfReport, now }: { readonly selfReport: () => Promise<SelfReport>; readonly now: () => Date },
  inbound: Inbound,
): Promise<Received> {
  if ((inbound.belonging ?? "member") !== "member") {
    return refusedReply("How Gumshoe itself is, is shown to members of the organisation only.");
  }
  return { type: "reply", card: selfReportCard(await selfReport(), now()), refused: false };
}

function selfReportCard(report: SelfReport, now: Date): Card {
  const { release, startedAt, connected, counts, lastDelivery, due, deadLetters, problems } = report;
  const title = problems.length === 0 ? "GUMSHOE works" : `GUMSHOE has ${counted(problems.length, "problem")}`;
  const up = lasted((now.getTime() - startedAt.getTime()) / 1000);
  const waiting = `${due.count}${due.more ? " or more" : ""}`;
  return {
    title,
    tone: "neutral",
    blocks: [
      ...pointsOf(problems),
      {
        type: "facts",
        facts: [
          ["Release", release],
          ["Up", ["since ", { time: startedAt.toISOString() }, ` (${up}), this replica`]],
          ["Last delivery", lastDelivery ? [{ time: lastDelivery.toISOString() }] : "none since the start"],
          ["Work due", due.count === 0 ? "none" : `in ${waiting} ${due.count === 1 ? "stream" : "streams"}`],
          ...deadLetterFacts(deadLetters),
        ],
      },
      { type: "quote", text: [...connected.map(([name, text]) => `${name}: ${text}`), ...counts].join("\n") },
      ...(typeof deadLetters === "number" && deadLetters > 0
        ? [{ type: "actions", actions: [{ label: "Dead letters", command: "dead-letters" }] } as const]
        : []),
    ],
    push: withoutMiddle(`${title} · ${release}, up ${up}`, 80),
  };
}

function pointsOf(problems: readonly string[]): readonly Block[] {
  if (problems.length === 0) return [];
  const points = problems.slice(0, SHOWN).map((text) => ({ sign: "-", text: withoutMiddle(text, 400) }) as const);
  const left = problems.length - SHOWN;
  return [
    { type: "points", points },
    ...(left > 0 ? [{ type: "context", text: `… and ${counted(left, "more problem")}` } as const] : []),
  ];
}

function deadLetterFacts(deadLetters: SelfReport["deadLetters"]): readonly (readonly [string, string])[] {
  if (deadLetters === undefined) return [];
  return [["Dead letters", typeof deadLetters === "number" ? String(deadLetters) : `not known: ${deadLetters}`]];
}
