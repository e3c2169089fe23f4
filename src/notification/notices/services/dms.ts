import { moodOf, outcomeIn } from "../mood.ts";
import { wordsOf } from "../readable.ts";
import { type EventShape, nameIn } from "../shape.ts";

/** Started and resumed replication is the same as running; the last word of the other kinds of event is their outcome. */
const RUNS = /_(?:STARTED|RESUMED|RESTARTED|CREATED)$/;

/** The ARN ends in a key that nobody gave; the name is in the link. https://docs.aws.amazon.com/dms/latest/userguide/CHAP_EventBridge.html */
export const dms: EventShape = ({ type, detail, resources }) => {
  const event = detail.text("eventType");
  if (event === undefined) return undefined;
  const page = detail.text("resourceLink");
  const given = /#\w+\/([\w-]+)$|[?&:]ids?=([\w-]+)/.exec(page ?? "");
  const quoted = /'([\w-]+)'/.exec(detail.text("detailMessage") ?? "")?.[1];
  const name = given?.[1] ?? given?.[2] ?? quoted ?? nameIn(resources[0]);
  const isFailover = /FAILOVER/.test(event);
  const outcome = moodOf(outcomeIn(event));
  return {
    title: `${type.replace(/ State Change$/, "")} ${name ?? ""}: ${wordsOf(event.toLowerCase().replace(/^replication_(?:task|instance)_/, "")).toLowerCase()}`,
    word: isFailover ? "FAILOVER" : outcome === "info" ? detail.text("category") : outcomeIn(event),
    mood: isFailover
      ? "warning"
      : RUNS.test(event)
        ? "info"
        : outcome === "info"
          ? moodOf(detail.text("category"))
          : outcome,
    text: detail.text("detailMessage"),
    resources: [...resources, name],
    facts: [
      ["Category", detail.text("category")],
      ["Event", detail.text("eventId")],
    ],
    page,
  };
};
