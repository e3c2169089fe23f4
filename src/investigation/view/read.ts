import type { Block, Card } from "../../card/card.ts";
import { replyCard } from "../../card/reply.ts";
import { rankedHypotheses } from "../ranking/ranking.ts";
import { type Investigation, investigationName } from "../state.ts";
import { STORM_TITLE } from "../storm-lines.ts";
import { decideActions, whyCard } from "./hypothesis.ts";
import { rootCard } from "./root.ts";
import { summaryCard } from "./summary.ts";
import { tally } from "./words.ts";

/** Questions that are answered at once from known data, without any change. */
export type ReadOf =
  | { readonly type: "status" }
  | { readonly type: "hypotheses" }
  | { readonly type: "why"; readonly hypothesis: string };

interface Listed {
  readonly number: number;
  readonly title: string;
  readonly verdict?: string;
  readonly storm?: number;
  readonly owner?: string;
}

/** The command of each read. */
const READ_WORD = { status: "status", hypotheses: "hyp", why: "why h1" } as const;

/** The most open investigations that are read, newest first; more may be open. */
export const OPEN_LOOKED_AT = 100;

/** The most open investigations that `status` lists; the others are counted. */
const LISTED = 12;

/** The card that answers a read, about one investigation or about all open ones; `all` is false if more than these may be open. */
export function readCard(
  read: ReadOf,
  investigation: Investigation | undefined,
  open: readonly Listed[],
  all = open.length < OPEN_LOOKED_AT,
): Card {
  if (!investigation) {
    if (read.type === "status") return openCard(open, all);
    return replyCard(
      "NOT DONE",
      `Which investigation? Say it in its thread, or name it: G-1042 ${READ_WORD[read.type]}`,
    );
  }
  switch (read.type) {
    case "status":
      if (investigation.subject?.type === "storm") return rootCard(investigation);
      return Object.keys(investigation.findings).length > 0 ? summaryCard(investigation) : rootCard(investigation);
    case "hypotheses":
      return hypothesesCard(investigation);
    case "why": {
      const ranked = rankedHypotheses(investigation);
      const hypothesis = [...ranked, ...investigation.hypotheses].find(({ id }) => id === read.hypothesis);
      if (hypothesis) return whyCard(investigation, hypothesis);
      const known = ranked.map(({ id }) => id);
      const rest = known.length === 0 ? "none has been proposed yet" : `proposed: ${known.join(", ")}`;
      return replyCard("NOT FOUND", `There is no hypothesis ${read.hypothesis}; ${rest}.`);
    }
    default:
      return read satisfies never;
  }
}

function openCard(open: readonly Listed[], all: boolean): Card {
  if (open.length === 0) return replyCard("STATUS", "No investigation is open.");
  const listed = withoutMembers(open);
  const rows = listed
    .slice(0, LISTED)
    .map(({ number, title, verdict, owner }) => [`G-${number}`, title, verdict ?? "checking", owner ?? "nobody"]);
  const least = all ? "" : "at least ";
  const rest = listed.length - LISTED;
  const more: Block[] = rest > 0 ? [{ type: "context", text: `… and ${least}${rest} more` }] : [];
  const title = `STATUS ${least}${listed.length} open`;
  return {
    title,
    tone: "neutral",
    blocks: [
      {
        type: "table",
        columns: [{ name: "Number" }, { name: "Title" }, { name: "Verdict" }, { name: "Acked by" }],
        rows,
      },
      ...more,
    ],
    push: title,
  };
}

/** The list without members of storms, which are not investigated until somebody asks; their storm is in the list. */
function withoutMembers(open: readonly Listed[]): readonly Listed[] {
  const isMember = ({ storm, verdict, owner }: Listed): boolean =>
    storm !== undefined && verdict === undefined && owner === undefined;
  const storms = new Set(open.filter(isMember).flatMap(({ storm }) => storm ?? []));
  const others = open.filter((each) => !isMember(each));
  const title = STORM_TITLE;
  return [
    ...[...storms].map((number) => others.find((each) => each.number === number) ?? { number, title }),
    ...others.filter(({ number }) => !storms.has(number)),
  ];
}

function hypothesesCard(state: Investigation): Card {
  const ranked = rankedHypotheses(state);
  const blocks = ranked.flatMap((hypothesis): readonly Block[] => [
    { type: "text", text: `${hypothesis.id} ${hypothesis.weight.standing} · ${hypothesis.weight.statement}` },
    { type: "context", text: `${tally(hypothesis)} · ${hypothesis.decided.type}` },
    { type: "actions", actions: decideActions(state, hypothesis, false) },
  ]);
  const title = `HYPOTHESES ${ranked.length} of ${investigationName(state)}`;
  const none: Block = { type: "text", text: "None proposed yet." };
  return {
    title,
    tone: "neutral",
    investigation: investigationName(state),
    blocks: blocks.length > 0 ? blocks.filter((b) => b.type !== "actions" || b.actions.length > 0) : [none],
    push: title,
  };
}
