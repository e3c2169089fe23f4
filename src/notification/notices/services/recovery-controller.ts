import { moodOf } from "../mood.ts";
import { type EventShape, joined, nameIn, type Told } from "../shape.ts";

/** https://docs.aws.amazon.com/r53recovery/latest/dg/eventbridge-readiness.html */
export const recoveryReadiness: EventShape = ({ type, detail, resources, region }) => {
  const word = detail.text("new-state.readiness-status");
  if (word === undefined) return undefined;
  const name = detail.text("readiness-check-name", "recovery-group-name", "cell-name") ?? nameIn(resources[0]);
  const kind = /\b(readiness check|recovery group|cell)\b/i.exec(type)?.[1]?.toLowerCase() ?? "readiness";
  const isUnknown = /^(?:UNKNOWN|NOT_AUTHORIZED)$/.test(word);
  return {
    title: `Route 53 ARC ${joined(kind, name)}: ${word.replaceAll("_", " ").toLowerCase()}`,
    word: word.replaceAll("_", " "),
    mood: isUnknown ? "warning" : moodOf(word),
    resources: [resources[0] ?? name],
    facts: [["Before", detail.text("previous-state.readiness-status")]],
    page: `route53recovery/home?region=${region}#/readiness/home`,
  };
};

/** Traffic is away from a zone while a shift is in progress. https://docs.aws.amazon.com/r53recovery/latest/dg/eventbridge-zonal-autoshift.html */
export const zonalShift: EventShape = ({ type, detail, resources, region }) => {
  const zone = detail.text("metadata.awayFrom", "awayFrom");
  const word = /(?:In Progress|Completed|Canceled|Cancelled|Failed|Interrupted|Pending|Succeeded|Expired)$/i.exec(
    type,
  )?.[0];
  const isPractice = /practice/i.test(type);
  const mood: Told["mood"] = /in progress/i.test(word ?? "") ? "warning" : moodOf(word);
  return {
    title: joined(type, zone && `away from ${zone}`),
    word,
    mood: isPractice && mood === "warning" && !/interrupted/i.test(word ?? "") ? "info" : mood,
    text: detail.text("metadata.notes", "notes"),
    resources: [...resources, zone],
    facts: [["Away from", zone]],
    page: `route53recovery/home?region=${region}#/zonal-shift/home`,
  };
};
