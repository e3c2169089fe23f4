/** How a setting names another resource: by its ARN, by a host name, or by its bare name where the setting says of what kind it is. */
export type ResourceReference =
  | { readonly type: "arn"; readonly arn: string }
  | { readonly type: "host"; readonly host: string }
  | { readonly type: "name"; readonly kind: NamedKind; readonly name: string };

/** Kinds of resources that programs are told by their bare names, as ARNs abbreviate their services. */
export type NamedKind = "dynamodb" | "sqs" | "kinesis" | "lambda";

/** A setting of a program, such as a variable of its environment. Its value may be a secret: only references are kept of it. */
export interface ProgramSetting {
  readonly name: string;
  readonly value: string;
}

/** Settings of one program that are read, and characters of each. */
const MOST = 200;
const LONGEST = 4_096;

const ARN = /\barn:aws[\w-]*:[\w-]+:[\w-]*:\d*:[\w./:+=@-]*[\w/]/g;
/** The host of an address: behind `//` and perhaps credentials. */
const IN_ADDRESS = /\/\/(?:[^/@\s]*@)?([a-z\d](?:[a-z\d.-]*[a-z\d])?)/gi;
/** At least two labels, the last not a number: a version is no host. */
const WHOLE_HOST = /^((?:[a-z\d][a-z\d-]*\.)+[a-z][a-z\d-]*)(?::\d+)?$/i;
const QUEUE_URL = /^https:\/\/sqs\.([\w-]+)\.amazonaws\.com(?:\.cn)?\/(\d{12})\/([\w.-]+)$/;

/** Words in a setting's name that say of what its value is the name. */
const KIND_WORDS: readonly (readonly [word: RegExp, kind: NamedKind])[] = [
  [/(?:^|_)(?:TABLE|DYNAMODB|DYNAMO)(?:_|$)/, "dynamodb"],
  [/(?:^|_)(?:QUEUE|SQS)(?:_|$)/, "sqs"],
  [/(?:^|_)(?:STREAM|KINESIS)(?:_|$)/, "kinesis"],
  [/(?:^|_)(?:FUNCTION|LAMBDA)(?:_|$)/, "lambda"],
];
const BARE_NAME = /^[\w.-]{3,255}$/;

/** What the settings of a program refer to; each once. */
export function referencesIn(settings: readonly ProgramSetting[]): readonly ResourceReference[] {
  const found = settings
    .slice(0, MOST)
    .flatMap(({ name, value }) => referencesOf(name, value.slice(0, LONGEST).trim()));
  return [...new Map(found.map((reference) => [JSON.stringify(reference), reference])).values()];
}

function referencesOf(name: string, value: string): readonly ResourceReference[] {
  const [, , , queue] = QUEUE_URL.exec(value) ?? [];
  if (queue !== undefined) return [{ type: "name", kind: "sqs", name: queue }];
  const arns = (value.match(ARN) ?? []).map((arn): ResourceReference => ({ type: "arn", arn }));
  if (arns.length > 0) return arns;
  const whole = WHOLE_HOST.exec(value)?.[1];
  const hosts = whole === undefined ? [...value.matchAll(IN_ADDRESS)].flatMap(([, host]) => host ?? []) : [whole];
  const kind = kindSaidBy(name);
  return [
    ...hosts.map((host): ResourceReference => ({ type: "host", host: host.toLowerCase() })),
    ...(kind !== undefined && BARE_NAME.test(value) ? [{ type: "name", kind, name: value } as const] : []),
  ];
}

function kindSaidBy(name: string): NamedKind | undefined {
  // ordersTableName and orders-table-name are read as ORDERS_TABLE_NAME.
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, "$1_$2")
    .replaceAll(/[.-]/g, "_")
    .toUpperCase();
  return KIND_WORDS.find(([word]) => word.test(words))?.[1];
}
