import { throttledStore } from "../../src/lane/throttled-store.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import { createClock } from "../clock.ts";
import { storesContract } from "../contracts/stores.ts";

storesContract("the store as the lanes see it", async () => {
  const { now, advance } = createClock();
  const ports = createMemoryStores({ now });
  const replica = () => ({ ...ports, store: throttledStore(ports.store, 2) });
  return { first: replica(), second: replica(), now, advance, close: async () => undefined };
});
