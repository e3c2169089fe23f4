import type { App } from "../app.ts";
import { complete } from "../command/grammar/complete.ts";
import { numberOf, streamOf } from "../conversation/streams.ts";
import { threadName } from "../conversation/threads.ts";
import type { Log } from "../log/log.ts";
import { pageOf } from "../page/page.ts";
import type { Platform, PlatformHost } from "../platform.ts";
import type { Stores } from "../store/stores.ts";
import type { Config } from "./config.ts";
import type { Door } from "./door.ts";
import { problemsOf } from "./self-report.ts";
import type { Simulations } from "./simulations.ts";
import type { Source } from "./source.ts";

/** What is connected after the platforms, or through them. */
export interface House {
  readonly app: App;
  readonly platforms: readonly Platform[];
  readonly doors: readonly Door[];
  readonly sources: readonly Source[];
}

/** Creates the host that platforms are connected with. `house` is called only after the start. */
export function createPlatformHost(
  { PUBLIC_URL }: Config,
  deps: {
    readonly stores: Stores;
    readonly simulations: Simulations;
    readonly house: () => House;
    readonly now: () => Date;
    readonly log: Log;
  },
): PlatformHost {
  const { stores, simulations, house, now, log } = deps;
  const { store, archive, board, directory } = stores;
  const links: PlatformHost["links"] = async (stream) => (await house().app.load(stream)).state.links;
  return {
    receive: (inbound) => house().app.receive(inbound),
    resume: (platform) => house().app.resume(platform),
    archive,
    board,
    names: directory,
    open: async (reader) => (await house().app.listOpen(reader)).listed,
    links,
    threads: async (number) => (await links(streamOf(number))).map(({ thread }) => thread),
    async shownIn(thread) {
      const stream = await directory.find(threadName(thread));
      return stream === undefined ? undefined : numberOf(stream);
    },
    async page(number, reader) {
      const { load, maySee } = house().app;
      const found = await pageOf(load, store, number);
      if (!found || reader === "signed link") return found;
      return (await maySee(reader, (await load(streamOf(number))).state)) ? found : undefined;
    },
    refusesReading: (asked) => house().app.roles.refusesReading(asked),
    async pageAt(link) {
      const url = URL.parse(link);
      if (PUBLIC_URL === undefined || url?.origin !== new URL(PUBLIC_URL).origin) return undefined;
      const [number] = house().platforms.flatMap((platform) => platform.opens?.(url) ?? []);
      return number === undefined ? undefined : pageOf(house().app.load, store, number);
    },
    address(attachment) {
      const [path] = house().platforms.flatMap((platform) => platform.link?.(attachment) ?? []);
      return PUBLIC_URL && path && `${PUBLIC_URL}${path}`;
    },
    complete,
    health: () => [...house().doors.flatMap((door) => door.counts?.() ?? []), ...problemsOf(house())],
    incidents: simulations.incidents,
    raise: simulations.raise,
    now,
    log,
  };
}
