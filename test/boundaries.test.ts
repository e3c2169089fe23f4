import { expect, test } from "vitest";
import { circlesIn, importGraph, importsOf, sources, target, textOf } from "./imports.ts";

/** Each package has one home. What is missing here may be imported nowhere in the product. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  "@slack/bolt": ["adapters/slack"],
  "@slack/socket-mode": ["adapters/slack/listen"],
  "@microsoft/teams-ai": ["adapters/teams"],
  botbuilder: ["adapters/teams"],
  "botframework-connector": ["adapters/teams"],
  "@aws-sdk/client-cloudwatch": ["adapters/aws/cloudwatch", "adapters/aws/place.ts"],
  "@aws-sdk/client-cloudwatch-logs": ["adapters/aws/logs", "adapters/aws/place.ts"],
  "@aws-sdk/client-cloudtrail": ["adapters/aws/cloudtrail", "adapters/aws/place.ts"],
  "@aws-sdk/client-xray": ["adapters/aws/xray", "adapters/aws/place.ts"],
  "@aws-sdk/client-athena": ["adapters/aws/athena", "adapters/aws/place.ts"],
  "@aws-sdk/client-ec2": ["adapters/aws/ec2", "adapters/aws/place.ts"],
  "@aws-sdk/client-ecs": ["adapters/aws/resources", "adapters/aws/place.ts"],
  "@aws-sdk/client-lambda": ["adapters/aws/resources", "adapters/aws/place.ts"],
  "@aws-sdk/client-elastic-load-balancing-v2": ["adapters/aws/resources", "adapters/aws/place.ts"],
  "@aws-sdk/client-resource-groups-tagging-api": ["adapters/aws/resources", "adapters/aws/place.ts"],
  "@aws-sdk/client-pi": ["adapters/aws/performance-insights", "adapters/aws/place.ts"],
  "@aws-sdk/client-sns": ["adapters/aws/sns", "adapters/aws/place.ts"],
  "@aws-sdk/client-sqs": ["adapters/aws/sns"],
  "@aws-sdk/client-sts": ["adapters/aws/account"],
  "@aws-sdk/credential-providers": ["adapters/aws/account", "adapters/model", "adapters/kubernetes"],
  "@kubernetes/client-node": ["adapters/kubernetes"],
  "@modelcontextprotocol/server": ["adapters/mcp"],
  "@modelcontextprotocol/client": ["adapters/tools"],
  ai: ["adapters/model"],
  "@ai-sdk/amazon-bedrock": ["adapters/model"],
  "@ai-sdk/openai-compatible": ["adapters/model"],
  dynamoose: ["adapters/dynamodb"],
  hono: ["adapters/web"],
  "@opentelemetry/exporter-prometheus": ["src/process"],
  "@opentelemetry/sdk-metrics": ["src/process"],
  "@opentelemetry/api": ["adapters/otlp"],
  "@opentelemetry/context-async-hooks": ["adapters/otlp"],
  "@opentelemetry/exporter-trace-otlp-http": ["adapters/otlp"],
  "@opentelemetry/resources": ["adapters/otlp"],
  "@opentelemetry/sdk-trace-node": ["adapters/otlp"],
  "openid-client": ["adapters/web/login"],
  "@hono/node-server": ["adapters/web"],
  echarts: ["src/chart"],
  "@resvg/resvg-js": ["src/chart"],
  "dejavu-fonts-ttf": ["src/chart"],
  "@myriaddreamin/typst-ts-node-compiler": ["src/record/report"],
  "p-limit": ["src/lane", "src/telemetry", "adapters"],
  pino: ["src/main.ts"],
  re2js: ["src/routing"],
  yaml: ["src/yaml"],
  zod: ["src", "adapters"],
  "@prometheus-io/lezer-promql": ["src/promql"],
  "@smithy/signature-v4": ["adapters/aws/call", "adapters/kubernetes"],
  "@smithy/protocol-http": ["adapters/aws/call", "adapters/kubernetes"],
  "@aws-crypto/sha256-js": ["adapters/aws/call", "adapters/kubernetes"],
};

/** The rooms of `src`, the highest first: a file imports from its own floor and from those below. */
const FLOORS: readonly (readonly string[])[] = [
  ["process"],
  ["jobs"],
  [
    "agent",
    "conversation",
    "command",
    "engine",
    "notification",
    "page",
    "record",
    "access",
    "routing",
    "on-call",
    "runbooks",
  ],
  ["telemetry", "chat"],
  ["findings", "graph", "investigation"],
  ["store", "lane"],
  ["events"],
  ["card", "chart", "packs", "kubernetes", "concurrency", "aws-names", "log", "tracing", "yaml", "promql"],
];

/** Files that belong to no room. */
const LOOSE = ["app.ts", "chunks.ts", "demo.ts", "errors.ts", "handle.ts", "json.ts", "main.ts", "platform.ts"];

