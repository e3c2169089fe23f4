interface Dimension {
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
}

/** Converts dimensions to CloudWatch's list. */
export function toDimensions(dimensions: Readonly<Record<string, string>>): { Name: string; Value: string }[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

/** Converts CloudWatch's list of dimensions to values by name. */
export function fromDimensions(listed: readonly Dimension[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(listed.map(({ Name = "", Value = "" }) => [Name, Value]));
}
