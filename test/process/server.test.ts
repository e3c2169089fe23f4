import { expect, test } from "vitest";
import { startServer } from "../../src/process/server.ts";

test("a port that is taken is said with the setting that helps", async () => {
  const first = await startServer([], { port: 0, host: "127.0.0.1" });
  const again = startServer([], { port: first.port, host: "127.0.0.1" });
  await expect(again).rejects.toThrow(
    `port ${first.port} of 127.0.0.1 is taken. Stop what uses it, or set PORT to another, such as ${first.port + 1}.`,
  );
  await first.stop();
});

test("a host that is not this machine's is said with the setting that helps", async () => {
  await expect(startServer([], { port: 0, host: "192.0.2.1" })).rejects.toThrow(/Set HOST to one that is/);
});
