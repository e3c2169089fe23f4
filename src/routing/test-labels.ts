import { parseJson } from "../json.ts";
import { envelope } from "../notification/notification.ts";
import { parseNotification } from "../notification/parse.ts";
import { alarmLabels, isLabel, type Labels, noticeLabels } from "./labels.ts";

/**
 * The labels of what a person would have routed: a message as JSON, with or without its SNS envelope, or the name of an alarm with further
 * labels, `checkout-5xx region=eu-west-1`. Returns what is wrong as a sentence.
 */
export function labelsToTest(text: string): Labels | string {
  const given = text.trim();
  if (given === "") return "Which alarm? Name one, or paste its JSON.";
  return given.startsWith("{") || given.startsWith("[") ? labelsOfJson(given) : labelsOfWords(given);
}

function labelsOfJson(text: string): Labels | string {
  const message = parseJson(text);
  if (!(message instanceof Object)) return "That is no JSON: paste the whole message.";
  const sent = envelope.safeParse(message);
  const body = sent.success ? text : enveloped(text);
  const topic = sent.success ? sent.data.TopicArn : "";
  const notification = parseNotification(body);
  switch (notification.type) {
    case "alarm":
      return alarmLabels(notification.transition.alarm, topic);
    case "notice":
      return noticeLabels(notification.notice, topic, "notice");
    case "change":
      if (notification.notice) return noticeLabels(notification.notice, topic, "change");
      return "That is a change: investigations read it, no channel shows it.";
    case "noise":
      return `${notification.what} changes nothing, so no channel shows it.`;
    default:
      return notification satisfies never;
  }
}

/** A bare message in the envelope in which SNS would send it. */
function enveloped(Message: string): string {
  const Timestamp = new Date(0).toISOString();
  return JSON.stringify({ Type: "Notification", MessageId: "test", TopicArn: "", Message, Timestamp });
}

/** Words before the first label are the alarm's name. */
function labelsOfWords(text: string): Labels | string {
  const [, name = "", rest = ""] = /^(.*?)((?:\s+[\w.:/@+-]+=(?:"[^"]*"|\S*))*)\s*$/s.exec(` ${text}`) ?? [];
  const labels = new Map([["source", "aws.cloudwatch"]]);
  const alarm = name.trim().replace(/^"(.*)"$/s, "$1");
  if (alarm !== "") labels.set("alarm", alarm);
  for (const [, label = "", value = ""] of rest.matchAll(/\s([\w.:/@+-]+)=("[^"]*"|\S*)/g)) {
    if (!isLabel(label))
      return `There is no label ${label}. For example: checkout-5xx account=111122223333 region=eu-west-1`;
    labels.set(label, value.replace(/^"(.*)"$/s, "$1"));
  }
  return labels;
}
