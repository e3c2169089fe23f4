import { moodOf, moodOfSeverity, outcomeIn } from "./mood.ts";
import { plainText, type ReadableField, readableFields } from "./readable.ts";
import { nameIn, type ServiceEvent, type Told } from "./shape.ts";

/** Fields that say an event's kind, which may end in its outcome: REPLICATION_TASK_FAILED. */
const KIND = /(?:^|[› ])(?:event type|event name|category|type|event|level)$/i;
/** Fields that the card has elsewhere. */
const ELSEWHERE = /^(?:version|account|account id|aws account id|region|aws region|timestamp|time)$/i;

const STATE =
  /(?:^|[› ])(?:status|state|health|lifecycle|result|outcome|new state|(?:alert )?transition|job status|current state|(?:status|state) › current|\w+ (?:job )?(?:status|state))$/i;
const SEVERITY = /(?:^|[› ])(?:severity|severity › label|priority|severity label|urgency)$/i;
const NAME = /(?:^|[› ])[\w ]*(?:name|identifier|arn)$/i;
const ID = /(?:^|[› ])[\w ]*(?:id|serial number)$/i;
const TEXT =
  /(?:^|[› ])(?:message|description|reason|cause|error message|failure reason|status reason|summary|detail message)$/i;
/** Names of what is in trouble where no field is called a name or an id. */
const THING =
  /(?:^|[› ])(?:service|app|application|host|hostname|instance|component|job|pipeline|cluster|queue|table|thing|device|broker|stream|function|bucket|database|volume|workspace|topic|domain|channel|pod|node|deployment|impacted entit(?:y|ies))$/i;
/** Who did something, and what a service is, say nothing of what happened. */
const NO_TEXT = /\b(?:agent|user|author|actor|org|service|team)\b/i;
/** Pages of what happened; those of a person, a picture or a runbook are none. */
const PAGE = /(?:^|[› ])[\w ]*(?:url|link)$/i;
const NO_PAGE = /\b(?:agent|user|author|actor|image|icon|avatar|runbook|dashboard|silence|unsubscribe|external)\b/i;
/** Names of people, rules, sessions, versions and accounts name no resource. */
const NO_RESOURCE =
  /user|account|principal|product|type|event|version|region|request|message id|correlation|session|role|execution|(?:alert|rule) ?name/i;
/** What a message calls itself. */
const HEADLINE = /^(?:subject|alert|event|event type|event name)$|(?:^|[› ])alert ?name$/i;
const TITLE = /(?:^|[› ])[\w ]*title$/i;
/** A state that is over says nothing about now. */
const PAST = /\b(?:previous|prior|old|last|former)\b/i;
/** Ends of an event's type that leave no doubt; an event about an alarm may also be its end. */
const FAILED_TYPE = /\b(?:failed|failure|error|unsuccessful|timed ?out)$/i;

/** An event that no shape knows: its state, its resource and all of its fields are found by their names. */
export function unknownEvent(event: ServiceEvent): Told {
  const { type, account, region, time, resources } = event;
  const { name, ...told } = unknownFields(readableFields(event.detail.value), resources);
  const about = event.detail.text("title") ?? name;
  const isNamedThere = about !== undefined && ` ${type} `.includes(` ${about} `);
  const title = about === undefined || isNamedThere ? type : `${type}: ${about}`;
  const facts = told.facts.filter(([, value]) => value !== about);
  const placed = { ...told, title, account, region, at: time, facts };
  const failed = told.mood === "bad" ? undefined : FAILED_TYPE.exec(type)?.[0];
  if (failed !== undefined) return { ...placed, word: failed, mood: "bad", facts: [["State", told.word], ...facts] };
  // "Key Material Expiration", "Cluster Failover": the type says what no field does. A type without spaces is an application's own.
  const ending = type.split(" ").slice(1).at(-1);
  const mood = told.word === undefined && told.mood === "info" ? moodOf(ending) : "info";
  return mood === "bad" || mood === "warning" ? { ...placed, word: ending, mood } : placed;
}

/** A text under its subject, else its topic. */
export function unknownText(text: string, subject: string, topic: string): Told {
  return { mood: "info", ...markIn(subject), title: subject || topic, text: plainText(text) };
}

/** The word at the beginning of a subject, in capitals or before a colon, if it is a state: "[ERROR] nightly import", "Problem: disk full". */
function markIn(subject: string): Pick<Told, "word" | "mood"> | undefined {
  const word = /^\W*(?:([A-Z]{2,}\b|\w+(?=:)|Resolved\b|Recovered\b))/.exec(subject)?.[1];
  const mood = moodOf(word);
  return mood === "info" ? undefined : { word, mood };
}

/** A message of any shape, under its subject; without one it is named by its topic and by what it calls itself. */
export function unknownMessage(message: unknown, subject: string, topic: string): Told {
  const fields = readableFields(message);
  const { name: _, ...found } = unknownFields(fields, []);
  // An alert that is active is bad, a server that is active is good.
  const told = { ...found, page: pageIn(fields), ...(/^active$/i.test(found.word ?? "") && { mood: "info" as const }) };
  if (subject !== "") return { ...told, ...(told.word === undefined && markIn(subject)), title: subject };
  // A code such as `orders:PAYMENT_LATE` stays a field.
  const isHeadline = ([, value]: ReadableField): boolean => !/^\S*[:_]\S*$/.test(value);
  const headline =
    told.facts.find((field) => TITLE.test(field[0]) && isHeadline(field)) ??
    told.facts.find((field) => HEADLINE.test(field[0]) && isHeadline(field));
  if (!headline) return { ...told, title: topic };
  return { ...told, title: `${topic}: ${headline[1]}`, facts: told.facts.filter((fact) => fact !== headline) };
}

