import { type EventShape, encoded } from "../shape.ts";

/** https://docs.aws.amazon.com/health/latest/ug/aws-health-events-eventbridge-schema.html */
export const health: EventShape = ({ detail, resources, region }) => {
  const code = detail.text("eventTypeCode");
  const service = detail.text("service");
  if (code === undefined && service === undefined) return undefined;
  const category = detail.text("eventTypeCategory");
  const isOver = detail.text("statusCode") === "closed";
  const entities = detail.list("affectedEntities").map((each) => each.text("entityValue"));
  const states = detail.list("affectedEntities").flatMap((each) => each.text("status") ?? []);
  const english = detail.list("eventDescription").find((each) => /^en/i.test(each.text("language") ?? "en"));
  const where = detail.text("eventRegion") ?? region;
  return {
    title: `AWS Health: ${wordsOf(code, service)}${where === "" ? "" : ` in ${where}`}`,
    word: isOver ? "RESOLVED" : (WORDS.get(category ?? "") ?? "NOTICE"),
    mood: isOver ? "good" : category === "issue" ? "bad" : category === "scheduledChange" ? "warning" : "info",
    text: english?.text("latestDescription"),
    resources: [
      ...entities,
      ...resources.filter((each) => !entities.includes(each)),
      entities.length + resources.length === 0 ? service : undefined,
    ],
    facts: [
      ["Service", service],
      ["Event", code],
      ["Entities", states.length > 0 ? countsOf(states) : undefined],
      ["From", detail.text("startTime")],
      ["Until", detail.text("endTime")],
      ["Scope", detail.text("eventScopeCode")],
    ],
    page: `https://health.aws.amazon.com/health/home#/account/event-log?eventID=${encoded(detail.text("eventArn"))}`,
    account: detail.text("affectedAccount"),
    region: where,
  };
};

const WORDS: ReadonlyMap<string, string> = new Map([
  ["issue", "ISSUE"],
  ["scheduledChange", "SCHEDULED"],
  ["investigation", "INVESTIGATING"],
  ["accountNotification", "NOTICE"],
]);

/** "AWS_EC2_OPERATIONAL_ISSUE" as "EC2 operational issue". */
function wordsOf(code: string | undefined, service = "AWS"): string {
  const rest = (code ?? "event").replace(/^AWS_/, "").replace(`${service}_`, "").replaceAll("_", " ").toLowerCase();
  return `${service} ${rest}`;
}

function countsOf(states: readonly string[]): string {
  return [...Map.groupBy(states, (each) => each)]
    .map(([state, all]) => `${all.length} ${state.toLowerCase()}`)
    .join(", ");
}
