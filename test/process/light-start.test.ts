import { expect, test } from "vitest";
import { root, target, textOf } from "../imports.ts";

/** What is loaded when a file is: imports that are neither of types alone nor made later. */
const LOADED = /^(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']/gm;

/** Packages that take tens of megabytes of memory or tenths of a second, and serve only those who configure them. */
const CONFIGURED =
  /^(?:@kubernetes|@slack|@microsoft|botbuilder|botframework|dynamoose|openid-client|openai|@aws-sdk\/client-|@opensearch-project|pdfkit)/;

test("the start loads what is configured only, so that a playground is light", () => {
  const files = new Set(["src/main.ts"]);
  const heavy: string[] = [];
  for (const file of files) {
    for (const [, name = ""] of textOf(file).matchAll(LOADED)) {
      if (name.startsWith(".")) files.add(target(file, name));
      else if (CONFIGURED.test(name)) heavy.push(`${file} loads ${name}`);
    }
  }
  expect(files.size, root).toBeGreaterThan(300);
  expect(heavy).toEqual([]);
});
