import { expect, test } from "vitest";
import { silentLog } from "../../src/log/log.ts";
import { createHealth } from "../../src/process/health.ts";
import { startServer } from "../../src/process/server.ts";

async function serve(list: () => Promise<never[]>) {
  let at = Date.parse("2026-11-30T03:00:00Z");
  const health = createHealth({ directory: { list }, now: () => new Date(at), log: silentLog });
  const server = await startServer(health.mounts, { port: 0, host: "127.0.0.1" });
  return {
    ask: async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${server.port}${path}`);
      return [response.status, (await response.text()).trim()] as const;
    },
    pass: (seconds: number) => {
      at += seconds * 1_000;
    },
    stopping: health.stopping,
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

test("ready as long as the store answers, healthy in any case", async () => {
  let fails = false;
  await using process = await serve(async () => {
    if (fails) throw new Error("ECONNREFUSED 10.0.0.7:8000");
    return [];
  });
  expect(await process.ask("/readyz")).toEqual([200, "ready"]);
  fails = true;
  process.pass(11);
  expect(await process.ask("/readyz")).toEqual([503, "the store does not answer"]);
  expect(await process.ask("/healthz")).toEqual([200, "ok"]);
  fails = false;
  expect(await process.ask("/readyz")).toEqual([200, "ready"]);
});

test("the store is asked once in ten seconds, however often the process is", async () => {
  let asked = 0;
  await using process = await serve(async () => {
    asked += 1;
    return [];
  });
  for (let index = 0; index < 5; index++) await process.ask("/readyz");
  expect(asked).toBe(1);
  process.pass(10);
  await process.ask("/readyz");
  expect(asked).toBe(2);
});

test("a store that hangs is not ready", async () => {
  await using process = await serve(() => new Promise(() => undefined));
  expect(await process.ask("/readyz")).toEqual([503, "the store does not answer"]);
});

test("a process that stops takes nothing new", async () => {
  await using process = await serve(async () => []);
  process.stopping();
  expect(await process.ask("/readyz")).toEqual([503, "stopping"]);
  expect(await process.ask("/healthz")).toEqual([200, "ok"]);
});
