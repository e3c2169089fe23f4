import { readFile } from "node:fs/promises";
import process from "node:process";
import { slack } from "../adapters/slack/connect.ts";
import { teams } from "../adapters/teams/connect.ts";
import { web } from "../adapters/web/connect.ts";
import { ConfigError, readConfig } from "../src/process/config.ts";
import { destinationWords, explain, treeLines, triedWords } from "../src/routing/explain.ts";
import { matchingRoutes } from "../src/routing/route.ts";
import { labelsToTest } from "../src/routing/test-labels.ts";
import { loadEnvironment, run } from "./settings.ts";

// npm run routes: checks the file of ROUTES and shows its tree.
// npm run routes -- test <file>: shows which routes take the message in a file, and what each route that was tried saw.

const USAGE = "Usage: npm run routes, or npm run routes -- test <file with a message in JSON>";

await run(async () => {
  const [command, file, ...more] = process.argv.slice(2);
  loadEnvironment();
  const { ROUTES } = readConfig({ ROUTES: process.env.ROUTES }, [web, slack, teams]);
  if (!ROUTES) throw new ConfigError("ROUTES is not set: it names the file of routes.");
  const { root } = ROUTES.routing;
  if (command === undefined) return treeLines(root).join("\n");
  if (command !== "test" || file === undefined || more.length > 0) throw new ConfigError(USAGE);
  const labels = labelsToTest(await readFile(file, "utf8"));
  if (typeof labels === "string") throw new ConfigError(`${file}: ${labels}`);
  const routes = matchingRoutes(root, labels);
  return [
    ...routes.map((route) => `${route.path} → ${destinationWords(route)}`),
    "",
    ...explain(root, labels).map(triedWords),
    "",
    ...[...labels].map(([label, value]) => `${label}=${value}`),
  ].join("\n");
});
