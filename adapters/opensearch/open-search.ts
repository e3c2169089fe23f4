import { z } from "zod";
import { NotSeen } from "../../src/errors.ts";
import type { OpenSearch } from "../../src/telemetry/ports/open-search.ts";
import { askJson, type JsonService } from "../aws/call/json-service.ts";

const PATHS = { ppl: "/_plugins/_ppl", sql: "/_plugins/_sql" } as const;
/** Rows that are kept. */
const MOST = 10_000;
const LONGEST_CELL = 4_000;

/** https://docs.opensearch.org/latest/search-plugins/sql/response-formats/ */
const found = z.object({
  schema: z.array(z.object({ name: z.string(), alias: z.string().nullish(), type: z.string() })),
  datarows: z.array(z.array(z.unknown())),
  total: z.number().optional(),
});
const refused = z.object({
  error: z.object({ reason: z.string().nullish(), details: z.string().nullish(), type: z.string().nullish() }),
});
const NUMBERS = new Set(["byte", "short", "integer", "int", "long", "float", "double", "half_float", "bigint"]);

/** A cluster, a domain or a collection of OpenSearch, asked through its SQL plug-in. */
export function createOpenSearch(service: JsonService, now: () => Date): OpenSearch {
  return {
    async rows(language, query, signal) {
      const body = { type: "application/json", text: JSON.stringify({ query }) };
      const answer = await askJson(service, { path: PATHS[language], body }, signal);
      const no = refused.safeParse(answer.body);
      if (no.success)
        throw new NotSeen(`OpenSearch does not take it: ${reasonOf(no.data.error)}`, { remedy: "change the query" });
      const table = found.safeParse(answer.body);
      if (!table.success) {
        throw new NotSeen(`this is no answer of OpenSearch's SQL plug-in (HTTP ${answer.status})`, {
          remedy: "check OPENSEARCH, and that the plug-in is there",
        });
      }
      const { schema, datarows } = table.data;
      return {
        value: {
          columns: schema.map(({ name, alias, type }) => ({
            name: alias ?? name,
            ...(NUMBERS.has(type) && { numeric: true }),
          })),
          rows: datarows.slice(0, MOST).map((row) => schema.map((_, index) => textOf(row[index]))),
        },
        horizon: now().getTime() / 1000,
        gaps: datarows.length > MOST ? [{ what: "OpenSearch", reason: `there are more rows; ${MOST} are read` }] : [],
      };
    },
  };
}

function reasonOf({ reason, details, type }: z.infer<typeof refused>["error"]): string {
  return [reason, details ?? type].filter(Boolean).join(": ").replaceAll(/\s+/g, " ").slice(0, 300);
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.slice(0, LONGEST_CELL);
}
