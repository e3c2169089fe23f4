import type { MaySee } from "../access/audience.ts";
import type { Block, Card } from "../card/card.ts";
import { counted, withoutMiddle } from "../card/number.ts";
import { replyCard } from "../card/reply.ts";
import type { RoutesQuestion } from "../command/grammar/understood.ts";
import type { Dropped, DroppedLog } from "../routing/dropped.ts";
import { destinationWords, explain, treeLines, triedWords } from "../routing/explain.ts";
import type { Labels } from "../routing/labels.ts";
import { mutedBy } from "../routing/route.ts";
import type { Router } from "../routing/router.ts";
import { labelsToTest } from "../routing/test-labels.ts";
import { type Inbound, type Received, readerOf, refusedReply } from "./inbound.ts";

/** Lines that a card shows; the others are counted. */
const LINES = 40;
const ROWS = 15;

/** What answers questions about the routes. */
export interface RoutesContext {
  readonly router: Router | undefined;
  readonly dropped: DroppedLog;
  readonly maySee: MaySee;
  readonly now: () => Date;
}

/** Answers a question about the routes, for members of the organisation: the file names its channels. */
export async function answerRoutes(
  context: RoutesContext,
  inbound: Inbound,
  question: RoutesQuestion,
): Promise<Received> {
  const { router } = context;
  if ((inbound.belonging ?? "member") !== "member") {
    return refusedReply("Routes are shown to members of the organisation only.");
  }
  if (question.type === "dropped") return reply(await droppedCard(context, inbound));
  if (!router) {
    return refusedReply(
      "There are no routes: everything goes to the channel of alarms. To have some, set ROUTES to a file.",
    );
  }
  switch (question.type) {
    case "tree":
      return reply(treeCard(router));
    case "test": {
      const labels = labelsToTest(question.text);
      return typeof labels === "string" ? refusedReply(labels) : reply(routeCard(router, labels, context.now()));
    }
    default:
      return question satisfies never;
  }
}

function reply(card: Card): Received {
  return { type: "reply", card, refused: false };
}

function treeCard({ routing }: Router): Card {
  const lines = treeLines(routing.root);
  const title = `ROUTES ${lines.length}`;
  return card(title, [
    { type: "quote", text: lines.slice(0, LINES).join("\n") },
    ...more(lines.length - LINES, "more route"),
    { type: "context", text: "To see which takes an alarm: routes test <alarm name or JSON>" },
  ]);
}

/** Which routes take a notification, and what each route that was tried saw. */
export function routeCard({ routing, decide }: Router, labels: Labels, at: Date): Card {
  const { routes, dropped } = decide(labels);
  const muted = routes.flatMap((route) => mutedBy(route, at) ?? []);
  const tried = explain(routing.root, labels);
  const name = withoutMiddle(labels.get("alarm") ?? labels.get("source") ?? "this", 80);
  return card(`ROUTE ${name}`, [
    ...routes.map((route): Block => ({ type: "text", text: `${route.path} → ${destinationWords(route)}` })),
    ...(dropped ? [{ type: "text", text: "It is not posted: its receiver sends nowhere." } as const] : []),
    ...(muted.length === routes.length && muted.length > 0
      ? [{ type: "text", text: `It would wait now: ${muted.join(", ")}.` } as const]
      : []),
    {
      type: "points",
      points: tried.slice(0, LINES).map((each) => ({
        sign: each.outcome === "refused" ? "-" : "+",
        text: withoutMiddle(triedWords(each), 300),
      })),
    },
    ...more(tried.length - LINES, "more route"),
    { type: "context", text: [...labels].map(([label, value]) => `${label}=${withoutMiddle(value, 80)}`).join(" · ") },
  ]);
}

/** What was not posted, as far as whoever asks may see where it would have been. */
async function droppedCard({ dropped, maySee }: RoutesContext, inbound: Inbound): Promise<Card> {
  const { entries, more: uncounted } = await dropped.list();
  const reader = readerOf(inbound);
  const seen = await Promise.all(entries.map(({ places: [place = "", ...also] }) => maySee(reader, { place, also })));
  const grouped = [
    ...Map.groupBy(
      entries.filter((_, index) => seen[index]),
      keyOf,
    ).values(),
  ];
  if (grouped.length === 0) return replyCard("DROPPED", "Nothing was kept back in the last seven days.");
  const lines = grouped.slice(0, ROWS).map(
    (alike): Block => ({
      type: "text",
      text: [{ time: alike[0]?.at ?? "" }, ` ${droppedWords(alike)}`],
    }),
  );
  const left = grouped.length - ROWS;
  return card(`DROPPED ${grouped.length}`, [
    ...lines,
    ...more(left, "older one"),
    ...more(uncounted, "more in storms", ""),
  ]);
}

const keyOf = ({ groupKey, reason }: Dropped): string => `${groupKey}\n${reason}`;

function droppedWords(alike: readonly Dropped[]): string {
  const [newest] = alike;
  const times = alike.length > 1 ? ` (${alike.length} times)` : "";
  return `${withoutMiddle(newest?.title ?? "", 80)}${times}: ${withoutMiddle(newest?.reason ?? "", 200)}`;
}

function more(count: number, what: string, plural?: string): readonly Block[] {
  if (count <= 0) return [];
  const words = plural === undefined ? counted(count, what) : `${count} ${what}`;
  return [{ type: "context", text: `… and ${words}` }];
}

function card(title: string, blocks: readonly Block[]): Card {
  return { title, tone: "neutral", blocks, push: withoutMiddle(title, 80) };
}
