import { moodOf } from "../mood.ts";
import type { EventShape, MessageShape } from "../shape.ts";

/** https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/AWSHowTo.eventbridge.html */
export const elasticBeanstalk: EventShape = ({ detail, resources }) => {
  const environment = detail.text("EnvironmentName");
  const severity = detail.text("Severity");
  if (environment === undefined && detail.text("ApplicationName") === undefined) return undefined;
  return {
    title: `Elastic Beanstalk ${environment ?? detail.text("ApplicationName")}: ${detail.text("Status") ?? "event"}`,
    word: severity,
    mood: moodOf(severity),
    severity,
    text: detail.text("Message"),
    resources: [...resources, environment],
    facts: [
      ["Application", detail.text("ApplicationName")],
      ["Environment", environment],
      ["Status", detail.text("Status")],
    ],
  };
};

/** Lines of `Name: value`. */
export const beanstalkMessage: MessageShape = ({ text, subject }) => {
  const named = (name: string): string | undefined => new RegExp(`^${name}:\\s*(.+)$`, "m").exec(text)?.[1]?.trim();
  const environment = named("Environment");
  const message = named("Message");
  if (environment === undefined || message === undefined || named("Application") === undefined) return undefined;
  const state =
    /to (Severe|Degraded|Warning|Ok|No Data|Info)\b/i.exec(message)?.[1] ??
    (/fail|error/i.test(message) ? "failed" : undefined);
  return {
    title: `Elastic Beanstalk ${environment}: ${message}`,
    word: state,
    mood: moodOf(state),
    text: message,
    resources: [environment],
    facts: [
      ["Application", named("Application")],
      ["Subject", subject === "" ? undefined : subject],
    ],
    at: named("Timestamp"),
  };
};
