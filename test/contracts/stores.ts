import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LeaseLost, VersionConflict } from "../../src/errors.ts";
import type { Work } from "../../src/events/work.ts";
import type { Archive } from "../../src/store/archive.ts";
import type { Board } from "../../src/store/board.ts";
import type { Directory } from "../../src/store/directory.ts";
import type { Commit, Delivery, Lane, Store } from "../../src/store/store.ts";

/** Two replicas on the same data, and the clock that both read. */
export interface Replicas {
  readonly first: Ports;
  readonly second: Ports;
  readonly advance: (ms: number) => void;
  readonly now: () => Date;
  readonly close: () => Promise<void>;
}

interface Ports {
  readonly store: Store;
  readonly directory: Directory;
  readonly archive: Archive;
  readonly board: Board;
}

const TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
let streams = 0;
const fresh = (name: string): string => `${name}-${++streams}`;

/** What every implementation of the store's ports must do. */
export function storesContract(name: string, create: () => Promise<Replicas>): void {
  describe(name, () => {
    let replicas: Replicas;
    beforeAll(async () => {
      replicas = await create();
    });
    afterAll(async () => replicas.close());

    const commit = (stream: string, version: number, work: readonly Work[] = [{ type: "chat" }]): Commit => ({
      stream,
      version,
      meta: { id: `d${version}`, actor: { id: "web:ana", name: "Ana" }, at: replicas.now().toISOString() },
      events: [
        {
          type: "noteAdded",
          at: replicas.now().toISOString(),
          by: { id: "a", name: "Ana" },
          id: `n${version}`,
          text: "é🔥",
        },
      ],
      work,
    });
    const take = async (stream: string, lane: "chat" | "work" = "chat", of = replicas.first): Promise<Lane> => {
      const taken = await of.store.take(stream, lane);
      if (!taken) throw new Error(`${lane} of ${stream} is held`);
      return taken;
    };

    describe("history", () => {
      test("reads back what was appended, oldest first, after a version", async () => {
        const stream = fresh("read");
        for (const version of [1, 2, 3]) await replicas.first.store.append(commit(stream, version));
        expect(await replicas.second.store.read(stream, 0)).toEqual([1, 2, 3].map((v) => commit(stream, v)));
        expect((await replicas.second.store.read(stream, 2)).map((c) => c.version)).toEqual([3]);
        expect(await replicas.first.store.read("nobody", 0)).toEqual([]);
      });

      test("lets exactly one writer take a version", async () => {
        const stream = fresh("race");
        const writes = await Promise.allSettled(
          [0, 1, 2, 3, 4].map((i) => (i % 2 ? replicas.first : replicas.second).store.append(commit(stream, 1))),
        );
        expect(writes.filter((write) => write.status === "fulfilled")).toHaveLength(1);
        for (const write of writes)
          if (write.status === "rejected") expect(write.reason).toBeInstanceOf(VersionConflict);
      });

      test("erases a stream up to a version, its lanes and its memory, and goes on after it", async () => {
        const { store } = replicas.first;
        const stream = fresh("erase");
        for (let version = 1; version <= 30; version++) await store.append(commit(stream, version));
        const held = await take(stream);
        await held.remember({ slot: "root" });
        await store.append(commit(stream, 31, []));
        await store.erase(stream, 30);
        await store.erase(stream, 30);
        expect((await replicas.second.store.read(stream, 0)).map(({ version }) => version)).toEqual([31]);
        await expect(held.remember("more")).rejects.toThrow(LeaseLost);
        const lane = await take(stream, "chat", replicas.second);
        expect(lane.memory).toBeUndefined();
        expect(await lane.due(replicas.now())).toEqual([]);
        await lane.release();
        expect(await store.due(replicas.now(), 1_000)).not.toContain(stream);
        await expect(store.append(commit(stream, 31))).rejects.toThrow(VersionConflict);
        await store.append(commit(stream, 32));
      });

      test("keeps commits of any size, and erases them", async () => {
        const { store } = replicas.first;
        const size = fc.oneof(fc.integer({ min: 85_000, max: 90_000 }), fc.integer({ min: 1, max: 1_200_000 }));
        const property = fc.asyncProperty(fc.array(size, { minLength: 1, maxLength: 4 }), async (sizes) => {
          const stream = fresh("sizes");
          const commits = sizes.map((bytes, index): Commit => {
            const text = randomBytes(bytes).toString("base64").slice(0, bytes);
            const events = commit(stream, index + 1).events.map((event) => ({ ...event, text }));
            return { ...commit(stream, index + 1), events };
          });
          for (const each of commits) await store.append(each);
          await expect(store.append(commit(stream, sizes.length))).rejects.toThrow(VersionConflict);
          expect(await replicas.second.store.read(stream, 0)).toEqual(commits);
          const lane = await take(stream, "chat", replicas.second);
          expect(await lane.due(replicas.now())).toHaveLength(sizes.length);
          await lane.release();
          await store.erase(stream, sizes.length);
          expect(await replicas.second.store.read(stream, 0)).toEqual([]);
        });
        await fc.assert(property, { numRuns: 5 });
      });

      test("keeps a commit of 60 KB", async () => {
        const stream = fresh("large");
        const large = {
          ...commit(stream, 1),
          events: Array.from({ length: 60 }, () => ({ ...commit(stream, 1).events[0]! })),
        };
        const padded = {
          ...large,
          events: large.events.map((e) => (e.type === "noteAdded" ? { ...e, text: "x".repeat(1000) } : e)),
        };
        await replicas.first.store.append(padded);
        expect(await replicas.first.store.read(stream, 0)).toEqual([padded]);
      });
    });

    describe("lanes", () => {
      test("are held by one replica at a time, each lane by itself", async () => {
        const stream = fresh("held");
        await replicas.first.store.append(commit(stream, 1, [{ type: "chat" }, { type: "summarise" }]));
        const chat = await take(stream);
        expect(await replicas.first.store.take(stream, "chat")).toBeUndefined();
        expect(await replicas.second.store.take(stream, "chat")).toBeUndefined();
        const work = await take(stream, "work", replicas.second);
        await chat.release();
        await work.release();
        await (await take(stream, "chat", replicas.second)).release();
      });

      test("go to another when the lease runs out, and the loser writes nothing more", async () => {
        const stream = fresh("lost");
        await replicas.first.store.append(commit(stream, 1));
        const loser = await take(stream);
        const steps = await loser.due(replicas.now());
        replicas.advance(31_000);
        const winner = await take(stream, "chat", replicas.second);
        await expect(loser.remember({ mine: true })).rejects.toThrow(LeaseLost);
        await expect(loser.complete(steps)).rejects.toThrow(LeaseLost);
        expect(loser.signal.aborted).toBe(true);
        expect(winner.memory).toBeUndefined();
        expect(await winner.due(replicas.now())).toHaveLength(1);
        await winner.release();
        await loser.release();
      });

      test("hand out due work in version order until it is complete", async () => {
        const stream = fresh("order");
        for (const version of [1, 2, 3]) await replicas.first.store.append(commit(stream, version));
        const lane = await take(stream);
        const steps = await lane.due(replicas.now());
        expect(steps.map((step) => step.kind === "work" && step.version)).toEqual([1, 2, 3]);
        await lane.complete(steps.slice(0, 2));
        await replicas.second.store.append(commit(stream, 4));
        const rest = await lane.due(replicas.now());
        expect(rest.map((step) => step.kind === "work" && step.version)).toEqual([3, 4]);
        await lane.complete(rest);
        await lane.release();
        const again = await take(stream, "chat", replicas.second);
        expect(await again.due(replicas.now())).toEqual([]);
        await again.release();
      });

      test("keep the trace of the commit that work follows from", async () => {
        const stream = fresh("traced-work");
        const work = { type: "chat", trace: TRACE } as const;
        await replicas.first.store.append(commit(stream, 1, [work]));
        const lane = await take(stream, "chat", replicas.second);
        expect(await lane.due(replicas.now())).toMatchObject([{ work }]);
        await lane.release();
        const again = await take(stream);
        expect(await again.due(replicas.now())).toMatchObject([{ work }]);
        await again.release();
      });

      test("hand out again what a crashed holder left", async () => {
        const stream = fresh("crash");
        await replicas.first.store.append(commit(stream, 1));
        await (await take(stream)).due(replicas.now());
        replicas.advance(31_000);
        const next = await take(stream, "chat", replicas.second);
        expect(await next.due(replicas.now())).toHaveLength(1);
        await next.release();
      });

      test("never let a waiting timer hold back a later commit", async () => {
        const stream = fresh("timer");
        const at = new Date(replicas.now().getTime() + 3_600_000).toISOString();
        await replicas.first.store.append(commit(stream, 1, [{ type: "wake", timer: "close", at }]));
        await replicas.first.store.append(commit(stream, 2, [{ type: "summarise" }]));
        const lane = await take(stream, "work");
        const due = await lane.due(replicas.now());
        expect(due.map((step) => step.kind === "work" && step.work.type)).toEqual(["summarise"]);
        await lane.complete(due);
        await lane.release();
        replicas.advance(3_600_000);
        const later = await take(stream, "work", replicas.second);
        const rung = await later.due(replicas.now());
        expect(rung.map((step) => step.kind === "work" && step.work.type)).toEqual(["wake"]);
        await later.complete(rung);
        await later.release();
      });

      test("count failures, bring a step back at its time, and bury a dead one alone", async () => {
        const stream = fresh("fail");
        await replicas.first.store.append(
          commit(stream, 1, [
            { type: "ask", query: "q1" },
            { type: "ask", query: "q2" },
          ]),
        );
        const lane = await take(stream, "work");
        const [one, two] = await lane.due(replicas.now());
        await lane.postpone(one!, new Date(replicas.now().getTime() + 5_000));
        await lane.postpone(two!, undefined);
        expect(await lane.due(replicas.now())).toEqual([]);
        await lane.release();
        replicas.advance(5_000);
        const again = await take(stream, "work", replicas.second);
        const steps = await again.due(replicas.now());
        expect(steps.map((step) => [step.key, step.attempts])).toEqual([[one!.key, 1]]);
        await again.complete(steps);
        await again.release();
      });

      test("remember for the next holder", async () => {
        const stream = fresh("memory");
        const memory = { root: { key: "m1", text: "é".repeat(5000) } };
        const lane = await take(stream);
        await lane.remember(memory);
        await lane.release();
        const next = await take(stream, "chat", replicas.second);
        expect(next.memory).toEqual(memory);
        await next.release();
      });
    });

    describe("a release", () => {
      test("completes steps, stores what was to be remembered later, and tells when the next step is due", async () => {
        const stream = fresh("release");
        const at = new Date(replicas.now().getTime() + 60_000);
        await replicas.first.store.append(
          commit(stream, 1, [{ type: "summarise" }, { type: "wake", timer: "close", at: at.toISOString() }]),
        );
        const lane = await take(stream, "work");
        await lane.remember({ seen: 1 }, "later");
        expect(lane.memory).toEqual({ seen: 1 });
        expect(await lane.release(await lane.due(replicas.now()))).toEqual(at);
        const next = await take(stream, "work", replicas.second);
        expect(next.memory).toEqual({ seen: 1 });
        const rung = await next.due(at);
        expect(rung.map((step) => step.kind === "work" && step.work.type)).toEqual(["wake"]);
        expect(await next.release(rung)).toBeUndefined();
      });
    });

    describe("the index", () => {
      const named = async (stream: string): Promise<boolean> =>
        (await replicas.second.store.due(replicas.now(), 500)).includes(stream);

      test("names a stream while either lane has work, and no longer", async () => {
        const stream = fresh("hint");
        await replicas.first.store.append(commit(stream, 1, [{ type: "chat" }, { type: "summarise" }]));
        expect(await named(stream)).toBe(true);
        const [chat, work] = [await take(stream, "chat"), await take(stream, "work")];
        await Promise.all([chat, work].map(async (lane) => lane.complete(await lane.due(replicas.now()))));
        expect(await named(stream)).toBe(false);
        await Promise.all([chat.release(), work.release()]);
        expect(await named(stream)).toBe(false);
      });

      test("names a stream again when a postponed step is due", async () => {
        const stream = fresh("again");
        await replicas.first.store.append(commit(stream, 1));
        const lane = await take(stream);
        const [step] = await lane.due(replicas.now());
        await lane.postpone(step!, new Date(replicas.now().getTime() + 60_000));
        await lane.release();
        expect(await named(stream)).toBe(false);
        replicas.advance(60_000);
        expect(await named(stream)).toBe(true);
      });
    });

    describe("deliveries", () => {
      const delivery = (stream: string, id: string): Delivery => ({
        id,
        stream,
        receivedAt: replicas.now().toISOString(),
        body: `{"id":"${id}"}`,
      });

      test("are handed out once each, however often they came and although others came after", async () => {
        const stream = fresh("intake");
        await replicas.first.store.deliver([delivery(stream, "a"), delivery(stream, "b")]);
        await replicas.second.store.deliver([delivery(stream, "a")]);
        const lane = await take(stream, "work");
        const steps = await lane.due(replicas.now());
        expect(steps.map((step) => step.kind === "delivery" && step.delivery.id).sort()).toEqual(["a", "b"]);
        await lane.complete(steps);
        await replicas.second.store.deliver([delivery(stream, "b"), delivery(stream, "c")]);
        const later = await lane.due(replicas.now());
        expect(later.map((step) => step.kind === "delivery" && step.delivery.body)).toEqual(['{"id":"c"}']);
        await lane.complete(later);
        await lane.release();
        expect((await replicas.first.store.due(replicas.now(), 500)).includes(stream)).toBe(false);
      });

      test("keep the trace that they arrived in", async () => {
        const stream = fresh("traced");
        const [traced, plain] = [{ ...delivery(stream, "t-1"), trace: TRACE }, delivery(stream, "t-2")];
        await replicas.first.store.deliver([traced, plain]);
        const lane = await take(stream, "work", replicas.second);
        const steps = await lane.due(replicas.now());
        const kept = steps.flatMap((step) => (step.kind === "delivery" ? step.delivery : []));
        expect(kept).toHaveLength(2);
        expect(kept).toEqual(expect.arrayContaining([traced, plain]));
        await lane.release(steps);
      });

      test("come again when taking them failed", async () => {
        const stream = fresh("retry");
        await replicas.first.store.deliver([delivery(stream, "a")]);
        const lane = await take(stream, "work");
        const [step] = await lane.due(replicas.now());
        await lane.postpone(step!, new Date(replicas.now().getTime() + 1_000));
        expect(await lane.due(replicas.now())).toEqual([]);
        replicas.advance(1_000);
        const [again] = await lane.due(replicas.now());
        expect(again?.attempts).toBe(1);
        await lane.complete([again!]);
        await lane.release();
      });

      test("arrive five hundred at once and all are stored", async () => {
        const stream = fresh("burst");
        const ids = Array.from({ length: 500 }, (_, i) => `m${i}`);
        await Promise.all(ids.map((id) => replicas.first.store.deliver([delivery(stream, id)])));
        const lane = await take(stream, "work");
        const seen = new Set<string>();
        for (let steps = await lane.due(replicas.now()); steps.length > 0; steps = await lane.due(replicas.now())) {
          for (const step of steps) seen.add(step.key);
          await lane.complete(steps);
        }
        expect(seen.size).toBe(500);
        await lane.release();
      });
    });

    describe("directory", () => {
      test("gives a name to one of many who claim it, and tells the others whose it is", async () => {
        const name = fresh("group/name");
        const winners = await Promise.all(
          Array.from({ length: 8 }, (_, i) =>
            (i % 2 ? replicas.first : replicas.second).directory.claim(name, `s${i}`),
          ),
        );
        expect(new Set(winners).size).toBe(1);
        expect(await replicas.first.directory.find(name)).toBe(winners[0]);
        expect(await replicas.first.directory.find("nobody")).toBeUndefined();
      });

      test("hands a name on only from the stream that it means", async () => {
        const name = fresh("group/move");
        const { directory } = replicas.first;
        await directory.claim(name, "old");
        expect(await directory.claim(name, "new", "other")).toBe("old");
        expect(await directory.claim(name, "new", "old")).toBe("new");
        expect(await directory.claim(name, "late", "old")).toBe("new");
      });

      test("never gives a number twice", async () => {
        const numbers = await Promise.all(
          Array.from({ length: 40 }, (_, i) => (i % 2 ? replicas.first : replicas.second).directory.nextNumber()),
        );
        expect(new Set(numbers).size).toBe(40);
        expect(Math.min(...numbers)).toBeGreaterThan(1000);
      });

      test("lists the open ones newest first and moves the closed ones to their month", async () => {
        const { directory } = replicas.first;
        const at = (minute: number) => `2031-02-03T04:${String(minute).padStart(2, "0")}:00.000Z`;
        const summary = (number: number, version: number) =>
          ({
            stream: `sum/${number}`,
            number,
            version,
            status: "open",
            title: `t${number}`,
            place: "web:x",
            openedAt: at(number),
          }) as const;
        for (const number of [1, 2, 3]) await directory.summarise(summary(number, 5));
        await directory.summarise({ ...summary(2, 4), title: "stale" });
        await directory.summarise({
          ...summary(3, 6),
          status: "closed",
          closedAt: at(9),
          verdict: "LIKELY",
          storm: 1001,
          owner: "Ana",
        });
        expect((await directory.list("open", 10)).map((s) => s.title)).toEqual(["t2", "t1"]);
        expect(await directory.list({ closedIn: "2031-02" }, 10)).toMatchObject([
          { number: 3, verdict: "LIKELY", storm: 1001, owner: "Ana" },
        ]);
        expect(await directory.list("open", 1)).toHaveLength(1);
      });

      test("names those closed before a time, the longest closed first, until they are forgotten", async () => {
        const { directory } = replicas.first;
        const closedAt = ["2026-04-02T00:00:00.000Z", "2026-04-01T00:00:00.000Z", "2026-03-31T00:00:00.000Z"];
        for (const [index, at] of closedAt.entries()) {
          const shared = { number: index, version: 1, title: `old${index}`, place: "web:x", openedAt: at };
          await directory.summarise({ ...shared, stream: `old/${index}`, status: "closed", closedAt: at });
        }
        const titles = async (limit: number, time = "2026-04-01T12:00:00.000Z") =>
          (await replicas.second.directory.closedBefore(time, limit)).map(({ title }) => title);
        expect(await titles(10)).toEqual(["old2", "old1"]);
        expect(await titles(1)).toEqual(["old2"]);
        expect(await titles(10, "2026-05-01T00:00:00.000Z")).toEqual(["old2", "old1", "old0"]);
        await directory.forget("old/2");
        await directory.forget("old/2");
        expect(await titles(10)).toEqual(["old1"]);
        for (const index of [0, 1]) await directory.forget(`old/${index}`);
        expect(await titles(10)).toEqual([]);
      });

      test("gives a name up for the stream that has it, and for no other", async () => {
        const name = fresh("group/release");
        const { directory } = replicas.first;
        await directory.claim(name, "mine");
        await directory.release(name, "other");
        expect(await directory.find(name)).toBe("mine");
        await directory.release(name, "mine");
        await directory.release(name, "mine");
        expect(await directory.find(name)).toBeUndefined();
      });
    });

    describe("archive and board", () => {
      test("keeps a body under the hash of its content, saved twice or not", async () => {
        const body = { type: "chart", values: [1, null, 2.5], name: "é" };
        const id = await replicas.first.archive.save("s", body);
        expect(await replicas.second.archive.save("s", structuredClone(body))).toBe(id);
        expect(await replicas.second.archive.load(id)).toEqual(body);
        expect(await replicas.first.archive.load("0".repeat(64))).toBeUndefined();
      });

      test("keeps the same body of two streams twice, so that either can be deleted alone", async () => {
        const { archive } = replicas.first;
        const [one, other] = [await archive.save("s", { same: true }), await archive.save("t", { same: true })];
        await archive.remove(one);
        await archive.remove(one);
        expect(await archive.load(one)).toBeUndefined();
        expect(await archive.load(other)).toEqual({ same: true });
      });

      test("deletes a message by its key, or all whose keys begin alike", async () => {
        const [place, other] = [fresh("web:board"), fresh("web:board")];
        const { board } = replicas.first;
        for (const key of ["s/1", "s/1#root", "s/1#q1", "s/10#root"]) {
          for (const where of [place, other])
            await board.put({ place: where, key, postedAt: "2031-01-01T00:00:00.000Z", body: key });
        }
        const keys = async (of: string) => (await board.list(of, 10)).map(({ key }) => key).sort();
        await board.remove(place, { begin: "s/1#" });
        expect(await keys(place)).toEqual(["s/1", "s/10#root"]);
        await board.remove(place, { key: "s/1" });
        expect(await keys(place)).toEqual(["s/10#root"]);
        expect(await keys(other)).toHaveLength(4);
      });

      test("refuses a body over 350 KB compressed", async () => {
        const noise = Array.from({ length: 120_000 }, (_, i) => Math.sin(i * i).toString(36));
        await expect(replicas.first.archive.save("s", noise)).rejects.toThrow(RangeError);
      });

      test("shows the newest messages in order of posting, an edit in its place", async () => {
        const place = fresh("web:board");
        for (const second of [1, 2, 3]) {
          await replicas.first.board.put({
            place,
            key: `k${second}`,
            postedAt: `2031-01-01T00:00:0${second}.000Z`,
            body: `b${second}`,
          });
        }
        await replicas.second.board.put({ place, key: "k1", postedAt: "2031-01-01T00:00:09.000Z", body: "edited" });
        expect((await replicas.first.board.list(place, 10)).map((m) => m.body)).toEqual(["edited", "b2", "b3"]);
        expect((await replicas.first.board.list(place, 2)).map((m) => m.body)).toEqual(["b2", "b3"]);
      });
    });
  });
}
