import type { ReadableField } from "./readable.ts";
import { nameIn } from "./shape.ts";

const NAME = /(?:^|[› ])[\w ]*(?:name|identifier|arn)$/i;
/** What a service calls the resource, whatever else has an id. */
const RESOURCE = /(?:^|[› ])(?:resource id|resource name|monitored resource|affected resource|entity arn)$/i;
const ID = /(?:^|[› ])[\w ]*(?:id|serial number)$/i;
/** Names of what is in trouble where no field is called a name or an id. */
const THING =
  /(?:^|[› ])(?:service|app|application|host|hostname|instance|component|job|pipeline|cluster|queue|table|thing|device|broker|stream|function|bucket|database|volume|workspace|topic|domain|channel|pod|node|deployment|impacted entit(?:y|ies))$/i;
/** Names of people, rules, sessions, versions and accounts name no resource. */
const NO_RESOURCE =
  /user|account|principal|product|type|event|version|region|request|message id|correlation|session|role|execution|action|file path|(?:alert|rule|receiver|integration|metric) ?name/i;

/**
 * What the fields of a message that no shape knows call the resource: a name before an id, an id before a word such as "host". `type`: the
 * kind of event, which says whose name is meant.
 */
export function ownName(fields: readonly ReadableField[], type: string): string | undefined {
  const candidates = fields.filter(([label, value]) => !NO_RESOURCE.test(label) && value.length <= 300);
  // A bare number counts parts of something: the broker 2 of a cluster.
  const names = candidates.filter(([, value]) => !value.startsWith("arn:") && !isCount(value));
  const words = type.toLowerCase().replaceAll(" ", "");
  // Of a workspace's id and its directory's, an event of workspaces is about the first.
  const isOfType = ([label]: ReadableField): boolean => words.includes(firstWord(label));
  const found = (pattern: RegExp): string | undefined => {
    const fitting = names.filter(([label]) => pattern.test(label));
    return (fitting.find(isOfType) ?? fitting[0])?.[1];
  };
  const arnAt = (pattern: RegExp): string | undefined => {
    const arn = candidates.find(([label, value]) => pattern.test(label) && value.startsWith("arn:"))?.[1];
    return arn === undefined ? undefined : tellingName(arn);
  };
  return found(NAME) ?? found(RESOURCE) ?? arnAt(RESOURCE) ?? found(ID) ?? found(THING) ?? arnAt(NAME);
}

function firstWord(label: string): string {
  return (label.split(" › ").at(-1) ?? label).toLowerCase().split(" ")[0] ?? "";
}

/** ARNs in the fields, those of people and roles left out. */
export function arnsIn(fields: readonly ReadableField[]): readonly string[] {
  return fields.flatMap(([label, value]) => (/^arn:/.test(value) && !NO_RESOURCE.test(label) ? [value] : []));
}

/** Whether a name is a part of an ARN, which may end in an id: `cluster/orders/1b2c`. */
export function isNamed(arn: string, name: string): boolean {
  return arn === name || arn.split(/[/:]/).includes(name);
}

const KEY =
  /^[0-9a-f]{16}$|^[0-9a-f]{32}$|^(?=\w*\d)(?=\w*[a-z])[a-z0-9]{12}$|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:-\d+)?$/;
/** Keys that a service gives: `agent-0cc3`, `i-0abc`. */
const GIVEN_KEY = /^[a-z]+-[0-9a-f]*\d[0-9a-f]*$|^[a-z]+-\d\w+$/i;

/** The name in an ARN: the part before a key, else the whole path where its last part is a number, which names nothing to a reader. */
export function tellingName(arn: string): string | undefined {
  const path = arn.split(":").slice(5).join(":");
  const last = nameIn(arn);
  if (KEY.test(last ?? "")) {
    const before = path.split(/[/:]/).slice(1, -1);
    return before.at(-1) ?? (path || last);
  }
  return /^\d{1,4}$/.test(last ?? "") ? path || last : last;
}

/** The name that a person gave to a resource whose ARN ends in a key. */
export function givenName(fields: readonly ReadableField[], arn: string): string | undefined {
  const last = nameIn(arn) ?? "";
  if (!KEY.test(last) && !GIVEN_KEY.test(last)) return undefined;
  const kind = (arn.split(":")[5]?.split("/").at(-2) ?? "").toLowerCase().split("-");
  return fields.find(([label, value]) => {
    const words = label.toLowerCase().split(" ");
    const isOwn = words.slice(0, -1).some((word) => kind.some((each) => each !== "" && each.startsWith(word)));
    return words.at(-1) === "name" && (words.length === 1 || isOwn) && !value.startsWith("arn:");
  })?.[1];
}

/** A bare number counts something; that an id is the same says nothing. */
export function isCount(name: string | undefined): boolean {
  return /^\d{1,4}$/.test(name ?? "");
}
