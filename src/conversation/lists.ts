import type { ListName } from "../command/grammar/understood.ts";
import { sinceWords } from "../command/time/time.ts";
import { LISTED, listCard } from "../investigation/view/listed.ts";
import type { Summary } from "../store/directory.ts";
import type { ConversationContext } from "./context.ts";
import { type Inbound, type Received, readerOf } from "./inbound.ts";
import { dutyLines } from "./on-duty.ts";
import { type Item, inOrder, type OpenList, withoutMembers } from "./open-list.ts";
import { streamOf } from "./streams.ts";

/** Closed investigations that `missed` looks at; each month is one read. */
const CLOSED_LOOKED_AT = 100;
const MISSED_MS = 86_400_000;

/** Answers a list, a page at a time; only the page's own investigations are read. */
export async function answerList(
  context: ConversationContext,
  inbound: Inbound,
  asked: { readonly list: ListName; readonly page: number; readonly since?: number; readonly word?: string },
  open: OpenList,
): Promise<Received> {
  const { list, page, word = list } = asked;
  const since = asked.since === undefined ? context.now().getTime() - MISSED_MS : asked.since * 1000;
  const items = inOrder(await itemsOf(context, inbound, { list, since }, open));
  const clock = (iso: string): string => sinceWords(Date.parse(iso) / 1000, inbound.zone, context.now());
  const after = list === "missed" ? [`Began after ${clock(new Date(since).toISOString())}.`] : [];
  const wanted = items.slice((page - 1) * LISTED, page * LISTED);
  const [states, notes] = await Promise.all([
    Promise.all(wanted.map(async ({ number }) => (await context.load(streamOf(number))).state)),
    list === "handoff" ? dutyLines(context, inbound) : after,
  ]);
  const card = listCard({
    word: word.toUpperCase(),
    shown: states.filter(({ status }) => status === "open" || status === "closed"),
    count: items.length,
    all: open.all,
    page,
    command: asked.since === undefined ? word : `${word} since ${new Date(since).toISOString()}`,
    clock,
    none: NONE[list],
    notes,
  });
  return { type: "reply", card, refused: false };
}

const NONE: Readonly<Record<ListName, string>> = {
  open: "No investigation is open.",
  mine: "You have acknowledged none, and none is assigned to you.",
  missed: "Nothing began since then.",
  handoff: "No investigation is open: nothing to hand over.",
};

async function itemsOf(
  context: ConversationContext,
  inbound: Inbound,
  { list, since }: { readonly list: ListName; readonly since: number },
  { listed }: OpenList,
): Promise<readonly Item[]> {
  const { id } = inbound.actor;
  switch (list) {
    case "open":
    case "handoff":
      return withoutMembers(listed);
    case "mine":
      return listed.filter(({ ownerId, assigneeId }) => ownerId === id || assigneeId === id);
    case "missed": {
      const closed = await closedSince(context, inbound, since);
      return [...withoutMembers(listed), ...closed].filter(({ openedAt = "" }) => Date.parse(openedAt) >= since);
    }
    default:
      return list satisfies never;
  }
}

/** Closed ones that the reader may see; a day may lie in two months. */
async function closedSince(
  { directory, maySee, now }: ConversationContext,
  inbound: Inbound,
  since: number,
): Promise<readonly Summary[]> {
  const months = new Set([new Date(since).toISOString().slice(0, 7), now().toISOString().slice(0, 7)]);
  const lists = await Promise.all([...months].map((closedIn) => directory.list({ closedIn }, CLOSED_LOOKED_AT)));
  const recent = lists.flat().filter(({ closedAt = "" }) => Date.parse(closedAt) >= since);
  const seen = await Promise.all(recent.map((summary) => maySee(readerOf(inbound), summary)));
  return recent.filter((_, index) => seen[index]);
}
