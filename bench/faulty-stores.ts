import { OutcomeUnknown, StoreUnavailable } from "../src/errors.ts";
import type { Store } from "../src/store/store.ts";
import type { Stores } from "../src/store/stores.ts";

/** Stores of which one call in so many goes wrong: it is refused, or, every other time, done and then not answered. */
export interface FaultyStores {
  readonly stores: Stores;
  /** 0: no call goes wrong. */
  every: number;
  /** Calls that went wrong. */
  readonly wrong: () => number;
}

export function createFaultyStores(sound: Stores): FaultyStores {
  let calls = 0;
  let wrong = 0;
  const faulty: FaultyStores = { every: 0, wrong: () => wrong, stores: { ...sound } };

  async function run<Result>(call: () => Promise<Result>): Promise<Result> {
    calls += 1;
    if (faulty.every === 0 || calls % faulty.every !== 0) return call();
    wrong += 1;
    if (wrong % 2 === 0) throw new StoreUnavailable("refused");
    await call();
    throw new OutcomeUnknown("done, and not answered");
  }

  function failing<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        return typeof value === "function"
          ? (...given: unknown[]) => run(async () => Reflect.apply(value, target, given))
          : value;
      },
    });
  }

  function failingStore(store: Store): Store {
    return failing({
      ...store,
      async take(stream, name) {
        const lane = await store.take(stream, name);
        return lane && failing(lane);
      },
    });
  }

  const { store, directory, archive, board } = sound;
  Object.assign(faulty.stores, {
    store: failingStore(store),
    directory: failing(directory),
    archive: failing(archive),
    board: failing(board),
  });
  return faulty;
}
