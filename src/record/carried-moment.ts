import { plain } from "../card/card.ts";
import type { Event } from "../events/events.ts";
import { targetNames } from "../investigation/view/targets.ts";
import { type Moment, person, seen } from "./moment.ts";

type Of<Type extends Event["type"]> = Extract<Event, { type: Type }>;

/** What people did about the alarm besides looking for its cause. */
export function carriedMoment(
  event: Of<
    | "acknowledged"
    | "unacknowledged"
    | "assigned"
    | "unassigned"
    | "severitySet"
    | "snoozed"
    | "unsnoozed"
    | "paged"
    | "scopeChosen"
    | "runbookAttached"
    | "escalationPlanned"
    | "escalationRenewed"
    | "repeated"
    | "ackReminded"
    | "valueRead"
    | "heldOn"
    | "released"
    | "threadLinked"
    | "progressed"
    | "recoveryLookBegun"
    | "queryAsked"
    | "queryProgressed"
    | "deleted"
  >,
): Moment | undefined {
  switch (event.type) {
    case "acknowledged":
      return person(event, "action", "Acknowledged");
    case "unacknowledged":
      return person(event, "action", "Took the acknowledgement back");
    case "assigned":
      return person(event, "action", `Assigned it to ${event.to.name}`);
    case "unassigned":
      return person(event, "action", "Took the assignment back");
    case "severitySet":
      return person(event, "action", event.severity === undefined ? "Took the severity back" : `Set ${event.severity}`);
    case "snoozed":
      return person(
        event,
        "action",
        event.until === undefined ? "Snoozed until OK" : `Snoozed until ${utc(event.until)}`,
      );
    case "unsnoozed":
      return event.because === "person"
        ? person(event, "action", "Ended the snooze")
        : seen("action", event.at, event.because === "worse" ? "Snooze ended: it got worse" : "Snooze ended");
    case "paged":
      return person(event, "action", `Paged ${targetNames(event.targets)}`);
    case "scopeChosen":
      return person(event, "action", `Looks at ${[event.scope.account, event.scope.region].filter(Boolean).join(" ")}`);
    case "repeated":
      return seen("action", event.at, "Said again, because nobody acknowledged it");
    case "ackReminded":
      return seen("action", event.at, "Reminded whoever acknowledged it");
    case "runbookAttached":
    case "escalationPlanned":
    case "escalationRenewed":
    case "valueRead":
    case "heldOn":
    case "released":
    case "threadLinked":
    case "progressed":
    case "recoveryLookBegun":
    case "queryAsked":
    case "queryProgressed":
    case "deleted":
      return undefined;
    default:
      return event satisfies never;
  }
}

function utc(iso: string): string {
  return `${plain([{ time: iso }])} UTC`;
}
