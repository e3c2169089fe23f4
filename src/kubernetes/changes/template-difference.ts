import type { Container, PodSpec } from "../objects/pod-spec.ts";

/** What differs between two versions of a pod's specification: images with both values, all else by the path of the field. */
export interface TemplateDifference {
  readonly images: readonly { readonly container: string; readonly before: string; readonly now: string }[];
  readonly fields: readonly string[];
}

/** Compares the specification of a pod with the one before. Values of fields other than images are left out: they may be secrets. */
export function templateDifference(before: PodSpec, now: PodSpec): TemplateDifference {
  const old = new Map(containers(before).map((each) => [each.name, each]));
  const names = new Set(containers(now).map(({ name }) => name));
  const images: TemplateDifference["images"][number][] = [];
  const fields: string[] = [];
  for (const container of containers(now)) {
    const earlier = old.get(container.name);
    if (!earlier) {
      fields.push(`container ${container.name} added`);
      continue;
    }
    if (earlier.image !== container.image)
      images.push({ container: container.name, before: earlier.image ?? "", now: container.image ?? "" });
    fields.push(...containerFields(earlier, container));
  }
  for (const name of old.keys()) if (!names.has(name)) fields.push(`container ${name} removed`);
  return { images, fields: [...fields, ...differing(parts(before), parts(now))] };
}

function containers({ initContainers, containers: all }: PodSpec): readonly Container[] {
  return [...initContainers, ...all];
}

function containerFields(before: Container, now: Container): readonly string[] {
  const { env: _before, image: _old, ...one } = before;
  const { env: _now, image: _new, ...other } = now;
  const variables = differing(byName(before.env), byName(now.env)).map((name) => `env ${name}`);
  return [...differing(one, other), ...variables];
}

function byName(all: readonly { readonly name: string }[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(all.map((each) => [each.name, each]));
}

function parts({ initContainers: _init, containers: _all, ...rest }: PodSpec): Readonly<Record<string, unknown>> {
  return rest;
}

/** The names of fields that only one has or that have other values. */
function differing(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => JSON.stringify(one[name]) !== JSON.stringify(other[name]));
}
