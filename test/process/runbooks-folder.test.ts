import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ConfigError, readConfig } from "../../src/process/config.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "runbooks-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const runbook = (name: string, step = "Look"): string =>
  `---\nname: ${name}\ndescription: What it is for.\nwhen: [service=checkout]\n---\n1. ${step}\n`;

function write(name: string, text: string): void {
  mkdirSync(join(folder, name, ".."), { recursive: true });
  writeFileSync(join(folder, name), text);
}

function complaints(): string {
  try {
    readConfig({ RUNBOOKS: folder });
    return "";
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
}

test("files of the folder and skills in it are read; a README and what belongs to a skill are not", () => {
  write("one.md", runbook("one"));
  write("two/SKILL.md", runbook("two"));
  write("two/references.md", "# No runbook");
  write("README.md", "# Our runbooks");
  expect(readConfig({ RUNBOOKS: folder }).RUNBOOKS.map(({ name }) => name)).toEqual(["one", "two"]);
});

test("every mistake of every file is told at the start, by file and line", () => {
  write("one.md", runbook("one", "Look: `/gumshoe close`"));
  write("two/SKILL.md", runbook("Two"));
  const said = complaints();
  expect(said).toContain(`RUNBOOKS ${join(folder, "one.md")} line 6: changes something`);
  expect(said).toContain(`RUNBOOKS ${join(folder, "two/SKILL.md")} line 2: name: is small letters`);
});

test("two of one name, an empty folder and one that is not there are told", () => {
  expect(complaints()).toContain("has no runbook");
  write("one.md", runbook("one"));
  write("two.md", runbook("one"));
  expect(complaints()).toContain(
    `${join(folder, "two.md")} has the name one, which ${join(folder, "one.md")} has, too`,
  );
  rmSync(folder, { recursive: true });
  expect(complaints()).toContain("RUNBOOKS cannot be read");
  mkdirSync(folder);
});
