import type { ListName } from "../command/grammar/understood.ts";
import { sinceWords } from "../command/time/time.ts";
import { worst } from "../events/severity.ts";
import { STORM_TITLE } from "../investigation/storm-lines.ts";
import { LISTED, listCard } from "../investigation/view/listed.ts";
import type { Summary } from "../store/directory.ts";
import type { ConversationContext } from "./context.ts";
import { type Inbound, type Received, readerOf } from "./inbound.ts";
import { dutyLines } from "./on-duty.ts";
import type { OpenList } from "./open-list.ts";
import { streamOf } from "./streams.ts";

type Item = Pick<Summary, "number" | "title"> & Partial<Summary>;

/** Closed investigations that `missed` looks at; each month is one read. */
const CLOSED_LOOKED_AT = 100;
const MISSED_MS = 86_400_000;

/** Answers a list, a page at a time; only the page's own investigations are read. */
export async function answerList(
  context: ConversationContext,
  inbound: Inbound,
  { list, page, word = list }: { readonly list: ListName; readonly page: number; readonly word?: string },
  open: OpenList,
): Promise<Received> {
  const items = inOrder(await itemsOf(context, inbound, list, open));
  const wanted = items.slice((page - 1) * LISTED, page * LISTED);
  const [states, notes] = await Promise.all([
    Promise.all(wanted.map(async ({ number }) => (await context.load(streamOf(number))).state)),
    list === "handoff" ? dutyLines(context, inbound) : [],
  ]);
  const card = listCard({
    word: word.toUpperCase(),
    shown: states.filter(({ status }) => status === "open" || status === "closed"),
    count: items.length,
    all: open.all,
    page,
    clock: (iso) => sinceWords(Date.parse(iso) / 1000, inbound.zone, context.now()),
    none: NONE[list],
    notes,
  });
  return { type: "reply", card, refused: false };
}

const NONE: Readonly<Record<ListName, string>> = {
  open: "No investigation is open.",
  mine: "You have acknowledged none, and none is assigned to you.",
  missed: "Nothing began in the last 24 h.",
  handoff: "No investigation is open: nothing to hand over.",
};

async function itemsOf(
  context: ConversationContext,
  inbound: Inbound,
  list: ListName,
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
      const since = context.now().getTime() - MISSED_MS;
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

/** The list without members of storms, which are not investigated until somebody asks; their storm is in the list. */
function withoutMembers(open: readonly Summary[]): readonly Item[] {
  const isMember = ({ storm, verdict, owner, assigneeId }: Summary): boolean =>
    storm !== undefined && verdict === undefined && owner === undefined && assigneeId === undefined;
  const storms = new Set(open.filter(isMember).flatMap(({ storm }) => storm ?? []));
  const others = open.filter((each) => !isMember(each));
  const listed = new Set(others.map(({ number }) => number));
  const unlisted = [...storms].filter((number) => !listed.has(number));
  return [...unlisted.map((number) => ({ number, title: STORM_TITLE })), ...others];
}

/** The worst first; what belongs to a storm follows it. */
function inOrder(items: readonly Item[]): readonly Item[] {
  const isWorse = (one: Item, other: Item): number => {
    if (one.severity === other.severity) return other.number - one.number;
    return worst([one.severity, other.severity]) === one.severity ? -1 : 1;
  };
  const sorted = [...items].sort(isWorse);
  const numbers = new Set(items.map(({ number }) => number));
  const ofStorm = Map.groupBy(sorted, ({ storm }) => (storm !== undefined && numbers.has(storm) ? storm : undefined));
  return (ofStorm.get(undefined) ?? []).flatMap((item) => [item, ...(ofStorm.get(item.number) ?? [])]);
}
