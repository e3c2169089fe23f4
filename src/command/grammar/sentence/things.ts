/** A thing with a shape of its own that people paste. */
export interface Thing {
  readonly kind: ThingKind;
  readonly text: string;
}

export type ThingKind = (typeof SHAPES)[number][0];

/** A trace id of W3C, whose first eight digits are X-Ray's time. https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sendingdata.html */
const W3C_TRACE = /^(?:00-)?([0-9a-f]{8})([0-9a-f]{24})(?:-[0-9a-f]{16}-0[01])?$/i;

/** By shape, the more specific ones first. */
const SHAPES = [
  ["X-Ray trace", /^(?:Root=)?1-[0-9a-f]{8}-[0-9a-f]{24}$/i],
  ["trace", W3C_TRACE],
  ["request id", /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  [
    "AWS resource",
    /^(?:i|vpc|subnet|sg|eni|vol|ami|nat|igw|rtb|acl|eipalloc|lt|fs|tgw|snap)-[0-9a-f]{8}(?:[0-9a-f]{9})?$/i,
  ],
  ["account", /^(?:\d{12}|\d{4}-\d{4}-\d{4})$/],
  ["zone", /^(?:(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[bef]?)?-[a-z]+-\d[a-f]|[a-z]{3}[0-9]-az\d)$/i],
  [
    "region",
    /^(?:af|ap|ca|cn|eu|il|me|mx|sa|us)(?:-gov|-iso[bef]?)?-(?:north|south|east|west|central)(?:east|west)?-\d$/i,
  ],
  ["address", /^\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?$/],
  ["log group", /^\/[\w.#-]+(?:\/[\w.#-]+)+$/],
  ["AWS namespace", /^AWS\/\w+$/],
] as const;

/** The thing that a word is by its shape; undefined for other words. */
export function thingIn(word: string): Thing | undefined {
  const found = SHAPES.find(([, shape]) => shape.test(word));
  return found && { kind: found[0], text: word };
}

/** X-Ray's form of a trace id; undefined for other ids. */
export function xrayId(text: string): string | undefined {
  const [, time, rest] = W3C_TRACE.exec(text) ?? [];
  return time === undefined ? undefined : `1-${time}-${rest}`.toLowerCase();
}
