import { z } from "zod";

/** A field that is undefined if it is missing, null or of another type: one bad field must not hide its object. */
function lenient<Schema extends z.ZodType>(schema: Schema) {
  return schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
}

export const text = lenient(z.string());
export const whole = lenient(z.number());
export const flag = lenient(z.boolean());
/** A port or a quantity: a number or a name, as text. */
export const numberOrName = lenient(z.union([z.string(), z.number()]).transform(String));
/** An RFC 3339 time as epoch seconds. */
export const time = lenient(z.string()).transform((value) => secondsOf(value));

/** An object that is undefined if it is missing or no object. */
export const part = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => lenient(z.object(shape));

/** The items of a list that are as described; none if it is no list. */
export function listOf<Schema extends z.ZodType>(schema: Schema) {
  return lenient(z.array(z.unknown())).transform((items) =>
    (items ?? []).flatMap((item): readonly z.output<Schema>[] => {
      const read = schema.safeParse(item);
      return read.success ? [read.data] : [];
    }),
  );
}

/** Names with their texts, numbers and flags as text; other values are left out. */
export const texts = lenient(z.record(z.string(), z.unknown())).transform(
  (record): Readonly<Record<string, string>> =>
    Object.fromEntries(
      Object.entries(record ?? {}).flatMap(([name, value]) =>
        ["string", "number", "boolean"].includes(typeof value) ? [[name, String(value)]] : [],
      ),
    ),
);

/** The keys of an object, without its values. */
export const keys = lenient(z.record(z.string(), z.unknown())).transform((record) => Object.keys(record ?? {}));

export const names = listOf(z.string());

function secondsOf(written: string | undefined): number | undefined {
  const at = Date.parse(written ?? "") / 1000;
  return Number.isFinite(at) ? at : undefined;
}
