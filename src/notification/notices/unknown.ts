import { moodOf, moodOfSeverity, moodOfState, outcomeIn } from "./mood.ts";
import { arnsIn, givenName, isCount, isNamed, ownName, tellingName } from "./naming.ts";
import { type ReadableField, readableFields } from "./readable.ts";
import type { ServiceEvent, Told } from "./shape.ts";
import { lineIn, markIn } from "./unknown-text.ts";

/** Fields that say an event's kind, which may end in its outcome: REPLICATION_TASK_FAILED. */
const KIND = /(?:^|[› ])(?:event type|event name|category|type|event|level)$/i;
/** Fields that the card has elsewhere. */
const ELSEWHERE = /^(?:version|account|account id|aws account id|region|aws region|timestamp|time)$/i;

const STATE =
  /(?:^|[› ])(?:status|state|health|lifecycle|result|outcome|conclusion|status code|new state|(?:alert )?transition|job status|current state|(?:status|state) › current|\w+ (?:job )?(?:status|state))$/i;
const SEVERITY = /(?:^|[› ])(?:severity|severity › label|priority|severity label|urgency)$/i;
const TEXT =
  /(?:^|[› ])(?:message|description|reason|cause|error message|failure reason|status reason|summary|detail message)$/i;
/** Who did something, and what a service is, say nothing of what happened. */
const NO_TEXT = /\b(?:agent|user|author|actor|org|service|team)\b/i;
/** Pages of what happened; those of a person, a picture or a runbook are none. */
const PAGE = /(?:^|[› ])[\w ]*(?:url|link)$/i;
const NO_PAGE = /\b(?:agent|user|author|actor|image|icon|avatar|runbook|dashboard|silence|unsubscribe|external)\b/i;
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
  const { name, ...told } = unknownFields(readableFields(event.detail.value), resources, type);
  const about = event.detail.text("title") ?? name;
  const isNamedThere = about !== undefined && ` ${type} `.includes(` ${about} `);
  const title = about === undefined || isNamedThere ? type : `${type}: ${about}`;
  const facts = told.facts.filter(([, value]) => value !== about);
  const placed = { ...told, mood: eventMood(type, told), title, account, region, at: time, facts };
  const failed = told.mood === "bad" ? undefined : FAILED_TYPE.exec(type)?.[0];
  if (failed !== undefined) return { ...placed, word: failed, mood: "bad", facts: [["State", told.word], ...facts] };
  // "Key Material Expiration", "Cluster Failover": the type says what no field does. A type without spaces is an application's own.
  const ending = type
    .replace(/ (?:Notification|Event)$/, "")
    .split(" ")
    .slice(1)
    .at(-1);
  const mood = placed.mood === "info" ? moodOf(ending) : "info";
  return mood === "bad" || mood === "warning" ? { ...placed, word: told.word ?? ending, mood } : placed;
}

/** Types of events that are about trouble: that it is active, or open, is bad. */
const TROUBLE = /\b(?:detected|alarm|anomaly|anomalies|health event|attack|incident|problem|breach)\b/i;
const IS_OVER = /^(?:resolved|closed|recovered|cleared|ok|ended|archived|fixed|mitigated)$/i;

/** A grave finding is not good because the job that found it succeeded. */
function eventMood(
  type: string,
  { word = "", mood, severity }: Pick<Told, "word" | "mood" | "severity">,
): Told["mood"] {
  const graver = moodOfSeverity(severity);
  if (TROUBLE.test(type) && /^(?:active|open|ongoing|started|new)$/i.test(word))
    return graver === "info" ? "warning" : graver;
  return mood === "good" && graver !== "info" && !IS_OVER.test(word) ? graver : mood;
}

/** A message of any shape, under its subject; without one it is named by its topic and by what it calls itself. */
export function unknownMessage(message: unknown, subject: string, topic: string): Told {
  const fields = readableFields(message);
  const { name, ...found } = unknownFields(fields, []);
  // An alert that is active is bad, a server that is active is good.
  const told = { ...found, page: pageIn(fields), ...(/^active$/i.test(found.word ?? "") && { mood: "info" as const }) };
  if (subject !== "") return { ...told, ...(told.word === undefined && markIn(subject)), title: subject };
  // A code such as `orders:PAYMENT_LATE` stays a field.
  const isHeadline = ([, value]: ReadableField): boolean => !/^\S*[:_]\S*$/.test(value);
  const headline =
    told.facts.find((field) => TITLE.test(field[0]) && isHeadline(field)) ??
    told.facts.find((field) => HEADLINE.test(field[0]) && isHeadline(field));
  if (!headline) return { ...told, ...titleOf(name, told, topic) };
  const isSentence = headline[1].includes(" ");
  const title = isSentence ? headline[1] : `${name ?? topic}: ${headline[1]}`;
  return { ...told, title, facts: told.facts.filter((fact) => fact !== headline) };
}

/** What a message that calls itself nothing is about and what it says of it: "daily_orders: failed". */
function titleOf(name: string | undefined, told: Told, topic: string): Pick<Told, "title" | "text" | "facts"> {
  const { facts = [], text, word } = told;
  const [only] = facts;
  // A bare list has one field without a name.
  if (text === undefined && facts.length === 1 && only?.[0] === "Value") {
    return { title: lineIn(only[1] ?? "") ?? topic, text: only[1], facts: [] };
  }
  const state = name === undefined ? undefined : word?.replaceAll("_", " ").toLowerCase();
  const said = (text === undefined ? undefined : lineIn(text)) ?? state;
  if (said === undefined) return { title: name === undefined ? topic : `${topic}: ${name}`, text, facts };
  return { title: name === undefined ? said : said.includes(name) ? said : `${name}: ${said}`, text, facts };
}

/** What the fields say; `name` is the short name of the resource. */
function unknownFields(
  fields: readonly ReadableField[],
  arns: readonly string[],
  type = "",
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
  const texts = fields.filter(([label]) => TEXT.test(label) && !NO_TEXT.test(label));
  // A code says less than a sentence.
  const text = texts.find(([, value]) => value.includes(" ")) ?? texts[0];
  const moods = [moodOfState(word), moodOf(outcomeIn(kindField?.[1] ?? ""))];
  const own = ownName(fields, type);
  const arn = own === undefined ? undefined : [...arns, ...arnsIn(fields)].find((each) => isNamed(each, own));
  const resources = arns.length > 0 ? arns : [arn ?? own];
  const name =
    arn === undefined && arns.length > 0 ? (givenName(fields, arns[0] ?? "") ?? tellingName(arns[0] ?? "")) : own;
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

function depthOf(label: string): number {
  return label.split(" › ").length;
}
