import type { Setting } from "../../src/engine/settings/setting.ts";
import { cell, withMadePart } from "./made-part.ts";

/** docs/tuning.md with a new table of each room's settings between its two markers; throws if they are missing. */
export function withTuning(page: string, tables: Readonly<Record<string, Readonly<Record<string, Setting>>>>): string {
  const parts = Object.entries(tables).map(([room, settings]) => `## ${room}\n\n${tableOf(settings)}`);
  return withMadePart(page, "settings", parts.join("\n\n"));
}

function tableOf(settings: Readonly<Record<string, Setting>>): string {
  const rows = Object.entries(settings).map(([name, { value, unit, meaning, reason }]) => {
    const amount = value.toLocaleString("en-US", { maximumFractionDigits: 6 });
    return `| \`${name}\` | ${amount} | ${unit} | ${cell(meaning)} | ${cell(reason)} |`;
  });
  return ["| setting | value | unit | meaning | reason |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}
