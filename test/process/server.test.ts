import { once } from "node:events";
import { connect } from "node:net";
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

test.each([
  ["headers", "POST /sns HTTP/1.1\r\nhost: gumshoe\r\n"],
  ["a body", "POST /sns HTTP/1.1\r\nhost: gumshoe\r\ncontent-length: 100\r\n\r\nhalf of it"],
])("a request that stops in the middle of %s is not waited for", async (_what, half) => {
  const listener = { path: "/sns", listener: () => undefined };
  const server = await startServer([listener], { port: 0, host: "127.0.0.1", arrivesWithinMs: 100 });
  const socket = connect(server.port, "127.0.0.1");
  socket.write(half);
  let answer = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    answer += part;
  });
  await once(socket, "close");
  expect(answer).toMatch(/^HTTP\/1\.1 408/);
  await server.stop();
});

test("an answer may take longer than a request", async () => {
  // It is given after a request that came later, and only in half, was given up.
  const slow = {
    path: "/",
    listener: async (_: unknown, response: { end: (text: string) => void }) => {
      const half = connect(server.port, "127.0.0.1");
      half.resume().write("GET / HTTP/1.1\r\n");
      await once(half, "close");
      response.end("late");
    },
  };
  const server = await startServer([slow], { port: 0, host: "127.0.0.1", arrivesWithinMs: 1_000 });
  expect(await (await fetch(`http://127.0.0.1:${server.port}/`)).text()).toBe("late");
  await server.stop();
});
