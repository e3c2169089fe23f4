import { simulate } from "../../adapters/recording/library.ts";
import { PLAYGROUND_TOPIC } from "../../adapters/recording/playground.ts";
import { createApp } from "../../src/app.ts";
import { streamOf } from "../../src/conversation/streams.ts";
import { evolve } from "../../src/investigation/evolve.ts";
import { type Investigation, initialState } from "../../src/investigation/state.ts";
import { silentLog } from "../../src/log/log.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Commit } from "../../src/store/store.ts";
import { createScriptedChat } from "../chat/scripted-chat.ts";
import { createClock } from "../clock.ts";

/** A Monday noon on which everything is played, and the seed of every run. */
const STARTED = "2026-11-23T12:05:00.000Z";
const SEED = 3;
const PLACE = "web:general";
const ACCOUNT = "111122223333";

/** An incident of the shop on a clock that stands until it is told to go on, so that each run shows the same figures. */
export interface PlayedIncident {
  /** Delivers the alarm, and resolves to how it stood before anything was looked at. */
  fire(): Promise<Investigation>;
  /** Says something as Ana would type it in the thread. */
  say(text: string): Promise<void>;
  /** Goes on by so many minutes, in steps of so many seconds. */
  goOn(minutes: number, step?: number): Promise<void>;
  /** Goes on until the alarm's recovery is told; false if it does not recover. */
  recover(): Promise<boolean>;
  /** Delivers another message of a topic, a notice of a service, say. */
  deliver(message: object): Promise<void>;
  state(): Promise<Investigation>;
  /** Its whole history. */
  history(): Promise<readonly Commit[]>;
  /** A picture or file of its thread. */
  load(archive: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts to play an incident. */
export function playIncident(incident: string): PlayedIncident {
  const clock = createClock(STARTED);
  const simulation = simulate({ incident, seed: SEED, startedAt: clock.now(), account: ACCOUNT, now: clock.now });
  const stores = createMemoryStores({ now: clock.now });
  const channel = createScriptedChat({});
  const app = createApp({
    ...stores,
    policy: { autoCloseMs: 86_400_000, repeatMs: 0, reminderMs: 0, escalates: false },
    chatOf: () => channel.chat,
    routeOf: () => ({ place: PLACE, also: [], automatic: true, simulated: true, storms: true }),
    telemetryFor: () => simulation.telemetry,
    components: () => ["checkout", "orders", "cart"],
    now: clock.now,
    random: () => 0,
    log: silentLog,
  });
  const told = new Set<(typeof simulation.notifications)[number]>();
  let delivered = 0;
  const settled = async (): Promise<void> => {
    do {
      await app.runner.poll();
      await new Promise((resolve) => setTimeout(resolve, 1));
    } while ((await stores.store.due(clock.now(), 1)).length > 0);
  };
  const state = async (): Promise<Investigation> => (await app.load(streamOf(1001))).state;
  const deliver = async (...messages: readonly object[]): Promise<void> => {
    const at = clock.now().toISOString();
    const deliveries = messages.map((message) => {
      const id = `m-${++delivered}`;
      const envelope = { Type: "Notification", MessageId: id, TopicArn: PLAYGROUND_TOPIC, Timestamp: at };
      const body = JSON.stringify({ ...envelope, Message: JSON.stringify(message) });
      return { id, stream: `intake/${PLACE}`, receivedAt: at, body };
    });
    await app.deliver(...deliveries);
    await settled();
  };
  const tell = async (): Promise<void> => {
    const due = simulation.notifications.filter((each) => each.at <= clock.now() && !told.has(each));
    if (due.length === 0) return;
    for (const each of due) told.add(each);
    await deliver(...due.map(({ message }) => ({ ...message, AlarmDescription: simulation.incident.summary })));
  };
  const goOn = async (minutes: number, step = 60): Promise<void> => {
    for (let seconds = 0; seconds < minutes * 60; seconds += step) {
      clock.advance(step * 1000);
      await tell();
      await settled();
    }
  };
  return {
    async fire() {
      await tell();
      const [opening] = await stores.store.read(streamOf(1001), 0);
      return (opening?.events ?? []).reduce(evolve, initialState);
    },
    async say(text) {
      await app.receive({
        id: `said ${text}`,
        place: PLACE,
        channel: PLACE,
        actor: { id: "web:ana", name: "Ana" },
        manner: "addressed",
        zone: "UTC",
        at: clock.now().toISOString(),
        text,
      });
      await settled();
    },
    goOn,
    async recover() {
      const over = simulation.notifications.at(-1);
      if (!over || told.has(over)) return false;
      clock.advance(over.at.getTime() - clock.now().getTime());
      await tell();
      await goOn(10);
      return true;
    },
    deliver,
    state,
    history: () => stores.store.read(streamOf(1001), 0),
    load: stores.archive.load,
    stop: () => app.runner.stop(),
  };
}