/** What the fields say; `name` is the short name of the resource. */
function unknownFields(
  fields: readonly ReadableField[],
  arns: readonly string[],
): Omit<Told, "facts"> & { readonly name: string | undefined; readonly facts: readonly ReadableField[] } {
  const byDepth = fields.toSorted(([one], [other]) => depthOf(one) - depthOf(other));
  const isShort = ([label, value]: ReadableField): boolean => value.length <= 60 && !PAST.test(label);
  const stateField = byDepth.find((field) => isShort(field) && STATE.test(field[0]) && /[a-z]/i.test(field[1]));
  const kindField = byDepth.find(
    (field) =>
      isShort(field) && KIND.test(field[0]) && [field[1], outcomeIn(field[1])].some((each) => moodOf(each) !== "info"),
  );
  // The state of a part, such as "running", does not outrank the event that the whole message is about.
  const isPart = stateField && kindField && depthOf(stateField[0]) > depthOf(kindField[0]);
  const word = (isPart ? kindField : (stateField ?? kindField))?.[1];
  const severityField = fields.find((field) => isShort(field) && SEVERITY.test(field[0]));
  const severity = severityField?.[1];
  const text = fields.find(([label]) => TEXT.test(label) && !NO_TEXT.test(label));
  const moods = [moodOf(word), moodOf(outcomeIn(word ?? "")), moodOf(outcomeIn(kindField?.[1] ?? ""))];
  const own = ownName(fields);
  const arn = own === undefined ? undefined : [...arns, ...arnsIn(fields)].find((each) => isNamed(each, own));
  const resources = arns.length > 0 ? arns : [arn ?? own];
  const name = arn === undefined && arns.length > 0 ? tellingName(arns[0] ?? "") : own;
  const elsewhere: readonly (string | undefined)[] = [word, ...arns];
  const shown = fields.filter(
    (field) =>
      field !== text &&
      field !== severityField &&
      !isRepeated(field, fields) &&
      !ELSEWHERE.test(field[0]) &&
      // A nested field's path says what the name is of.
      !(depthOf(field[0]) === 1 ? [...elsewhere, isCount(name) ? undefined : name, ...resources] : elsewhere).includes(
        field[1],
      ),
  );
  return {
    title: "",
    name,
    word,
    mood: [...moods, moodOfSeverity(severity), moodOf(severity)].find((each) => each !== "info") ?? "info",
    severity,
    text: text?.[1],
    resources,
    facts: shown,
  };
}

/** The name in an ARN; the whole path where its last part is a number or a hash, which names nothing to a reader. */
function tellingName(arn: string): string | undefined {
  const last = nameIn(arn);
  return /^\d{1,4}$|^[0-9a-f]{16}$/.test(last ?? "") ? arn.split(":").slice(5).join(":") || last : last;
}

/** Whether an earlier field of the same name has the same value, such as a label of an alert and of its group. */
function isRepeated(field: ReadableField, fields: readonly ReadableField[]): boolean {
  const key = (label: string): string | undefined => label.split(" › ").at(-1)?.toLowerCase();
  const [label, value] = field;
  return fields.find((each) => each[1] === value && key(each[0]) === key(label)) !== field;
}

/** The page of what happened, the one that lies least deep. */
function pageIn(fields: readonly ReadableField[]): string | undefined {
  return fields
    .filter(([label, value]) => PAGE.test(label) && !NO_PAGE.test(label) && /^https?:\/\//.test(value))
    .toSorted(([one], [other]) => depthOf(one) - depthOf(other))[0]?.[1];
}

/** A bare number counts something; that an id is the same says nothing. */
function isCount(name: string | undefined): boolean {
  return /^\d{1,4}$/.test(name ?? "");
}

function depthOf(label: string): number {
  return label.split(" › ").length;
}

function ownName(fields: readonly ReadableField[]): string | undefined {
  const candidates = fields.filter(([label, value]) => !NO_RESOURCE.test(label) && value.length <= 300);
  // A bare number counts parts of something: the broker 2 of a cluster.
  const names = candidates.filter(([, value]) => !value.startsWith("arn:") && !isCount(value));
  const [found] = [NAME, ID, THING].flatMap((pattern) => names.find(([label]) => pattern.test(label))?.[1] ?? []);
  return found ?? nameIn(candidates.find(([label]) => NAME.test(label))?.[1]);
}

function arnsIn(fields: readonly ReadableField[]): readonly string[] {
  return fields.flatMap(([label, value]) => (/^arn:/.test(value) && !NO_RESOURCE.test(label) ? [value] : []));
}

/** Whether a name is a part of an ARN, which may end in an id: `cluster/orders/1b2c`. */
function isNamed(arn: string, name: string): boolean {
  return arn === name || arn.split(/[/:]/).includes(name);
}
