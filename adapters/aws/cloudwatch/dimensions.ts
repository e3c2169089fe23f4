interface Dimension {
  readonly Name?: string | undefined;
  readonly Value?: string | undefined;
}

/** Dimensions as CloudWatch takes them. */
export function toDimensions(dimensions: Readonly<Record<string, string>>): { Name: string; Value: string }[] {
  return Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
}

/** Dimensions out of CloudWatch's list of them, value by name. */
export function fromDimensions(listed: readonly Dimension[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(listed.map(({ Name = "", Value = "" }) => [Name, Value]));
}
