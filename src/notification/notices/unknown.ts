import { moodOf, moodOfSeverity } from "./mood.ts";
import { type ReadableField, readableFields } from "./readable.ts";
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
/** Names of people, versions and accounts name no resource. */
const NO_RESOURCE = /user|account|principal|type|event|version|region|request|message id|correlation/i;

/** An event that no shape knows: its state, its resource and all of its fields are found by their names. */
export function unknownEvent(event: ServiceEvent): Told {
  const { type, account, region, time, resources } = event;
  const told = unknownFields(readableFields(event.detail.value), resources);
  return { ...told, title: titled(type, told.resources?.[0]), account, region, at: time };
}

/** A message of any shape, under the given title. */
export function unknownMessage(message: unknown, title: string): Told {
  const told = unknownFields(readableFields(message), []);
  return { ...told, title };
}

function titled(type: string, resource: string | undefined): string {
  const name = nameIn(resource);
  return name === undefined || type.includes(name) ? type : `${type}: ${name}`;
}

function unknownFields(fields: readonly ReadableField[], arns: readonly string[]): Told {
  const named = (pattern: RegExp): string | undefined =>
    fields.find(([label, value]) => pattern.test(label) && value.length <= 60)?.[1];
  const state = named(STATE);
  const severity = named(SEVERITY);
  const text = fields.find(([label]) => TEXT.test(label));
  const own = [NAME, ID].flatMap((pattern) =>
    fields
      .filter(([label, value]) => pattern.test(label) && !NO_RESOURCE.test(label) && value.length <= 300)
      .slice(0, 1),
  );
  const kind = fields.find(([label, value]) => KIND.test(label) && moodOf(lastWord(value)) !== "info")?.[1];
  const moods = [moodOf(state), moodOf(lastWord(kind ?? "")), moodOfSeverity(severity)];
  const word = state ?? kind;
  const shown = fields.filter(
    (field) => field !== text && !ELSEWHERE.test(field[0]) && field[1] !== word && !arns.includes(field[1]),
  );
  return {
    title: "",
    word,
    mood: moods.find((each) => each !== "info") ?? "info",
    severity,
    text: text?.[1],
    resources: arns.length > 0 ? arns : own.slice(0, 1).map(([, value]) => value),
    facts: shown,
  };
}

/** "REPLICATION_TASK_FAILED" ends in its outcome. */
function lastWord(text: string): string {
  return text.split(/[\s_.:-]+/).at(-1) ?? "";
}
