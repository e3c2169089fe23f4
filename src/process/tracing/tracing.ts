import type { App } from "../../app.ts";
import type { Chat } from "../../chat/chat.ts";
import type { Performer } from "../../lane/performer.ts";
import type { Store } from "../../store/store.ts";
import type { Tracer } from "../../tracing/tracer.ts";
import type { Config } from "../config.ts";
import type { Configured } from "../settings.ts";
import type { Source } from "../source.ts";
import { tracedApp } from "./traced-app.ts";
import { tracedChat } from "./traced-chat.ts";
import { tracedPerformer } from "./traced-performer.ts";
import { tracedSource } from "./traced-source.ts";
import { tracedStore } from "./traced-store.ts";

/** The export of the folder that sends traces, for `main.ts`. */
export interface TracerAdapter extends Configured {
  /** Connects where traces are sent; undefined if nothing is set up. */
  readonly connect: (config: Config) => Promise<Tracer | undefined>;
}

/** What is traced, from a delivery to its card: each returns what it is given with its calls timed. */
export interface Tracing {
  app(app: App): App;
  store(store: Store): Store;
  performer(performer: Performer): Performer;
  source(source: Source): Source;
  chat(platform: string, chat: Chat): Chat;
  /** The traceparent of what runs now; undefined where nothing is traced. */
  readonly current?: () => string | undefined;
  stop(): Promise<void>;
}

/** Where no traces are sent, everything stays as it is. */
export const NO_TRACING: Tracing = {
  app: (app) => app,
  store: (store) => store,
  performer: (performer) => performer,
  source: (source) => source,
  chat: (_, chat) => chat,
  stop: async () => undefined,
};

export function createTracing(tracer: Tracer): Tracing {
  return {
    app: (app) => tracedApp(app, tracer),
    store: (store) => tracedStore(store, tracer),
    performer: (performer) => tracedPerformer(performer, tracer),
    source: (source) => tracedSource(source, tracer),
    chat: (platform, chat) => tracedChat(platform, chat, tracer),
    current: tracer.current,
    stop: tracer.stop,
  };
}
