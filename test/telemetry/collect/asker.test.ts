import { expect, test } from "vitest";
import { createAsker } from "../../../src/telemetry/collect/asker.ts";

test("a source that does not answer keeps nobody from asking another, and is asked six questions at most at once", async () => {
  const stop = new AbortController();
  const asker = createAsker({ budgetMs: 60_000, signal: stop.signal, onProgress: () => {} });
  let open = 0;
  const never = Array.from({ length: 20 }, (_, index) =>
    asker.ask("logs", `logs ${index}`, "none", () => {
      open += 1;
      return new Promise<never>(() => {});
    }),
  );
  const answered = await asker.ask("metrics", "metrics", "none", async () => {
    return { value: "some", horizon: 1, gaps: [] };
  });
  expect(answered).toBe("some");
  expect(open).toBe(6);
  expect(asker.pending()).toHaveLength(20);
  stop.abort();
  await Promise.all(never);
});
