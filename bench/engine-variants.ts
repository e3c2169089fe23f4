import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import type { Findings } from "../src/findings/findings.ts";
import type { Diagnosis } from "../src/investigation/diagnosis.ts";

/** An engine with one of its settings changed. */
export interface Variant {
  /** "DEPARTED × 0.75". */
  readonly name: string;
  diagnose(findings: Findings): Diagnosis;
}

/** The settings that decide what is proposed and in which order, and their files below `src/engine`. */
export const settings: readonly (readonly [file: string, name: string])[] = [
  ["series/departure.ts", "DEPARTED"],
  ["series/departure.ts", "AWAY"],
  ["series/departure.ts", "FROM_NOTHING"],
  ["series/baseline.ts", "RELATIVE_FLOOR"],
  ["series/baseline.ts", "MOST_PARTS"],
  ["settings.ts", "SMALLEST_SHARE"],
  ["settings.ts", "OTHER_LOSS"],
  ["candidates/from-blame.ts", "NOTICEABLE"],
  ["attribution/volume.ts", "FEWEST_ASKED"],
  ["candidates/from-traffic.ts", "TRAFFIC_WEIGHT"],
  ["attribution/timeouts.ts", "LONG"],
  ["attribution/timeouts.ts", "MOST"],
];
const FACTORS = [0.75, 1.25];

const engine = new URL("../src/engine/", import.meta.url);

/** The engine once for each setting a quarter smaller and a quarter larger; throws where a setting is no longer where it was. */
export async function variants(): Promise<readonly Variant[]> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      const variant = new URL(context.parentURL ?? engine).search;
      return variant !== "" && resolved.url.startsWith(engine.href)
        ? { ...resolved, url: resolved.url + variant }
        : resolved;
    },
    load(url, context, next) {
      const [plain = "", variant] = url.split("?");
      if (variant === undefined || !plain.startsWith(engine.href)) return next(url, context);
      const source = readFileSync(new URL(plain), "utf8");
      return { format: "module-typescript", source: changed(source, plain, variant), shortCircuit: true };
    },
  });
  const found: Variant[] = [];
  for (const [file, name] of settings) {
    for (const factor of FACTORS) {
      const url = new URL(`diagnose.ts?${file}:${name}:${factor}`, engine).href;
      const loaded: typeof import("../src/engine/diagnose.ts") = await import(url);
      found.push({ name: `${name} × ${factor}`, diagnose: loaded.diagnose });
    }
  }
  hooks.deregister();
  return found;
}

function changed(source: string, url: string, variant: string): string {
  const [file = "", name = "", factor = ""] = variant.split(":");
  if (!url.endsWith(`/${file}`)) return source;
  if (!settingOf(name).test(source)) throw new Error(`There is no ${name} in ${file}.`);
  return source.replace(
    settingOf(name),
    (_, head: string, value: string) => `${head}${Number(value) * Number(factor)};`,
  );
}

/** Where a setting is declared: the code before its number, and the number. */
export function settingOf(name: string): RegExp {
  return new RegExp(`((?:export )?const ${name} = )([\\d._]+);`);
}
