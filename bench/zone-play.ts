import { createPlayground } from "../adapters/recording/playground.ts";
import { simulate } from "../adapters/recording/shop/shop.ts";
import { createApp } from "../src/app.ts";
import type { Card } from "../src/card/card.ts";
import type { Chat } from "../src/chat/chat.ts";
import { streamOf } from "../src/conversation/streams.ts";
import type { Investigation } from "../src/investigation/state.ts";
import { silentLog } from "../src/log/log.ts";
import { createMemoryStores } from "../src/store/memory.ts";

/** What a pressed lost zone came to. Times in ms of the played clock, from the first alarm's arrival. */
export interface ZonePlay {
  /** Messages that ever stood in the channel. */
  readonly messages: number;
  readonly alarms: number;
  /** The zone that was lost, and what was named: before AWS Health told of it, and after. */
  readonly truth: string;
  readonly before: Named;
  readonly after: Named;
  /** Until the channel showed a verdict that names a zone. */
  readonly firstVerdictMs: number;
}

interface Named {
  readonly verdict: string | undefined;
  readonly top: string | undefined;
  readonly card: Card | undefined;
}

const PLACE = "web:general";
const FIRST_DAY = Date.parse("2026-03-02T09:00:00Z");
/** Seeds begin on days of their own; a prime, so that they fall on all hours. */
const APART_MS = 7_368_787;
const TICK_MS = 10;
const STEP_MS = 1_000;
const STORM_S = 95;
const HEALTH_S = 25 * 60;
const SETTLED_S = 30;

/**
 * Presses `lost-zone` in a playground and goes on to AWS's own word 25 minutes later, on a clock that goes `pace` times as fast, or
 * stepped: it goes on a second whenever all that is due is done, so that no figure depends on how fast this machine is.
 */
export async function playZone(seed: number, pace: number | "stepped"): Promise<ZonePlay> {
  const begun = Date.now();
  let skipped = 0;
  const start = FIRST_DAY + seed * APART_MS;
  const elapsed = pace === "stepped" ? () => 0 : () => (Date.now() - begun) * pace;
  const now = (): Date => new Date(start + elapsed() + skipped);
  const stores = createMemoryStores({ now });
  const channel = createChannel();
  let later: { readonly at: number; readonly act: () => void }[] = [];
  let played: number | undefined;
  let alarms = 0;
  const playground = createPlayground({
    async deliver(_topic, messages) {
      played ??= Number(/, seed (\d+),/.exec(messages[0]?.body ?? "")?.[1]);
      alarms += messages.filter(({ body }) => body.includes("NewStateValue")).length;
      const arrived = { stream: `intake/${PLACE}`, receivedAt: now().toISOString() };
      await app.deliver(...messages.map((message) => ({ ...message, ...arrived })));
    },
    now,
    onError: (error) => {
      throw error;
    },
    after(ms, act) {
      const one = { at: now().getTime() + ms, act };
      later.push(one);
      return () => {
        later = later.filter((each) => each !== one);
      };
    },
  });
  const app = createApp({
    ...stores,
    policy: { autoCloseMs: 86_400_000 },
    chatOf: () => channel.chat,
    routeOf: (topic) => ({
      place: PLACE,
      also: [],
      automatic: true,
      simulated: true,
      storms: topic.endsWith("-storm"),
    }),
    telemetryFor: ({ alarm }) => alarm && playground.telemetryFor(alarm),
    components: () => playground.components(),
    now,
    random: () => 0.5,
    log: silentLog,
  });
  let verdictAt: number | undefined;
  const beat = (): void => {
    const due = later.filter(({ at }) => at <= now().getTime());
    later = later.filter((each) => !due.includes(each));
    for (const { act } of due) act();
    void app.runner.poll();
  };
  const tick = setInterval(beat, TICK_MS);
  channel.onCard = (card) => {
    if (verdictAt === undefined && /"In common \((?:likely|confirmed)\): [^"]* in zone /.test(JSON.stringify(card)))
      verdictAt = now().getTime();
  };

  const goOn = async (): Promise<void> => {
    await pause();
    if (pace !== "stepped") return;
    beat();
    while ((await stores.store.due(now(), 1)).length > 0) await pause();
    skipped += STEP_MS;
  };

  const firstAt = now().getTime();
  const until = async (seconds: number, done: () => boolean | Promise<boolean>): Promise<void> => {
    while (now().getTime() < firstAt + seconds * 1000 && !(await done())) await goOn();
  };
  const storm = async (): Promise<Investigation | undefined> => {
    const number = channel.stormNumber();
    return number === undefined ? undefined : (await app.load(streamOf(number))).state;
  };
  const named = async (): Promise<Named> => {
    const conclusion = (await storm())?.findings[1]?.conclusion;
    const top = (await storm())?.hypotheses.find(({ id }) => id === conclusion?.ranking[0])?.cause.component.name;
    return { verdict: conclusion?.verdict, top, card: channel.cards().at(-1) };
  };
  await playground.raise("lost-zone");
  await until(STORM_S + SETTLED_S, async () => {
    const conclusion = (await storm())?.findings[1]?.conclusion;
    return (
      now().getTime() > firstAt + STORM_S * 1000 &&
      conclusion !== undefined &&
      alarms <= conclusion.checked - conclusion.normal
    );
  });
  const before = await named();
  skipped += Math.max(0, firstAt + (HEALTH_S - 1) * 1000 - now().getTime());
  await until(HEALTH_S + SETTLED_S, async () => (await named()).verdict === "CONFIRMED");
  const after = await named();
  clearInterval(tick);
  playground.close();
  await app.runner.stop();
  const truth = simulate({ incident: "lost-zone", seed: played ?? 0, startedAt: new Date(firstAt), now });
  return {
    messages: channel.roots(),
    alarms,
    truth: truth.incident.answer.component,
    before,
    after,
    firstVerdictMs: verdictAt === undefined ? Number.POSITIVE_INFINITY : verdictAt - firstAt,
  };
}

/** A channel that takes everything, and keeps what stands in it. */
function createChannel() {
  const standing: { card: Card; readonly root: boolean }[] = [];
  const channel = {
    onCard: (_card: Card): void => {},
    cards: (): readonly Card[] => standing.map(({ card }) => card),
    roots: (): number => standing.filter(({ root }) => root).length,
    stormNumber: (): number | undefined => {
      const [, number] =
        /G-(\d+)/.exec(standing.find(({ card }) => card.title.startsWith("STORM"))?.card.title ?? "") ?? [];
      return number === undefined ? undefined : Number(number);
    },
  };
  const chat: Chat = {
    turn: async () => false,
    hold: async () => undefined,
    async post(place, { card }, { slot }) {
      standing.push({ card, root: slot === "root" });
      channel.onCard(card);
      return { message: String(standing.length - 1), thread: `${place}:${standing.length - 1}` };
    },
    async edit(_place, message, { card }) {
      const known = standing[Number(message)];
      if (known) known.card = card;
      channel.onCard(card);
    },
    find: async () => undefined,
  };
  return Object.assign(channel, { chat });
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, TICK_MS));
}
