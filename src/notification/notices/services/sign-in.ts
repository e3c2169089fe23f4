import { wordsOf } from "../readable.ts";
import { type EventShape, encoded, nameIn, type ServiceEvent } from "../shape.ts";
import { unknownEvent } from "../unknown.ts";

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html */
export const signIn: EventShape = ({ detail, region }) => {
  const name = detail.text("eventName");
  const who = detail.text("userIdentity.arn", "userIdentity.userName", "userIdentity.type");
  if (name === undefined) return undefined;
  const result = detail.text("responseElements.ConsoleLogin", "responseElements.SwitchRole", "errorMessage");
  const isRoot = detail.text("userIdentity.type") === "Root";
  const failed = /fail/i.test(result ?? "");
  return {
    title: `${name} by ${isRoot ? "the root user" : (nameIn(who) ?? "somebody")}`,
    word: failed ? "FAILED" : result,
    mood: failed || isRoot ? "warning" : "info",
    text: detail.text("errorMessage"),
    resources: [who],
    facts: [
      ["By", who],
      ["Address", detail.text("sourceIPAddress")],
      ["MFA", detail.text("additionalEventData.MFAUsed")],
      ["Error", detail.text("errorCode")],
    ],
    page: pageOf(detail, region),
    at: detail.text("eventTime"),
  };
};

/** The event in CloudTrail's history. */
function pageOf(detail: ServiceEvent["detail"], region: string): string | undefined {
  const id = detail.text("eventID");
  return id === undefined ? undefined : `cloudtrailv2/home?region=${region}#/events/${encoded(id)}`;
}

/** An API call that a rule selected from CloudTrail; a call that failed has its error. */
export const apiCall: EventShape = ({ detail, resources, region }) => {
  const name = detail.text("eventName");
  if (name === undefined) return undefined;
  const who = detail.text("userIdentity.arn", "userIdentity.userName", "userIdentity.invokedBy");
  const error = detail.text("errorCode");
  const on = detail.list("resources").flatMap((each) => each.text("ARN") ?? []);
  return {
    title: `${name} by ${nameIn(who) ?? "somebody"}`,
    word: error,
    mood: error === undefined ? "info" : "bad",
    text: detail.text("errorMessage"),
    resources: [...on, ...resources, detail.text("eventSource")],
    facts: [
      ["Service", detail.text("eventSource")],
      ["By", who],
      ["Address", detail.text("sourceIPAddress")],
      ["Error", error],
    ],
    page: pageOf(detail, region),
    at: detail.text("eventTime"),
  };
};

/**
 * What a service did by itself, such as a rotation, which nobody called; its detail has a shape of its own for each event.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
 */
export const serviceEvent: EventShape = (event) => {
  const { detail } = event;
  const name = detail.text("eventName");
  const service = detail.text("eventSource")?.replace(/\.amazonaws\.com$/, "");
  if (name === undefined || service === undefined) return undefined;
  const about = detail.text("additionalEventData.SecretId", "resources.0.ARN");
  const { title, ...told } = unknownEvent({
    ...event,
    type: `${service} ${wordsOf(name).toLowerCase()}`,
    resources: about === undefined ? event.resources : [about],
    detail: detail.pick("serviceEventDetails", "additionalEventData", "errorMessage"),
  });
  return {
    ...told,
    title: about === undefined ? title : `${title.split(": ")[0]}: ${secretIn(about) ?? nameIn(about)}`,
  };
};

/** The name of a secret without the six characters that Secrets Manager adds: "prod/db". */
function secretIn(arn: string): string | undefined {
  return arn.split(":secret:")[1]?.replace(/-\w{6}$/, "");
}

/** Calls at an unusual rate. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html */
export const callInsight: EventShape = ({ detail, region }) => {
  const name = detail.text("insightDetails.eventName");
  const state = detail.text("insightDetails.state");
  if (name === undefined || state === undefined) return undefined;
  const service = detail.text("insightDetails.eventSource");
  const isError = /error/i.test(detail.text("insightDetails.insightType") ?? "");
  const perMinute = (path: string): string | undefined => {
    const rate = detail.text(`insightDetails.insightContext.statistics.${path}.average`);
    return rate === undefined ? undefined : `${rate} a minute`;
  };
  return {
    title: `CloudTrail: unusual rate of ${isError ? "errors of " : ""}${name}`,
    word: state === "End" ? "ENDED" : "ANOMALY",
    mood: state === "End" ? "good" : "warning",
    resources: [service],
    facts: [
      ["Usual", perMinute("baseline")],
      ["Now", perMinute("insight")],
      ["Error", detail.text("insightDetails.errorCode")],
    ],
    page: `cloudtrailv2/home?region=${region}#/insights`,
    at: detail.text("eventTime"),
  };
};
