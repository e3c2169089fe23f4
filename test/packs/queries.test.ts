import { expect, test } from "vitest";
import { readOnlyPpl } from "../../src/command/asking/read-only-ppl.ts";
import { readOnlySql } from "../../src/command/asking/read-only-sql.ts";
import { LISTINGS } from "../../src/packs/listing.ts";
import { filled, listingOf, type NamedQuery, OF_WINDOW, PARAMETERS } from "../../src/packs/named-query.ts";
import { packs } from "../../src/packs/packs.ts";
import { promqlMistake } from "../../src/promql/mistake.ts";
import { parseMetricsInsights, wrongLogsQuery, wrongPpl } from "./query-grammar.ts";

const all = packs.flatMap((pack) =>
  pack.queries.map((query): [string, NamedQuery] => [`${pack.service} ${query.id}`, query]),
);
const of = (language: NamedQuery["language"]) => all.filter(([, query]) => query.language === language);

/** The query with the examples of its parameters. */
function example({ text, parameters = {} }: NamedQuery): string {
  const given = Object.entries(parameters).map(([name, parameter]) => [name, parameter.default ?? parameter.example]);
  return filled(text, { ...Object.fromEntries(OF_WINDOW.map((name) => [name, "1"])), ...Object.fromEntries(given) });
}

test("every pack has an everyday question", () => {
  expect(packs.filter(({ queries }) => queries.length === 0).map(({ service }) => service)).toEqual([]);
});

test.each(of("metrics"))("%s is a query of Metrics Insights over the dimensions that it names", (_name, query) => {
  const { dimensions, named } = parseMetricsInsights(example(query));
  expect(named.filter((name) => !dimensions.includes(name))).toEqual([]);
});

test.each(of("logs"))("%s is a query of Logs Insights", (_name, query) => {
  expect(wrongLogsQuery(example(query))).toBeUndefined();
});

test.each(of("sql"))("%s is one statement that only reads", (_name, query) => {
  expect(readOnlySql(example(query))).toMatchObject({ ok: true });
});

test.each(of("redshift"))("%s is one statement of Redshift that only reads", (_name, query) => {
  expect(readOnlySql(example(query))).toMatchObject({ ok: true });
});

test.each(of("promql"))("%s is PromQL", (_name, query) => {
  expect(promqlMistake(example(query))).toBeUndefined();
});

test.each(of("ppl"))("%s is one query of OpenSearch's piped language, of commands that it has", (_name, query) => {
  expect(readOnlyPpl(example(query))).toMatchObject({ ok: true });
  expect(wrongPpl(example(query))).toBeUndefined();
});

test("every listing is asked by a query of a pack", () => {
  const asked = new Set(all.flatMap(([, query]) => listingOf(query) ?? []));
  expect(LISTINGS.filter((name) => !asked.has(name))).toEqual([]);
});

test.each(["x' OR '1'='1", 'a"', "a/b/ | limit 1", "a b", "a\nb", "{{x}}", "", "a;b", "a)", "$(id)", "a`b"])(
  "no parameter takes %j",
  (value) => {
    const taking = Object.entries(PARAMETERS).filter(([, form]) => form.test(value));
    expect(taking).toEqual([]);
  },
);