/** Pure rooms: no package but zod, nothing of Node, no clock and no chance. */
const PURE = [
  "src/card",
  "src/command",
  "src/engine",
  "src/events",
  "src/findings",
  "src/graph",
  "src/investigation",
  "src/kubernetes",
  "src/packs",
];

const product = [...sources("src"), ...sources("adapters")];
const everything = [...product, ...sources("bench"), ...sources("maintenance"), ...sources("manifests")];

const packageOf = (name: string): string =>
  name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
const within = (file: string, homes: readonly string[]): boolean =>
  homes.some((home) => file === home || file.startsWith(`${home}/`));

/** What lies beside the clients of AWS: rooms that all of them share, and what puts them together. */
const isShared = (file: string): boolean =>
  /^adapters\/aws\/(?:(?:account|call|graph|permissions)\/)?[\w-]+\.ts$/.test(file);

/** Each client of AWS is an adapter of its own; what lies beside them puts them together. */
function adapterOf(file: string): string {
  const alone = file.startsWith("adapters/aws/") && !isShared(file);
  return file
    .split("/")
    .slice(0, alone ? 3 : 2)
    .join("/");
}

test.each(product)("%s imports only what its room may", (file) => {
  for (const name of importsOf(file)) {
    if (name.startsWith("node:")) continue;
    if (!name.startsWith(".")) {
      expect.soft(within(file, HOMES[packageOf(name)] ?? []), `${file} may not import ${name}`).toBe(true);
      continue;
    }
    const imported = target(file, name);
    if (file === "src/main.ts" || file === "src/demo.ts") continue;
    if (file.startsWith("src/")) expect.soft(imported, `${file} reaches out of src`).toMatch(/^src\//);
    if (file.startsWith("adapters/")) {
      const allowed = isShared(imported) || within(imported, ["src", adapterOf(file)]);
      expect.soft(allowed, `${file} may not import ${imported}`).toBe(true);
    }
  }
});

/** The files that know Teams' SDKs, which have no more support: docs/teams.md says what exchanging them takes, file by file. */
const TEAMS_SDKS = ["adapters/teams/connector/authority.ts", "adapters/teams/listen/receiver.ts"];

test("Teams' SDKs are known to two files, which docs/teams.md names", () => {
  const sdk = /^(?:@microsoft\/teams-ai|botbuilder|botframework-|adaptivecards)/;
  const importing = product.filter((file) => importsOf(file).some((name) => sdk.test(name)));
  expect(importing).toEqual(TEAMS_SDKS);
  for (const file of TEAMS_SDKS) expect(textOf("docs/teams.md")).toContain(`\`${file}\``);
});

test("no file imports itself over others, types included", () => {
  expect(circlesIn(importGraph(everything))).toEqual([]);
});

test("a circle is found, and shown as its path", () => {
  const graph = new Map([
    ["a", ["b"]],
    ["b", ["c", "d"]],
    ["c", ["a"]],
    ["d", ["elsewhere"]],
  ]);
  expect(circlesIn(graph)).toEqual(["a → b → c → a"]);
});

const roomOf = (file: string): string | undefined => /^src\/([\w-]+)\//.exec(file)?.[1];
const floorOf = (room: string): number => FLOORS.findIndex((floor) => floor.includes(room));

test("imports run down", () => {
  const up = [...importGraph(sources("src"))].flatMap(([file, imported]) => {
    const room = roomOf(file);
    if (room === undefined) return [];
    const above = imported.filter((each) => floorOf(roomOf(each) ?? room) < floorOf(room));
    return above.map((each) => `${file} → ${each}`);
  });
  expect(up).toEqual([]);
});

test("every file has a room", () => {
  const loose = sources("src").flatMap((file) => (roomOf(file) === undefined ? file.slice("src/".length) : []));
  expect(loose.filter((name) => !LOOSE.includes(name))).toEqual([]);
  const rooms = new Set(sources("src").flatMap((file) => roomOf(file) ?? []));
  expect([...rooms].filter((room) => floorOf(room) < 0)).toEqual([]);
});

test.each(PURE)("%s is pure", (room) => {
  for (const file of sources(room)) {
    const packages = importsOf(file).filter((name) => !name.startsWith(".") && name !== "zod");
    expect.soft(packages, `${file} imports a package`).toEqual([]);
    expect.soft(textOf(file), `${file} reads the clock`).not.toMatch(/\bDate\.now\(|new Date\(\)|Math\.random\(/);
  }
});

test.each(product)("%s reads in one sitting", (file) => {
  expect(textOf(file).split("\n").length).toBeLessThanOrEqual(250);
});

test.each(product)("%s reads no environment of its own", (file) => {
  if (file === "src/main.ts") return;
  expect(textOf(file)).not.toMatch(/process\.env/);
});
