import { createMemoryStores } from "../../src/store/memory.ts";
import { createClock } from "../clock.ts";
import { storesContract } from "../contracts/stores.ts";

storesContract("memory", async () => {
  const { now, advance } = createClock();
  const ports = createMemoryStores({ now });
  return { first: ports, second: ports, now, advance, close: async () => undefined };
});
