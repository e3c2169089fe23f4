import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../", import.meta.url));

/** Each package has one home. What is missing here may be imported nowhere in the product. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  "@slack/bolt": ["adapters/slack"],
  "@microsoft/teams-ai": ["adapters/teams"],
  botbuilder: ["adapters/teams"],
  "botframework-connector": ["adapters/teams"],
  "@aws-sdk/client-cloudwatch": ["adapters/aws/cloudwatch", "adapters/aws/aws.ts"],
  "@aws-sdk/client-cloudwatch-logs": ["adapters/aws/logs", "adapters/aws/aws.ts"],
  "@aws-sdk/client-cloudtrail": ["adapters/aws/cloudtrail", "adapters/aws/aws.ts"],
  "@aws-sdk/client-xray": ["adapters/aws/xray", "adapters/aws/aws.ts"],
  "@aws-sdk/client-athena": ["adapters/aws/athena", "adapters/aws/aws.ts"],
  "@aws-sdk/client-ec2": ["adapters/aws/ec2", "adapters/aws/aws.ts"],
  "@aws-sdk/client-sns": ["adapters/aws/sns", "adapters/aws/aws.ts"],
  "@aws-sdk/client-sts": ["adapters/aws/account/identity.ts"],
  "@aws-sdk/credential-providers": ["adapters/aws/aws.ts", "adapters/aws/account/credentials.ts"],
  dynamoose: ["adapters/dynamodb"],
  dynalite: ["adapters/dynamodb"],
  "classic-level": ["adapters/dynamodb"],
  hono: ["adapters/web"],
  "@hono/node-server": ["adapters/web"],
  echarts: ["src/chart"],
  "@resvg/resvg-js": ["src/chart"],
  "dejavu-fonts-ttf": ["src/chart"],
  "p-limit": ["src/lane", "src/telemetry", "adapters"],
  pino: ["src/main.ts"],
  zod: ["src", "adapters"],
};

/** Pure rooms: they may import only these folders of ours, and neither packages but zod nor Node. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  "src/card": ["src/card"],
  "src/investigation": [
    "src/investigation",
    "src/card",
    "src/investigation/diagnosis.ts",
    "src/store/store.ts",
    "src/findings/query-text.ts",
    "src/findings/unit.ts",
  ],
  // Packs are data and one interpreter, as pure as the engine that judges by them.
  "src/engine": ["src/engine", "src/investigation", "src/telemetry", "src/card", "src/packs", "src/json.ts"],
  "src/packs": ["src/packs", "src/telemetry/ports/ports.ts"],
  "src/command": ["src/command", "src/investigation", "src/card", "src/conversation/inbound.ts"],
};

function sources(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts"))
    .map((name) => join(folder, name));
}

const product = [...sources("src"), ...sources("adapters")];

/** Every module that a file names, static or dynamic. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), "utf8");
  const pattern =
    /(?:^|[\s;])(?:import|export)\s(?:[^"';]*?\sfrom\s)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;
  return [...text.matchAll(pattern)].flatMap(([, named, dynamic]) => named ?? dynamic ?? []);
}

const packageOf = (name: string): string =>
  name
    .split("/")
    .slice(0, name.startsWith("@") ? 2 : 1)
    .join("/");
const target = (file: string, name: string): string => relative(root, join(root, dirname(file), name));
const within = (file: string, homes: readonly string[]): boolean =>
  homes.some((home) => file === home || file.startsWith(`${home}/`));

/** What all clients of AWS share lies beside their folders. */
const isShared = (file: string): boolean => /^adapters\/aws\/[\w-]+\.ts$/.test(file);

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
    if (file === "src/main.ts") continue;
    if (file.startsWith("src/")) expect.soft(imported, `${file} reaches out of src`).toMatch(/^src\//);
    if (file.startsWith("adapters/")) {
      const allowed = isShared(imported) || within(imported, ["src", adapterOf(file)]);
      expect.soft(allowed, `${file} may not import ${imported}`).toBe(true);
    }
  }
});

test.each(Object.entries(PURE))("%s is pure", (room, allowed) => {
  for (const file of product.filter((name) => within(name, [room]))) {
    for (const name of importsOf(file)) {
      const ok = name.startsWith(".") ? within(target(file, name), allowed) : name === "zod";
      expect.soft(ok, `${file} imports ${name}`).toBe(true);
    }
    const text = readFileSync(join(root, file), "utf8");
    expect.soft(text, `${file} reads the clock`).not.toMatch(/\bDate\.now\(|new Date\(\)|Math\.random\(/);
  }
});

test.each(product)("%s reads in one sitting", (file) => {
  expect(readFileSync(join(root, file), "utf8").split("\n").length).toBeLessThanOrEqual(250);
});

test.each(product)("%s reads no environment of its own", (file) => {
  if (file === "src/main.ts") return;
  expect(readFileSync(join(root, file), "utf8")).not.toMatch(/process\.env/);
});
