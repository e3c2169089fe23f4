import { moodOf, moodOfSeverity, outcomeIn } from "./mood.ts";
import { plainText, type ReadableField, readableFields } from "./readable.ts";
import { nameIn, type ServiceEvent, type Told } from "./shape.ts";

/** Fields that say an event's kind, which may end in its outcome: REPLICATION_TASK_FAILED. */
const KIND = /(?:^|[› ])(?:event type|event name|category|type|event|level)$/i;
/** Fields that the card has elsewhere. */
const ELSEWHERE = /^(?:version|account|account id|aws account id|region|aws region|timestamp|time)$/i;

const STATE =
  /(?:^|[› ])(?:status|state|result|outcome|new state|job status|current state|\w+ (?:job )?(?:status|state))$/i;
const SEVERITY = /(?:^|[› ])(?:severity|severity › label|priority|severity label)$/i;
const NAME = /(?:^|[› ])[\w ]*(?:name|identifier|arn)$/i;
const ID = /(?:^|[› ])[\w ]*id$/i;
const TEXT =
  /(?:^|[› ])(?:message|description|reason|cause|error message|failure reason|status reason|summary|detail message)$/i;
/** Names of what is in trouble where no field is called a name or an id. */
const THING =
  /(?:^|[› ])(?:service|app|application|host|hostname|instance|component|job|pipeline|cluster|queue|table)$/i;
/** Names of people, rules, sessions, versions and accounts name no resource. */
const NO_RESOURCE =
  /user|account|principal|type|event|version|region|request|message id|correlation|session|role|execution|(?:alert|rule) ?name/i;
/** What a message calls itself. */
const HEADLINE = /^(?:title|subject|alert|event|event type|event name)$|(?:^|[› ])alert ?name$/i;
/** A state that is over says nothing about now. */
const PAST = /\b(?:previous|prior|old|last|former)\b/i;
/** Ends of an event's type that leave no doubt; an event about an alarm may also be its end. */
const FAILED_TYPE = /\b(?:failed|failure|error|unsuccessful|timed ?out)$/i;

/** An event that no shape knows: its state, its resource and all of its fields are found by their names. */
export function unknownEvent(event: ServiceEvent): Told {
  const { type, account, region, time, resources } = event;
  const { name, ...told } = unknownFields(readableFields(event.detail.value), resources);
  const about = event.detail.text("title") ?? name;
  const title = about === undefined || type.includes(about) ? type : `${type}: ${about}`;
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

/** The word in capitals at the beginning of a subject, if it is a state: "[ERROR] nightly import", "OK: orders". */
function markIn(subject: string): Pick<Told, "word" | "mood"> | undefined {
  const word = /^\W*([A-Z]{2,})\b/.exec(subject)?.[1];
  const mood = moodOf(word);
  return mood === "info" ? undefined : { word, mood };
}

/** A message of any shape, under its subject; without one it is named by its topic and by what it calls itself. */
export function unknownMessage(message: unknown, subject: string, topic: string): Told {
  const { name: _, ...told } = unknownFields(readableFields(message), []);
  if (subject !== "") return { ...told, ...(told.word === undefined && markIn(subject)), title: subject };
  // A code such as `orders:PAYMENT_LATE` stays a field.
  const headline = told.facts.find(([label, value]) => HEADLINE.test(label) && !/[:_]/.test(value));
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
  const stateField = byDepth.find((field) => isShort(field) && STATE.test(field[0]));
  const kindField = byDepth.find(
    (field) => isShort(field) && KIND.test(field[0]) && moodOf(outcomeIn(field[1])) !== "info",
  );
  // The state of a part, such as "running", does not outrank the event that the whole message is about.
  const isPart = stateField && kindField && depthOf(stateField[0]) > depthOf(kindField[0]);
  const word = (isPart ? kindField : (stateField ?? kindField))?.[1];
  const severityField = fields.find((field) => isShort(field) && SEVERITY.test(field[0]));
  const severity = severityField?.[1];
  const text = fields.find(([label]) => TEXT.test(label));
  const moods = [moodOf(word), moodOf(outcomeIn(word ?? "")), moodOf(outcomeIn(kindField?.[1] ?? ""))];
  const own = ownName(fields);
  const arn = own === undefined ? undefined : [...arns, ...arnsIn(fields)].find((each) => isNamed(each, own));
  const resources = arns.length > 0 ? arns : [arn ?? own];
  const name = arn === undefined && arns.length > 0 ? nameIn(arns[0]) : own;
  const elsewhere: readonly (string | undefined)[] = [word, ...arns];
  const shown = fields.filter(
    (field) =>
      field !== text &&
      field !== severityField &&
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
