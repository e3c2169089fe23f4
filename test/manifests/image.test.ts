import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { z } from "zod";
import { importsOf, root, target, textOf } from "../imports.ts";

const file = readFileSync(join(root, "Dockerfile"), "utf8");
const [, last = ""] = file.split(/^FROM .+ AS packages$/m);
const copied = [...last.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = ""]) => paths.split(" "));
const commandOf = (text: string | undefined): readonly string[] =>
  z.array(z.string()).parse(JSON.parse(text ?? "null"));

test("what the image copies is there, and nothing that it ignores", () => {
  const ignored = readFileSync(join(root, ".dockerignore"), "utf8").split("\n");
  expect(copied.length).toBeGreaterThan(3);
  for (const path of copied) {
    expect.soft(existsSync(join(root, path)), path).toBe(true);
    expect.soft(ignored).not.toContain(path);
  }
});

test("everything that its command imports is in it, and every package is one that it installs", () => {
  const [, entry = ""] = commandOf(/^CMD (.+)$/m.exec(last)?.[1]);
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));
  const seen = new Set<string>();
  const visit = (from: string): void => {
    if (seen.has(from)) return;
    seen.add(from);
    expect
      .soft(
        copied.some((path) => from.startsWith(`${path}/`)),
        from,
      )
      .toBe(true);
    for (const name of importsOf(from)) {
      if (name.startsWith(".")) {
        const to = target(from, name);
        if (to.endsWith(".ts")) visit(to);
      } else if (!name.startsWith("node:")) {
        const parts = name.split("/").slice(0, name.startsWith("@") ? 2 : 1);
        expect.soft(dependencies, from).toHaveProperty([parts.join("/")]);
      }
    }
  };
  visit(entry);
  expect(seen.size).toBeGreaterThan(300);
  expect(textOf(entry)).toContain("readConfig(process.env");
});

test("both stages stand on the base that the build names, which the image tells", () => {
  const bases = [...file.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(bases).toEqual(["$BASE", "$BASE"]);
  expect(file.indexOf("ARG BASE=")).toBeLessThan(file.indexOf("FROM "));
  expect(last).toMatch(/^ARG BASE\nLABEL org\.opencontainers\.image\.base\.name=\$BASE$/m);
});

test("it runs as nobody special", () => {
  expect(/^USER (\w+)$/m.exec(last)?.[1]).toBe("node");
  expect(last.indexOf("USER node")).toBeLessThan(last.indexOf("CMD ["));
});

test.each([
  [200, 0],
  [503, 1],
])("its health check, where the process answers %i, ends with %i", async (status, code) => {
  const server = createServer((_, response) => response.writeHead(status).end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const [, ...rest] = commandOf(/^HEALTHCHECK .*?CMD (.+)$/m.exec(last)?.[1]);
  const checked = spawn(process.execPath, rest, { env: { PORT: String(port) }, stdio: "ignore" });
  expect((await once(checked, "exit"))[0]).toBe(code);
  server.close();
});
