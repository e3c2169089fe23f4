import { parseJson } from "../json.ts";
import { mask } from "../telemetry/masking/mask.ts";
import { namesSecret } from "../telemetry/masking/secrets.ts";
import { envelope } from "./notification.ts";

/** Alarms are found by these, also by a sweep that reads them from CloudWatch. */
const NAMES: ReadonlySet<string> = new Set(["AlarmName", "AlarmArn", "alarmName", "resources"]);

/** AWS nests some ten levels; far more would exhaust the stack. */
const DEEPEST = 100;

/** A delivery's body as it may be stored, once its signature was checked: its words masked, what identifies something kept. */
export function withoutSecrets(body: string): string {
  const read = parseJson(body);
  const { success, data } = envelope.safeParse(read);
  if (!success || !(read instanceof Object)) return mask(body);
  const Message = hiddenMessage(data.Message);
  const Subject = data.Subject && mask(data.Subject);
  return Message === data.Message && Subject === data.Subject
    ? body
    : JSON.stringify({ ...read, Message, ...(Subject !== undefined && { Subject }) });
}

/** JSON is masked string by string: as one text it could lose a quote. */
function hiddenMessage(text: string): string {
  const message = parseJson(text);
  if (!(message instanceof Object)) return mask(text);
  return JSON.stringify(hidden("", message, 0));
}

function hidden(name: string, value: unknown, depth: number): unknown {
  if (NAMES.has(name)) return value;
  if (depth > DEEPEST) return "[nested too deeply]";
  if (typeof value === "string") return value !== "" && namesSecret(name) ? "[secret hidden]" : hiddenText(value);
  if (Array.isArray(value)) return value.map((each) => hidden(name, each, depth + 1));
  if (!(value instanceof Object)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, hidden(key, inner, depth + 1)]));
}

/** A word alone may be a name: of a person who changed something, or one that AWS gave, of which many look like a card's number. */
function hiddenText(text: string): string {
  const shown = mask(text);
  return /\s/.test(text.trim()) || !/\[(?:e-mail|card number) hidden\]/.test(shown) ? shown : text;
}
