import { withoutMiddle } from "../card/number.ts";
import { offerCard } from "../card/reply.ts";
import { normalise } from "../command/grammar/normalise.ts";
import type { Load } from "../handle.ts";
import type { Investigation } from "../investigation/state.ts";
import { OPEN_LOOKED_AT } from "../investigation/view/read.ts";
import type { Directory } from "../store/directory.ts";
import { livesIn } from "./context.ts";
import { type Inbound, type Received, refusedReply } from "./inbound.ts";
import { numberOf, streamOf } from "./streams.ts";

/** What a message in a chat without threads may mean if it names nothing: the one open investigation that lives there, or several. */
export type Meant =
  | { readonly type: "one"; readonly investigation: Investigation }
  | { readonly type: "several"; readonly open: readonly Named[] }
  | { readonly type: "none" };

/** An investigation by its number and title. */
interface Named {
  readonly number: number;
  readonly title: string;
}

interface Deps {
  readonly directory: Directory;
  readonly load: Load;
}

const latestName = (channel: string): string => `latest/${channel}`;

/** Names the investigation that began last in a chat without threads: the lists of open ones lag behind. */
export async function nameLatest({ directory }: Deps, { channel, flat }: Inbound, stream: string): Promise<void> {
  if (!flat) return;
  const name = latestName(channel);
  await directory.claim(name, stream, await directory.find(name));
}

/** What a message in a chat without threads means; in every other place, and where nobody addresses the bot, nothing. */
export async function meantInChat({ directory, load }: Deps, inbound: Inbound): Promise<Meant> {
  const { channel, flat, manner } = inbound;
  if (!flat || manner === "overheard") return { type: "none" };
  // Read anew: with a list of a moment ago, what is said just after a second one began would go to the wrong one.
  const [latest, listed] = await Promise.all([
    directory.find(latestName(channel)),
    directory.list("open", OPEN_LOOKED_AT),
  ]);
  const living = listed.filter(({ place, also = [] }) => place === channel || also.includes(channel));
  const numbers = new Set([...(latest === undefined ? [] : [numberOf(latest)]), ...living.map(({ number }) => number)]);
  const states = await Promise.all(
    [...numbers].slice(0, MOST).map(async (number) => (await load(streamOf(number))).state),
  );
  const open = states.filter((state) => state.status === "open" && livesIn(state, channel));
  const [one, another] = open;
  if (!one) return { type: "none" };
  return another ? { type: "several", open } : { type: "one", investigation: one };
}

/** As many as one row of buttons shows. */
const MOST = 5;
/** The longest text that fits into a button. */
const LONGEST = 1_000;

/** Asks which of the open ones is meant: a button for each of the first says the same again, with its number. */
export function whichOne({ text }: Inbound, open: readonly Named[]): Received {
  const words = normalise(text).replace(/^gumshoe\b[\s:,]*/i, "");
  if (open.length === 0) return refusedReply("Which investigation? None is open that you may see.");
  const first = open.slice(0, MOST);
  const names = first.map(({ number, title }) => `G-${number} ${withoutMiddle(title, 40)}`);
  const more = open.length > MOST ? `, and ${open.length - MOST} more: open` : "";
  const question = `Which one? Open: ${names.join(", ")}${more}`;
  if (words.length > LONGEST) return refusedReply(`${question}. Say it again with its number in front.`);
  const actions = first.map(({ number }) => ({ label: `G-${number}`, command: `G-${number} ${words}` }));
  return { type: "reply", card: offerCard("WHICH ONE", question, actions), refused: true };
}
