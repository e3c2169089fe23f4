import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readOnlyPpl, traceQuery } from "../../../src/command/asking/read-only-ppl.ts";

describe("PPL that only reads", () => {
  test.each([
    "source = logs-* | where level = 'error' | stats count() by span(`@timestamp`, 5m)",
    "search source=logs status >= 500 | head 10",
    "source = sample_app_logs | where stream = 'stderr' and locate('4bf9; drop', `log`) > 0",
    "describe logs",
  ])("%s is asked", (query) => {
    expect(readOnlyPpl(query)).toEqual({ ok: true, query });
  });

  test.each([
    ["delete from logs", /does not begin with what it reads/],
    ["source = a; source = b", /more than one query/],
    ["source = a | ml action='train'", /ml does more than read/],
    ["source = a | Kmeans centroids=3", /kmeans does more than read/],
    ["source = a | where b = 'open", /not closed/],
    ["source = a /* | head 1 */", /comment/],
    ["source = a | where b = ‘c’", /typographic/],
    [`source = ${"a".repeat(10_001)}`, /longer/],
  ])("%s is refused", (query, words) => {
    const checked = readOnlyPpl(query);
    expect(checked.ok ? "" : checked.reason).toMatch(words);
  });

  test("whatever stands in an id or an index, its query is refused or reads the lines of one trace", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), fc.string({ maxLength: 20 }), (id, index) => {
        const query = traceQuery(id, index);
        if (query === undefined) return;
        expect(query).toMatch(
          /^source = [a-z\d_.*-]+ \| where traceId = '[\da-z]+' \| sort `@timestamp` \| head 200$/i,
        );
        expect(readOnlyPpl(query).ok).toBe(true);
      }),
      { numRuns: 100 },
    );
    expect(traceQuery("1-4bf92f35-77b34da6a3ce929d0e0e4736", "logs-*")).toContain(
      "'14bf92f3577b34da6a3ce929d0e0e4736'",
    );
  });
});
