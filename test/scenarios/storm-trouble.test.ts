import { setImmediate } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { plain } from "../../src/card/card.ts";
import { StoreUnavailable } from "../../src/errors.ts";
import { createMemoryStores } from "../../src/store/memory.ts";
import type { Lane, Store } from "../../src/store/store.ts";
import { createClock } from "../clock.ts";
import { createHouse, type House, stateOf } from "./house.ts";

let house: House;
afterEach(() => house.stop());

const names = Array.from({ length: 120 }, (_, kind) => `shop-${String(kind).padStart(3, "0")}`);
const [first, later] = [names.slice(0, 40), names.slice(40)];

/** How often each alarm is shown: by its name in a storm's lists, or, as the first few are, by a root of its own. */
const shown = (): readonly number[] => {
  const lists = house.channel.standing
    .filter(({ identity }) => identity.slot.startsWith("members-"))
    .flatMap(({ card }) => card.blocks.flatMap((block) => ("text" in block ? [plain(block.text)] : [])));
  const text = [...lists, ...house.roots().map(({ title }) => title)].join("\n");
  return names.map((name) => text.split(name).length - 1);
};
const eachOnce = names.map(() => 1);
const storms = () => house.roots().filter(({ title }) => title.startsWith("STORM"));

/** A store that does as it is told before each call that writes. */
function troubled(store: Store, before: () => Promise<void>): Store {
  return {
    ...store,
    append: (commit) => before().then(() => store.append(commit)),
    deliver: (deliveries) => before().then(() => store.deliver(deliveries)),
    take: (stream, lane) => before().then(() => store.take(stream, lane)),
  };
}

test("a chat that is away for three minutes amid a storm holds up no acknowledgement, and shows every alarm once when it is back", async () => {
  const { now, advance } = createClock();
  let away = false;
  house = createHouse({ now, script: { refuses: () => away } });
  await Promise.all(first.map((name) => house.alarm(name)));
  await expect.poll(storms).toHaveLength(1);
  away = true;
  await Promise.all(later.map((name) => house.alarm(name)));
  for (let seconds = 0; seconds < 180; seconds += 5) {
    advance(5_000);
    await setImmediate();
  }
  expect(shown()).not.toEqual(eachOnce);
  away = false;
  await expect
    .poll(() => {
      advance(1_000);
      return shown();
    })
    .toEqual(eachOnce);
  expect(storms()).toHaveLength(1);
});

test("a disk that is full amid a storm refuses what does not fit; sent again, every alarm is shown once", async () => {
  const stores = createMemoryStores({ now: () => new Date() });
  let full = false;
  let refused = 0;
  const store = troubled(stores.store, async () => {
    if (full) throw new StoreUnavailable("DATA_DIR (data): the disk is full; make room.", { hangs: false });
  });
  house = createHouse({ stores: { ...stores, store } });
  const send = async (name: string): Promise<void> => {
    while (
      !(await house.alarm(name, { id: `m-${name}` }).then(
        () => true,
        () => false,
      ))
    ) {
      refused += 1;
      if (refused >= 500) full = false;
      await setImmediate();
    }
  };
  await Promise.all(first.map(send));
  full = true;
  await Promise.all(later.map(send));
  expect(refused).toBeGreaterThanOrEqual(500);
  await expect.poll(shown).toEqual(eachOnce);
  expect(storms()).toHaveLength(1);
});

test.each([2, 6, 12])(
  "a process that is killed amid a storm, after %i calls of its store, leaves nothing that its successor does not bring to an end",
  async (calls) => {
    const { now, advance } = createClock();
    const stores = createMemoryStores({ now });
    let left = calls;
    const dying = troubled(stores.store, () => (left-- > 0 ? Promise.resolve() : new Promise(() => undefined)));
    const killed = createHouse({ now, stores: { ...stores, store: dying } });
    const acknowledged = new Set<string>();
    for (const name of names) void killed.alarm(name, { id: `m-${name}` }).then(() => acknowledged.add(name));
    await expect.poll(() => left).toBeLessThan(0);
    void killed.stop();
    // Its leases end.
    advance(31_000);
    house = createHouse({ now, stores });
    const unheard = names.filter((name) => !acknowledged.has(name));
    await Promise.all(unheard.map((name) => house.alarm(name, { id: `m-${name}` })));
    await expect.poll(recorded).toEqual(names);
  },
);

test("what arrives after a round that was recorded, but not stored as done, is recorded with the repeat of that round", async () => {
  const { now, advance } = createClock();
  const stores = createMemoryStores({ now });
  let stuck = false;
  const dying: Store = {
    ...stores.store,
    async take(stream, of) {
      const lane = await stores.store.take(stream, of);
      if (!lane) return undefined;
      const complete: Lane["complete"] = (steps) => (stuck ? new Promise(() => undefined) : lane.complete(steps));
      return {
        ...lane,
        get memory() {
          return lane.memory;
        },
        complete,
      };
    },
  };
  house = createHouse({ now, stores: { ...stores, store: dying } });
  await Promise.all(first.map((name) => house.alarm(name)));
  await expect.poll(recorded).toEqual(first);
  stuck = true;
  const [round, next] = [later.slice(0, 5), later.slice(5, 10)];
  await Promise.all(round.map((name) => house.alarm(name)));
  await expect.poll(recorded).toEqual([...first, ...round]);
  await Promise.all(next.map((name) => house.alarm(name)));
  void house.stop();
  // Its leases end.
  advance(31_000);
  house = createHouse({ now, stores });
  await expect
    .poll(() => {
      advance(1_000);
      return recorded();
    })
    .toEqual([...first, ...round, ...next]);
});

/** The alarms that open investigations tell of, each as often as one does. There is one storm at most. */
async function recorded(): Promise<readonly string[]> {
  const open = await house.directory.list("open", 50);
  const states = await Promise.all(open.map(({ number }) => stateOf(house, number)));
  expect(states.filter(({ subject }) => subject?.type === "storm").length).toBeLessThanOrEqual(1);
  return states
    .flatMap(({ members, title, subject }) => (subject?.type === "alarm" ? title : members.map(({ name }) => name)))
    .toSorted();
}
