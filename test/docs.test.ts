import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { withTuning } from "../manifests/readme/tuning-tables.ts";
import { withVerbs } from "../manifests/readme/verbs-table.ts";
import manifest from "../package.json" with { type: "json" };
import { verbs } from "../src/command/verbs.ts";
import { tables } from "../src/engine/settings.ts";
import { sources } from "./imports.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const scripts = Object.keys(manifest.scripts);
const docs = readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"));
const pages = ["README.md", "CONTRIBUTING.md", ...docs.map((name) => `docs/${name}`)];
const text = (page: string): string => readFileSync(join(root, page), "utf8");
const found = (page: string, pattern: RegExp): readonly string[] =>
  [...text(page).matchAll(pattern)].map(([, part = ""]) => part);

/** A heading as GitHub links to it. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\s-]/g, "")
    .replaceAll(" ", "-");

test.each(pages)("every link of %s leads somewhere", (page) => {
  for (const link of found(page, /\]\((?!https?:)([^)\s]+)\)/g)) {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    expect.soft(existsSync(join(root, target)), link).toBe(true);
    if (anchor !== undefined) expect.soft(found(target, /^#+ (.+)$/gm).map(anchorOf), link).toContain(anchor);
  }
});

test.each(pages)("every file and script that %s names exists", (page) => {
  for (const path of found(page, /`((?:src|adapters|bench|test|manifests)\/[\w./-]+)`/g)) {
    expect.soft(existsSync(join(root, path)), path).toBe(true);
  }
  for (const name of found(page, /npm run (?:--silent )?([\w:]+)/g)) expect.soft(scripts).toContain(name);
});

test("the README shows a card in light and in dark mode, each a sharp PNG that loads fast", () => {
  const pictures = found("README.md", /(?:src|srcset)="([^"]+)"/g);
  expect(pictures).toEqual(["docs/pictures/card-dark.png", "docs/pictures/card-light.png"]);
  const sizes = pictures.map((path) => {
    const png = readFileSync(join(root, path));
    expect.soft(png.toString("latin1", 0, 8), path).toBe("\x89PNG\r\n\x1a\n");
    expect.soft(png.length, path).toBeLessThan(200_000);
    return [png.readUInt32BE(16), png.readUInt32BE(20)];
  });
  // Two pixels for each of the width that the README gives.
  const [width] = found("README.md", /<img [^>]*width="(\d+)"/g).map(Number);
  expect(sizes[0]).toEqual(sizes[1]);
  expect(sizes[0]?.[0]).toBe(2 * (width ?? 0));
});

test("every bench stands in the README and has its figures", () => {
  const benches = scripts.filter((name) => name.startsWith("bench:"));
  for (const page of ["README.md", "docs/figures.md"]) {
    expect([...new Set(found(page, /^\| `npm run (bench:[\w-]+)/gm))].sort(), page).toEqual(benches.toSorted());
  }
});

test("docs/settings.md lists every setting, and .env.example none that is not there", () => {
  const files = ["src/process/config.ts", ...sources("adapters").filter((file) => file.endsWith("/settings.ts"))];
  const settings = files.flatMap((file) => found(file, /^ {2,4}([A-Z][A-Z_]+):/gm));
  expect(found("docs/settings.md", /^\| `([A-Z_]+)` \|/gm).toSorted()).toEqual(settings.toSorted());
  expect(settings).toEqual(expect.arrayContaining([...found(".env.example", /^# ([A-Z_]+)=/gm)]));
});

test("the README's table of verbs is the one that the code makes", () => {
  expect(text("README.md"), "run: npm run docs").toBe(withVerbs(text("README.md"), verbs));
});

test("docs/tuning.md has the settings that the engine reads", () => {
  expect(text("docs/tuning.md"), "run: npm run docs").toBe(withTuning(text("docs/tuning.md"), tables));
});

test("README, package.json and Dockerfile agree on Node", () => {
  const [floor = ""] = found("README.md", /Node (\d+\.\d+) or newer/g);
  const [bundled] = found("README.md", /the Node (\d+) that/g);
  expect(manifest.engines.node).toBe(`^${floor}.0 || >=${bundled}`);
  expect(text("CONTRIBUTING.md")).toContain(`Node ${floor} or newer`);
  expect(manifest.devDependencies.node.split(".")[0]).toBe(bundled);
  expect(manifest.devDependencies["@types/node"].split(".")[0]).toBe(bundled);
  expect(new Set(found("Dockerfile", /^ARG BASE=node:(\d+)/gm))).toEqual(new Set([bundled]));
});
