import { parseJson, parseLayeredJson } from "../json.ts";
import { mask, maskName } from "../telemetry/masking/mask.ts";
import { namesSecret } from "../telemetry/masking/secret-names.ts";
import { envelope } from "./notification.ts";

/** Fields that identify an alarm, also for the sweep, so they are never masked. */
const NAMES: ReadonlySet<string> = new Set(["AlarmName", "AlarmArn", "alarmName"]);

/** The deepest level that is read. AWS nests about ten levels; far more would exhaust the stack. */
const DEEPEST = 100;

/** A delivery's body for the store, after its signature was checked: texts are masked, identifiers are not. */
export function withoutSecrets(body: string): string {
  const read = parseJson(body);
  const { success, data } = envelope.safeParse(read);
  if (!success || !(read instanceof Object)) return mask(body);
  const Message = hiddenMessage(data.Message);
  const Subject = data.Subject && mask(data.Subject);
  const { MessageAttributes: given } = data;
  const MessageAttributes = hidden("", given, 0);
  const isClean = JSON.stringify(MessageAttributes) === JSON.stringify(given);
  if (Message === data.Message && Subject === data.Subject && isClean) return body;
  return JSON.stringify({
    ...read,
    Message,
    ...(Subject !== undefined && { Subject }),
    ...(given !== undefined && { MessageAttributes }),
  });
}

/** JSON is masked string by string, because masking the whole text could remove a quote. */
function hiddenMessage(text: string): string {
  const message = parseLayeredJson(text);
  if (!(message instanceof Object)) return mask(text);
  return JSON.stringify(hidden("", message, 0));
}

/** The value itself where nothing in it is hidden, which is the rule: a storm spends no time on copies. */
function hidden(name: string, value: unknown, depth: number): unknown {
  if (NAMES.has(name)) return value;
  if (depth > DEEPEST) return "[nested too deeply]";
  if (typeof value === "string" && name === "resources") return value.includes(":alarm:") ? value : maskName(value);
  if (typeof value === "string") return value !== "" && namesSecret(name) ? "[secret hidden]" : hiddenText(value);
  if (Array.isArray(value)) {
    const items = value.map((each) => hidden(name, each, depth + 1));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!(value instanceof Object)) return value;
  const fields = Object.entries(value);
  // A secret may be in parts: `{"password": {"value": …}}`.
  const isSecret = namesSecret(name);
  const given = nameOfValue(fields);
  const nameOf = (key: string): string => (isSecret ? name : (/^value$/i.test(key) && given) || key);
  const shown = fields.map(([key, inner]): [string, unknown] => [maskName(key), hidden(nameOf(key), inner, depth + 1)]);
  const isClean = shown.every(([key, inner], index) => key === fields[index]?.[0] && inner === fields[index]?.[1]);
  return isClean ? value : Object.fromEntries(shown);
}

/** The name that stands beside a value, as in the environment of a container: `{"name": "DB_PASSWORD", "value": …}`. */
function nameOfValue(fields: readonly (readonly [string, unknown])[]): string | undefined {
  const name = fields.find(([key]) => /^(?:name|key)$/i.test(key))?.[1];
  return typeof name === "string" ? name : undefined;
}

/** A single word may be a name, of a person or from AWS, and many of AWS's names look like card numbers. */
function hiddenText(text: string): string {
  const shown = mask(text);
  return /\s/.test(text.trim()) || !/\[(?:e-mail|card number) hidden\]/.test(shown) ? shown : text;
}
