import { moodOf } from "../mood.ts";
import { wordsOf } from "../readable.ts";
import { type EventShape, encoded, type Told } from "../shape.ts";
import { unknownEvent } from "../unknown.ts";

const OPERATIONS: Readonly<Record<string, readonly [word: string, mood: Told["mood"]]>> = {
  Create: ["CREATED", "info"],
  Update: ["UPDATED", "info"],
  Delete: ["DELETED", "warning"],
  LabelParameterVersion: ["LABELED", "info"],
};

/**
 * Parameter Store, OpsCenter and Change Calendar; what else Systems Manager sends says its state by itself.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/reference-eventbridge-events.html
 */
export const systemsManager: EventShape = (event) => {
  switch (event.type) {
    case "Parameter Store Change":
      return parameterChange(event);
    case "Parameter Store Policy Action":
      return parameterPolicy(event);
    case "OpsItem Create":
    case "OpsItem Update":
      return opsItem(event);
    case "Calendar State Change":
      // A calendar that is closed is as it should be.
      return { ...unknownEvent(event), mood: "info" };
    default:
      return undefined;
  }
};

const parameterChange: EventShape = ({ detail, resources, region }) => {
  const name = detail.text("name");
  const operation = detail.text("operation");
  if (name === undefined || operation === undefined) return undefined;
  const known = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
  const [word, mood] = known ?? [operation, "info"];
  return {
    title: `Parameter ${word.toLowerCase()}: ${name}`,
    word,
    mood,
    text: detail.text("description"),
    resources: [resources[0] ?? name],
    facts: [["Type", detail.text("type")]],
    page: pageOf(name, region),
  };
};

const POLICIES: Readonly<Record<string, string>> = {
  Expiration: "expires",
  ExpirationNotification: "expires soon",
  NoChangeNotification: "unchanged for long",
};

/** The success is that of the notification: the parameter expires, or was not changed for long. */
const parameterPolicy: EventShape = ({ detail, resources, region }) => {
  const name = detail.text("parameter-name");
  const policy = detail.text("policy-type");
  if (name === undefined || policy === undefined) return undefined;
  const reason = detail.text("action-reason");
  const failed = moodOf(detail.text("action-status")) === "bad";
  return {
    title: `Parameter ${POLICIES[policy] ?? wordsOf(policy).toLowerCase()}: ${name}`,
    word: failed ? "FAILED" : /^Expiration/.test(policy) ? "EXPIRATION" : "UNCHANGED",
    mood: failed ? "bad" : "warning",
    text: reason,
    resources: [resources[0] ?? name],
    facts: [["Type", detail.text("parameter-type")]],
    page: pageOf(name, region),
  };
};

/** Severity 1 is critical, 4 is low. */
const opsItem: EventShape = ({ type, detail, resources, region }) => {
  const title = detail.text("title");
  if (title === undefined) return undefined;
  const severity = detail.text("severity");
  const status = detail.text("status");
  const isOver = moodOf(status) === "good";
  const id = detail.text("ops-item-id");
  return {
    title: `${type === "OpsItem Create" ? "New OpsItem" : "OpsItem"}: ${title}`,
    word: status,
    mood: isOver ? "good" : /^[12]$/.test(severity ?? "") ? "bad" : severity === "3" ? "warning" : "info",
    severity,
    text: detail.text("description"),
    resources: [resources[0] ?? id],
    facts: [
      ["From", detail.text("source")],
      ["By", detail.text("created-by")],
    ],
    page: id === undefined ? undefined : `systems-manager/opsitems/${encoded(id)}?region=${region}`,
  };
};

function pageOf(name: string, region: string): string {
  return `systems-manager/parameters/${encoded(name)}/description?region=${region}`;
}
