import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Tracer, traceParent } from "../../src/tracing/tracer.ts";

const PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
const traceOf = (parent: string | undefined): string | undefined => parent?.split("-")[1];

/** What every tracer does with what it times. */
export function tracerContract(name: string, create: () => Promise<Tracer>): void {
  describe(`${name} as a tracer`, () => {
    let tracer: Tracer;
    beforeEach(async () => {
      tracer = await create();
    });
    afterEach(() => tracer.stop());

    test("gives back what it times, and lets failures through as they are", async () => {
      expect(await tracer.span("a", {}, async () => 7)).toBe(7);
      expect(await tracer.follow("a", { stream: "s" }, [], async () => 8)).toBe(8);
      const error = new TypeError("no");
      const fails = async (): Promise<never> => {
        throw error;
      };
      await expect(tracer.span("a", {}, fails)).rejects.toBe(error);
      await expect(tracer.follow("a", {}, [PARENT], fails)).rejects.toBe(error);
    });

    test("knows what runs, also after waiting, and nothing outside of it", async () => {
      expect(tracer.current()).toBeUndefined();
      const [outer, inner, after] = await tracer.span("a", {}, async () => {
        const before = tracer.current();
        const within = await tracer.span("b", {}, async () => {
          await new Promise(setImmediate);
          return tracer.current();
        });
        return [before, within, tracer.current()];
      });
      for (const each of [outer, inner]) expect(traceParent.safeParse(each).success).toBe(true);
      expect(inner).not.toBe(outer);
      expect(traceOf(inner)).toBe(traceOf(outer));
      expect(after).toBe(outer);
      expect(tracer.current()).toBeUndefined();
    });

    test("goes on in the trace that it follows, whatever runs, and begins one where there is none", async () => {
      const followed = await tracer.span("a", {}, () => tracer.follow("b", {}, [PARENT], async () => tracer.current()));
      expect(traceOf(followed)).toBe(traceOf(PARENT));
      const [outer, own] = await tracer.span("a", {}, async () => [
        tracer.current(),
        await tracer.follow("b", {}, [], async () => tracer.current()),
      ]);
      expect(traceOf(own)).not.toBe(traceOf(outer));
      const spoilt = await tracer.follow("c", {}, ["no traceparent", ""], async () => tracer.current());
      expect(traceParent.safeParse(spoilt).success).toBe(true);
    });

    test("ends at once, twice or not", async () => {
      await tracer.stop();
      await tracer.stop();
    });
  });
}
