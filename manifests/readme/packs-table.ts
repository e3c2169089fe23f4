import { metricsOf } from "../../src/packs/interpret.ts";
import { type Pack, PLAIN } from "../../src/packs/pack.ts";
import { tableOf, withMadePart } from "./made-part.ts";
import { permissionsTable } from "./pack-permissions.ts";

/** docs/packs.md with new tables of the packs, their rules and their alarms between its markers; throws if they are missing. */
export function withPacks(page: string, packs: readonly Pack[]): string {
  const made = {
    packs: packsTable(packs),
    rules: rulesTable(packs),
    alarms: alarmsTable(packs),
    permissions: permissionsTable(packs),
  };
  return Object.entries(made).reduce((text, [part, table]) => withMadePart(text, part, table), page);
}

function packsTable(packs: readonly Pack[]): string {
  return tableOf(
    ["pack", "system", "namespace", "dimensions", "queries"],
    packs.map(({ service, title, namespace, dimensions, queries }) => [
      `\`${service}\``,
      title,
      `\`${namespace}\``,
      dimensions.map((name) => `\`${name}\``).join(", "),
      queries.map(({ id }) => `\`${id}\``).join(", "),
    ]),
  );
}

function rulesTable(packs: readonly Pack[]): string {
  const rows = packs.flatMap(({ title, metrics, rules }) =>
    rules.map((rule) => {
      const read = [...new Set(rule.all.flatMap(metricsOf))].map((key) => `\`${metrics[key]?.name ?? key}\``);
      return [title, rule.title, read.join(", "), rule.weight >= PLAIN ? "limit" : "hint"];
    }),
  );
  return tableOf(["system", "finding", "metrics", "weight"], rows);
}

function alarmsTable(packs: readonly Pack[]): string {
  const rows = packs.flatMap(({ service, alarms }) =>
    alarms.map(({ id, name, statistic, op, threshold, datapoints, periods, period, missing, because }) => {
      const limit =
        typeof threshold === "number" ? threshold.toLocaleString("en-US") : `${threshold.times} × ${threshold.of}`;
      return [
        `\`${service}\``,
        id,
        `\`${name}\` ${statistic} ${op} ${limit}`,
        `${datapoints} of ${periods}, ${period} s`,
        missing,
        because,
      ];
    }),
  );
  return tableOf(["pack", "alarm", "fires when", "periods", "without data", "why"], rows);
}
