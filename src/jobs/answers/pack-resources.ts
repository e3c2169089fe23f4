import type { Seen } from "../../findings/measured.ts";
import type { Pack } from "../../packs/pack.ts";
import type { Metrics } from "../../telemetry/ports/ports.ts";

type Dimensions = Readonly<Record<string, string>>;

/** A resource of a pack, by the dimensions of its metrics. */
export interface PackResource {
  /** "checkout", or "prod/orders" where two dimensions name it. */
  readonly name: string;
  readonly dimensions: Dimensions;
}

/** The resources of a pack that had metrics in the last two weeks, by name; with `named` only those of that name. */
export async function resourcesOfPack(
  { resources }: Metrics,
  pack: Pack,
  named: string | undefined,
  signal: AbortSignal,
): Promise<Seen<readonly PackResource[]> | undefined> {
  const all = Object.values(pack.metrics);
  // What is published only when it happens does not tell all resources.
  const metric = all.find(({ sparse }) => !sparse) ?? all[0];
  if (!resources || !metric) return undefined;
  const listed = { namespace: pack.namespace, metric: metric.name, dimensions: pack.dimensions };
  const seen = await resources(listed, signal);
  const found = seen.value.map((dimensions) => ({ name: nameOf(pack, dimensions), dimensions }));
  const value = found
    .filter((each) => named === undefined || isNamed(each, named))
    .sort((one, other) => one.name.localeCompare(other.name));
  return { ...seen, value };
}

function nameOf({ dimensions: names }: Pack, dimensions: Dimensions): string {
  const parts = names.flatMap((name) => {
    const value = dimensions[name] ?? "";
    // An account's id and the word Global tell nothing here.
    if (/^\d{12}$|^Global$/.test(value) && names.length > 1) return [];
    return [value.startsWith("arn:") ? (value.split(/[:/]/).at(-1) ?? value) : value];
  });
  return parts.join("/");
}

function isNamed({ name, dimensions }: PackResource, wanted: string): boolean {
  const same = (text: string): boolean => text.toLowerCase() === wanted.toLowerCase();
  return same(name) || Object.values(dimensions).some(same);
}
