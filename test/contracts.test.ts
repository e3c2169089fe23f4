import { expect, test } from "vitest";
import { importsOf, sources, target, textOf } from "./imports.ts";

/** Each port with the suite of `test/contracts/` that its implementations run. */
const SUITES: Readonly<Record<string, string>> = {
  Alarms: "alarmsContract",
  Archive: "storesContract",
  Athena: "athenaContract",
  Audience: "audienceContract",
  Board: "storesContract",
  ChangeFeed: "changesContract",
  ChangeIndex: "changeIndexContract",
  ChangeRecord: "changesContract",
  Changes: "changesContract",
  Chat: "chatContract",
  Clusters: "clustersContract",
  DatabaseLoads: "databaseLoadsContract",
  Directory: "storesContract",
  Lane: "storesContract",
  Listings: "listingsContract",
  Logs: "logsContract",
  Metrics: "metricsContract",
  Model: "modelContract",
  OpenSearch: "openSearchContract",
  Places: "placesContract",
  Prometheus: "prometheusContract",
  Store: "storesContract",
  Topics: "topicsContract",
  Topology: "topologyContract",
  Traces: "tracesContract",
  Tracer: "tracerContract",
  Transfer: "transferContract",
};

/** What all telemetry has, so whoever makes some runs these. */
const OF_TELEMETRY = ["Metrics", "Changes", "Logs", "Topology"];

/** Where ports are declared. */
const DECLARED =
  /^src\/(?:store\/(?!memory)[\w-]+|telemetry\/ports\/[\w-]+|telemetry\/changes\/(?:change-index|merged-changes)|chat\/chat|access\/audience|agent\/model|tracing\/tracer)\.ts$/;

/** What the process connects, made of ports. */
const OF_THE_PROCESS = /^src\/(?:process\/|platform\.ts$)/;

/** Has the methods of {@link Telemetry} as its fields, each a port. */
const WHOLE = "Telemetry";

const product = [...sources("src"), ...sources("adapters")];
const declarations = product.filter((file) => DECLARED.test(file));
/** The interfaces of a file that have asynchronous methods, by themselves or from another such interface. */
function asynchronousIn(file: string): readonly { readonly name: string; readonly file: string }[] {
  const found: string[] = [];
  for (const [, name = "", from = "", body = ""] of textOf(file).matchAll(INTERFACE)) {
    const inherits = [...from.matchAll(/\w+/g)].some(([word]) => Object.hasOwn(SUITES, word) || found.includes(word));
    if (/\): Promise</.test(body) || inherits) found.push(name);
  }
  return found.map((name) => ({ name, file }));
}
const INTERFACE = /^export interface (\w+)([^{]*)\{(.*?)^\}/gms;

const ports = declarations.flatMap(asynchronousIn);

/**
 * The ports that a file makes: what its functions return and its constants are, one or a list, as the declared types say. A type of the
 * same name from elsewhere is no port.
 */
function implementedIn(file: string, among: typeof ports = ports): readonly string[] {
  // What an interface declares is implemented elsewhere.
  const text = textOf(file).replaceAll(/^(?:export )?interface [^{]*\{.*?^\}/gms, "");
  const imports = importsOf(file).flatMap((name) => (name.startsWith(".") ? [target(file, name)] : []));
  const known = [...among, { name: WHOLE, file: "src/telemetry/ports/ports.ts" }].filter(
    (port) => port.file === file || imports.includes(port.file),
  );
  return known
    .map(({ name }) => name)
    .filter((name) => {
      const imported = new RegExp(`import (?:type )?\\{[^}]*\\b${name}\\b`).test(text);
      const type = `(?:Promise<)?(?:readonly )?${name}(?:\\[\\])?>?(?: \\| undefined)?`;
      const made = new RegExp(`\\)\\s*:\\s*${type}\\s*(?:[{;]|=>)|\\bconst \\w+: ${type} =`).test(text);
      return made && (imported || known.some((port) => port.name === name && port.file === file));
    });
}

/** Whether a function of a file is given telemetry and gives it back changed: it runs the suites of what it changes. */
const wraps = (file: string): boolean => /\w+\(\s*\w+: Telemetry\b[^)]*\): Telemetry\b/.test(textOf(file));

/** The product's files that a test runs by itself: those of the adapter that it imports, and of `src` what it imports by name. */
function reached(file: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const visit = (from: string): void => {
    for (const name of importsOf(from)) {
      const to = name.startsWith(".") ? target(from, name) : "";
      if (!to.endsWith(".ts") || seen.has(to)) continue;
      const own = /^adapters\/[\w-]+\//.exec(from)?.[0];
      if (from.startsWith("src/") || (own !== undefined && !to.startsWith(own))) continue;
      seen.add(to);
      visit(to);
    }
  };
  visit(file);
  return seen;
}

const tests = sources("test")
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => ({ file, text: textOf(file), reached: reached(file) }));

/** Whether some test runs a port's suite on a file; of a source that answers nothing, the suite of that. */
function runs(port: string, file: string): boolean {
  const absent = new RegExp(`(?:absent|refused)Contract\\("${port.toLowerCase()} of`);
  return tests.some(
    (each) => each.reached.has(file) && (each.text.includes(`${SUITES[port]}(`) || absent.test(each.text)),
  );
}

const implementations = product.flatMap((file) =>
  implementedIn(file).flatMap((port) => {
    if (port !== WHOLE) return [[file, port] as const];
    return wraps(file) ? [] : OF_TELEMETRY.map((each) => [file, each] as const);
  }),
);
const wrappers = product.filter((file) => implementedIn(file).includes(WHOLE) && wraps(file));

test("every port has a suite", () => {
  const named = ports.map(({ name }) => name);
  expect(named.filter((name) => !Object.hasOwn(SUITES, name))).toEqual([]);
  expect(Object.keys(SUITES).filter((name) => !named.includes(name))).toEqual([]);
  const suites = sources("test/contracts").map(textOf).join("");
  for (const suite of Object.values(SUITES)) expect.soft(suites).toContain(`export function ${suite}(`);
});

test("what an adapter makes is declared where ports are", () => {
  const elsewhere = sources("src").filter((file) => !DECLARED.test(file) && !OF_THE_PROCESS.test(file));
  const others = elsewhere.flatMap(asynchronousIn);
  const made = sources("adapters").flatMap((file) => implementedIn(file, others));
  expect([...new Set(made)].filter((name) => name !== WHOLE)).toEqual([]);
});

test("implementations of every port are found", () => {
  const found = new Set<string>(implementations.map(([, port]) => port));
  expect(Object.keys(SUITES).filter((port) => !found.has(port))).toEqual([]);
});

test.each(implementations)("%s runs the suite of %s", (file, port) => {
  expect(runs(port, file), `no test runs ${SUITES[port]} on ${file}`).toBe(true);
});

test.each(wrappers)("%s, which changes telemetry, runs suites on what it changes", (file) => {
  expect(
    OF_TELEMETRY.some((port) => runs(port, file)),
    `no test runs a suite of telemetry on ${file}`,
  ).toBe(true);
});
