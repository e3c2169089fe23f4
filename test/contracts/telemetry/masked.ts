import { describe, expect, test } from "vitest";
import type { Telemetry } from "../../../src/telemetry/ports/ports.ts";

const SECRET = "password=hunter2hunter2";
const { signal } = new AbortController();
const asked = { start: 1_790_000_000, end: 1_790_000_600 };
const nothing = { horizon: asked.end, gaps: [] };

/** Telemetry whose every source has let a secret slip. */
export const careless: Telemetry = {
  metrics: { fetch: async () => ({ ...nothing, value: [] }) },
  topology: { graph: async () => ({ ...nothing, value: { components: [component()], edges: [] } }) },
  changes: {
    during: async () => ({
      ...nothing,
      value: [
        {
          id: "c",
          at: asked.start,
          action: "UpdateService",
          actor: "role/deploy",
          resources: ["orders"],
          detail: { environment: SECRET },
        },
      ],
    }),
  },
  logs: {
    patterns: async () => ({
      ...nothing,
      value: [
        {
          group: "/orders",
          pattern: SECRET,
          severity: "error",
          count: 3,
          before: 1,
          sample: `error: ${SECRET}`,
          firstAt: asked.start,
        },
      ],
    }),
    query: async () => ({ ...nothing, value: { columns: [{ name: "@message" }], rows: [[SECRET]] } }),
  },
  traces: {
    find: async () => ({
      ...nothing,
      value: [
        {
          id: "1-t",
          at: asked.start,
          duration: 1,
          outcome: "fault",
          entry: `https://shop.test/?${SECRET}`,
          cause: SECRET,
        },
      ],
    }),
  },
};

function component() {
  return { id: "orders", name: "orders", kind: "service", aliases: ["orders"], metrics: [], logGroups: ["/orders"] };
}

/** What telemetry shows of {@link careless} sources: everything but the secrets. */
export function maskedContract(name: string, create: (source: Telemetry) => Promise<Telemetry>): void {
  describe(`secrets in ${name}`, () => {
    test.each<[string, (telemetry: Telemetry) => Promise<{ readonly value: unknown }> | undefined]>([
      ["patterns of logs", ({ logs }) => logs.patterns(["/orders"], asked, asked.start, signal)],
      [
        "lines of logs",
        ({ logs }) => logs.query?.(["/orders"], "fields @message | filter @message like /error/", asked, signal),
      ],
      ["changes", ({ changes }) => changes.during(asked, signal)],
      ["traces", ({ traces }) => traces?.find(asked, signal)],
    ])("%s are shown without them", async (_name, ask) => {
      const shown = JSON.stringify((await ask(await create(careless)))?.value);
      expect(shown).toMatch(/hidden/);
      expect(shown).not.toMatch(/hunter2/);
    });
  });
}
