import { createMemoryStores } from "../../../src/store/memory.ts";
import { createClock } from "../../clock.ts";
import { changeIndexContract } from "../../contracts/change-index.ts";

changeIndexContract("memory", async () => {
  const { now, advance } = createClock();
  const { board } = createMemoryStores({ now });
  return { first: board, second: board, now, advance, close: async () => undefined };
});
